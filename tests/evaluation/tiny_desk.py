"""A tiny desk: nine kinds of sentences, and a real bundle that was taught them."""

import hashlib
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from sklearn.linear_model import LogisticRegression
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.models.bundle import ENCODER_FOLDER, Bundle
from firstline.models.encoder_manifest import MODEL_NAME, TOKENIZER_NAME, seal_encoder_folder
from firstline.models.field_head import FieldHead
from firstline.models.lexical_view import LexicalView
from firstline.models.manifest import DataSummary, Manifest, texts_fingerprint
from firstline.models.onnx_encoder import OnnxEncoder
from firstline.models.out_of_scope import OutOfScopeDetector, ScopeCalibration, Spread
from firstline.models.policy import FieldPolicy
from firstline.models.scorer import Scorer

DIMENSION = 8
THINGS = {"printer": "hardware", "laptop": "hardware", "password": "access", "login": "access", "invoice": "billing"}
HOW = {"stopped the whole floor": "high", "is slow today": "normal", "could look nicer": "low"}
PRIORITIES = ("low", "normal", "high")


def tickets(**more: object) -> list[Ticket]:
    """Every thing in every state, with category and priority."""
    return [
        Ticket.model_validate(
            {"id": f"T{n}", "body": f"my {thing} {how}", "category": THINGS[thing], "priority": HOW[how], **more}
        )
        for n, (thing, how) in enumerate((thing, how) for thing in THINGS for how in HOW)
    ]


def tiny_bundle(folder: Path, *, last_created_at: str | None = None, groups: bool = False) -> Bundle:
    """A real bundle in memory, its encoder on disk under `folder`: TF-IDF heads, taught with `tickets`.

    With `groups` it knows the skill group too, which is called as the category is.
    """
    known = tickets()
    lexical = LexicalView.fit([ticket.body for ticket in known])
    weights = lexical.transform([ticket.body for ticket in known])
    labels = {"category": [t.category for t in known], "priority": [t.priority for t in known]}
    if groups:
        labels["skill_group"] = labels["category"]
    heads = {name: _head(weights, list(map(str, values)), name) for name, values in labels.items()}
    summary = DataSummary(
        fingerprint="0" * 64,
        texts_fingerprint=texts_fingerprint([request_text(ticket) for ticket in known]),
        tickets=len(known),
        first_created_at=None,
        last_created_at=last_created_at,
        held_out="none",
        labels={},
    )
    return Bundle(
        name="tiny",
        version=hashlib.sha256(b"tiny").hexdigest(),
        manifest=Manifest(
            firstline_version="0", encoder="tiny", encoder_fingerprint="0", seed=0, data=summary, metrics={}, files={}
        ),
        encoder=OnnxEncoder(tiny_encoder(folder / ENCODER_FOLDER)),
        centre=np.zeros(DIMENSION, dtype=np.float32),
        lexical=lexical,
        heads=heads,
        policies={
            "category": FieldPolicy(auto={"access": 0.5}, best=0.5, suggest=0.2),
            "priority": FieldPolicy(),
            "skill_group": FieldPolicy(auto={"access": 0.5}, best=0.5, suggest=0.2),
        },
        detector=_detector(),
    )


def tiny_encoder(folder: Path) -> Path:
    """An encoder folder: one random vector a word, the mean of them a text."""
    folder.mkdir(parents=True)
    words = ["[PAD]", "[UNK]", "my", *THINGS, *sorted({word for how in HOW for word in how.split()})]
    tokenizer = Tokenizer(WordLevel({word: number for number, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(folder / TOKENIZER_NAME))
    onnx.save(_graph(len(words)), folder / MODEL_NAME)
    seal_encoder_folder(
        folder,
        name="tiny",
        dimension=DIMENSION,
        prefix="",
        max_tokens=16,
        precision="fp32",
        licence="CC0-1.0",
        source="made by a test",
    )
    return folder


def _head(weights: np.ndarray, labels: list[str], name: str) -> FieldHead:
    model = LogisticRegression(C=100).fit(weights, labels)
    return FieldHead(
        values=tuple(model.classes_),
        prior=np.full(len(model.classes_), 1 / len(model.classes_)),
        vector=None,
        lexical=Scorer(((model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32)),)),
        vector_weight=0.0,
        lexical_weight=1.0,
        order=PRIORITIES if name == "priority" else (),
    )


def _detector() -> OutOfScopeDetector:
    """Judges by the energy alone, flagged above 0: every distance is at its median."""
    even = Spread(median=0.0, tail=1.0)
    at_both_medians = float(np.log(2)) / 2
    return OutOfScopeDetector(
        calibration=ScopeCalibration(
            field="category", energy=even, distance=even, threshold=at_both_medians, scale=0.25
        ),
        centre=np.zeros(DIMENSION, dtype=np.float32),
        precision=np.zeros((DIMENSION, DIMENSION), dtype=np.float32),
    )


def _graph(words: int) -> onnx.ModelProto:
    table = np.random.default_rng(0).normal(size=(words, DIMENSION)).astype(np.float32)
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"])
        for name in ("input_ids", "attention_mask")
    ]
    output = helper.make_tensor_value_info("token_vectors", TensorProto.FLOAT, ["texts", "tokens", DIMENSION])
    nodes = [
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "axis"], ["column"]),
        helper.make_node("Gather", ["table", "input_ids"], ["found"]),
        helper.make_node("Mul", ["found", "column"], ["token_vectors"]),
    ]
    constants = [numpy_helper.from_array(table, "table"), numpy_helper.from_array(np.array([2]), "axis")]
    graph = helper.make_graph(nodes, "tiny", inputs, [output], constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
