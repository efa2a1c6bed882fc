"""The torch network of multilingual-e5-small: the packed weights as a Hugging Face BERT that can be trained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import onnx

from firstline.training.e5_graph import build_e5_graph
from firstline.training.e5_weights import E5Weights, Tensor

if TYPE_CHECKING:
    import torch

_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def build_e5_network(weights: E5Weights) -> torch.nn.Module:
    """A `transformers.BertModel` without pooler that holds `weights`."""
    import torch
    from transformers import BertConfig, BertModel

    shape = weights.shape
    config = BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.feed_forward,
        max_position_embeddings=shape.positions,
        type_vocab_size=len(weights.tensors["emb.type"]),
        layer_norm_eps=shape.epsilon,
        hidden_act="gelu",
        attn_implementation="eager",
    )
    network = BertModel(config, add_pooling_layer=False)
    state = {theirs: torch.from_numpy(weights.tensors[ours].copy()) for ours, theirs in _names(shape.layers)}
    network.load_state_dict(state, strict=True)
    return network


def write_e5_network(weights: E5Weights, network: torch.nn.Module, path: Path) -> None:
    """Write the network as the graph that frozen e5 weights get, so that a request costs what it did.

    `weights` are those it was built from; their tokenizer and sizes are not trained.
    """
    state = network.state_dict()
    tensors: dict[str, Tensor] = {ours: state[theirs].numpy() for ours, theirs in _names(weights.shape.layers)}
    onnx.save(build_e5_graph(replace(weights, tensors={**weights.tensors, **tensors})), path)


def _names(layers: int) -> Iterator[tuple[str, str]]:
    """The weight file's name and the network's, of every tensor."""
    yield from _EMBEDDINGS.items()
    for layer in range(layers):
        for ours, theirs in _LAYER.items():
            for short, long in (("w", "weight"), ("b", "bias")):
                yield f"l{layer}.{ours}.{short}", f"encoder.layer.{layer}.{theirs}.{long}"
