"""A real encoder small enough for every test: hashed byte n-grams as an ONNX graph, 0.3 MB, nothing learned."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import BPE
from tokenizers.normalizers import NFKC, Lowercase, Sequence
from tokenizers.pre_tokenizers import ByteLevel
from tokenizers.processors import TemplateProcessing

from firstline.models.encoder_manifest import MODEL_NAME, TOKENIZER_NAME, seal_encoder_folder

DIMENSION = 64
_BUCKETS = 1021
_NGRAMS = (3, 5)


def build_tiny_encoder(folder: Path, *, seed: int = 0) -> Path:
    """Make `folder` an encoder folder and return it; texts that share words have similar vectors, in any script.

    A token is a byte of lower-cased UTF-8; its vector is the sum of one fixed random vector for the 3-gram and one for
    the 5-gram that start there. 64 dimensions, 1,024 tokens. Another `seed` gives an encoder of another fingerprint.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _tokenizer().save(str(folder / TOKENIZER_NAME))
    onnx.save(_graph(seed), folder / MODEL_NAME)
    seal_encoder_folder(
        folder,
        name="tiny",
        dimension=DIMENSION,
        prefix="",
        max_tokens=1_024,
        precision="fp32",
        licence="Apache-2.0",
        source="tests/tiny_encoder.py",
    )
    return folder


def _tokenizer() -> Tokenizer:
    special = {"<s>": 0, "</s>": 1}
    letters = {letter: number for number, letter in enumerate(sorted(ByteLevel.alphabet()), len(special))}
    tokenizer = Tokenizer(BPE({**special, **letters}, []))
    tokenizer.normalizer = Sequence([NFKC(), Lowercase()])
    tokenizer.pre_tokenizer = ByteLevel(add_prefix_space=True, use_regex=False)
    tokenizer.post_processor = TemplateProcessing(single="<s> $A </s>", special_tokens=list(special.items()))
    return tokenizer


def _graph(seed: int) -> onnx.ModelProto:
    table = np.random.default_rng(seed).standard_normal((_BUCKETS, DIMENSION)).astype(np.float32)
    constants = {
        "table": table,
        "buckets": np.array(_BUCKETS, np.int64),
        "factor": np.array(257, np.int64),
        "token_axis": np.array([1], np.int64),
        "padding": np.array([0, 0, 0, max(_NGRAMS)], np.int64),
        "last_axis": np.array([2], np.int64),
    }
    nodes = [helper.make_node("Pad", ["input_ids", "padding"], ["padded"])]
    for size in _NGRAMS:
        previous = "input_ids"
        for shift in range(1, size):
            constants[f"from_{shift}"] = np.array([shift], np.int64)
            constants[f"to_{shift}"] = np.array([shift - max(_NGRAMS)], np.int64)
            name = f"{size}_{shift}"
            nodes += [
                helper.make_node("Slice", ["padded", f"from_{shift}", f"to_{shift}", "token_axis"], [f"next_{name}"]),
                helper.make_node("Mul", [previous, "factor"], [f"scaled_{name}"]),
                helper.make_node("Add", [f"scaled_{name}", f"next_{name}"], [f"sum_{name}"]),
                helper.make_node("Mod", [f"sum_{name}", "buckets"], [f"hash_{name}"]),
            ]
            previous = f"hash_{name}"
        nodes.append(helper.make_node("Gather", ["table", previous], [f"ngram_{size}"]))
    nodes += [
        helper.make_node("Sum", [f"ngram_{size}" for size in _NGRAMS], ["summed"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last_axis"], ["wide_mask"]),
        helper.make_node("Mul", ["summed", "wide_mask"], ["token_vectors"]),
    ]
    ids = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"])
        for name in ("input_ids", "attention_mask")
    ]
    output = helper.make_tensor_value_info("token_vectors", TensorProto.FLOAT, ["texts", "tokens", DIMENSION])
    initialisers = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "tiny", ids, [output], initialisers)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
