"""The export of sentence-transformers models to ONNX; the home of torch for encoders as they come."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from firstline.datasets.errors import EncoderError
from firstline.models.encoder_manifest import MODEL_NAME, TOKENIZER_NAME, Pooling, seal_encoder_folder
from firstline.models.onnx_encoder import OnnxEncoder
from firstline.training.onnx_quantization import quantise

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

MAX_TOKENS = 256
PARITY = 0.9999
PARITY_SENTENCES = (
    "",
    "The printer on the third floor does not print since the update this morning.",
    "VPN drops every 10 minutes, error 0x80072EE2 :(",
    "Ich kann mich nach der Passwortänderung nicht mehr anmelden.",
    "Jeg får ikke åpnet vedlegget i e-posten.",
    "После обновления приложение не запускается, что делать?",
    "Je n'arrive pas à télécharger ma facture d'août.",
    "¿Dónde puedo cambiar mi dirección de envío?",
    "アプリにログインできません。",
    "我的订单已经付款，但是没有收到确认邮件。",
    "لا أستطيع تسجيل الدخول إلى حسابي",
    "मेरा इंटरनेट बहुत धीमा है 😡",
)
_ARCHITECTURE = ["Transformer", "Pooling", "Normalize"]


def export_sentence_transformer(
    source: Path, folder: Path, *, name: str, licence: str, default_prefix: str = ""
) -> None:
    """Convert the sentence-transformers model in `source` to an int8 encoder folder at `folder` (which exists).

    The prefix is the model's own default or "query" prompt, `default_prefix` when it has none.

    Raises EncoderError when torch is missing, when the model is of a kind that Firstline does not run, or when the
    float32 graph disagrees with Python (cosine below .9999) on any of a dozen sentences.
    """
    model = load_sentence_transformer(source)
    from firstline.training.torch_graph import write_graph

    pooling = _pooling(model, name)
    prefix = _prefix(model) or default_prefix
    dimension = int(model[0].auto_model.config.hidden_size)
    max_tokens = min(MAX_TOKENS, int(model.max_seq_length or MAX_TOKENS))
    full, target = folder / "fp32.onnx", folder / MODEL_NAME
    _save_tokenizer(model, folder / TOKENIZER_NAME, name)
    write_graph(model[0].auto_model, target)
    about: dict[str, Any] = {
        "name": name,
        "dimension": dimension,
        "pooling": pooling,
        "prefix": prefix,
        "max_tokens": max_tokens,
        "licence": licence,
        "source": f"sentence-transformers {name}",
    }
    seal_encoder_folder(folder, precision="fp32", **about)
    _refuse_unless_equal(model, OnnxEncoder(folder, verify=False), prefix, name)
    target.rename(full)
    quantise(full, target)
    full.unlink()
    seal_encoder_folder(folder, precision="int8", **about)


def load_sentence_transformer(source: Path) -> SentenceTransformer:
    """The model in `source` on the CPU, in float32, weights from safetensors only (a pickle could run code).

    Raises EncoderError when sentence-transformers is missing or cannot load it.
    """
    if importlib.util.find_spec("sentence_transformers") is None or importlib.util.find_spec("torch") is None:
        raise EncoderError(
            f"the encoder {source.name} must be converted once with torch and sentence-transformers, which are not "
            "installed: pip install 'firstline[finetune]'"
        )
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    options = {"use_safetensors": True, "attn_implementation": "eager", "dtype": "float32"}
    try:
        return SentenceTransformer(str(source), device="cpu", model_kwargs=options, local_files_only=True)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise EncoderError(
            f"{source} cannot be loaded as a sentence-transformers model with safetensors weights: {error}"
        ) from error


def _pooling(model: SentenceTransformer, name: str) -> Pooling:
    kinds = [type(module).__name__ for module in model]
    if kinds not in (_ARCHITECTURE, _ARCHITECTURE[:2]):
        raise EncoderError(f"{name} is built of {', '.join(kinds)}; Firstline runs {', '.join(_ARCHITECTURE)} only")
    mode = str(model[1].pooling_mode)
    if mode not in {"mean", "cls"}:
        raise EncoderError(f"{name} pools its tokens by {mode}; Firstline knows mean and cls")
    return cast(Pooling, mode)


def _prefix(model: SentenceTransformer) -> str:
    prompts = dict(model.prompts)
    return str(prompts.get(model.default_prompt_name or "query") or "")


def _save_tokenizer(model: SentenceTransformer, path: Path, name: str) -> None:
    if not getattr(model.tokenizer, "is_fast", False):
        raise EncoderError(f"{name} has a tokenizer that exists in Python only; one with a tokenizer.json is needed")
    model.tokenizer.backend_tokenizer.save(str(path))


def _refuse_unless_equal(model: SentenceTransformer, exported: OnnxEncoder, prefix: str, name: str) -> None:
    sentences = list(PARITY_SENTENCES)
    wanted = model.encode(sentences, prompt=prefix, normalize_embeddings=True, show_progress_bar=False)
    cosines = np.sum(wanted * exported.encode(sentences), axis=1)
    if not cosines.min() >= PARITY:
        raise EncoderError(
            f"the export of {name} disagrees with the model itself (cosine {cosines.min():.5f}, wanted {PARITY}); "
            "choose another encoder"
        )
