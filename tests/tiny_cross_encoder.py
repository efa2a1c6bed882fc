"""A real cross-encoder small enough for every test: it counts the words that a request and a passage share."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

_SPECIAL = ("[UNK]", "[CLS]", "[SEP]")


def build_tiny_cross_encoder(folder: Path, words: Iterable[str]) -> Path:
    """Make `folder` a cross-encoder that knows `words`; log-odds are the shared ones less 1.5."""
    (folder / "onnx").mkdir(parents=True)
    vocabulary = {word: number for number, word in enumerate([*_SPECIAL, *sorted(set(words))])}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))  # no password
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 1), ("[SEP]", 2)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    onnx.save(_graph(), folder / "onnx" / "model.onnx")
    return folder


def _graph() -> onnx.ModelProto:
    constants = {"second": np.array([2]), "first": np.array([1]), "both": np.array([1, 2]), "known": np.array(2)}
    nodes = [
        helper.make_node("Unsqueeze", ["input_ids", "second"], ["rows"]),
        helper.make_node("Unsqueeze", ["input_ids", "first"], ["columns"]),
        helper.make_node("Equal", ["rows", "columns"], ["same"]),
        helper.make_node("Greater", ["rows", "known"], ["meant"]),
        helper.make_node("Unsqueeze", ["token_type_ids", "second"], ["asked"]),
        helper.make_node("Unsqueeze", ["token_type_ids", "first"], ["said"]),
        helper.make_node("Less", ["asked", "said"], ["across"]),
        helper.make_node("And", ["same", "across"], ["shared"]),
        helper.make_node("And", ["shared", "meant"], ["counted"]),
        helper.make_node("Cast", ["counted"], ["numbers"], to=TensorProto.FLOAT),
        helper.make_node("ReduceSum", ["numbers", "both"], ["total"], keepdims=0),
        helper.make_node("Unsqueeze", ["total", "first"], ["column"]),
        helper.make_node("Sub", ["column", "least"], ["logits"]),
    ]
    arrays = {name: array.astype(np.int64) for name, array in constants.items()}
    initializers = [numpy_helper.from_array(array, name) for name, array in arrays.items()]
    initializers.append(numpy_helper.from_array(np.array(1.5, np.float32), "least"))
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["pairs", "tokens"])
        for name in ("input_ids", "attention_mask", "token_type_ids")
    ]
    outputs = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["pairs", 1])]
    graph = helper.make_graph(nodes, "cross", inputs, outputs, initializers)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)
