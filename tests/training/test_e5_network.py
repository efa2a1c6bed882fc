"""Tests of the torch network of e5, on random weights of the file's form."""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest

from firstline.training.e5_graph import build_e5_graph
from firstline.training.e5_weights import E5Shape, E5Weights

for module in ("torch", "transformers"):
    pytest.importorskip(module, reason="comes with firstline[finetune]")

from firstline.training.e5_network import build_e5_network, write_e5_network

SHAPE = E5Shape(hidden=16, layers=2, heads=2, feed_forward=32, vocabulary=50, positions=20, epsilon=1e-12)
IDS = np.array([[0, 7, 9, 2], [0, 11, 2, 1]], dtype=np.int64)
MASK = np.array([[1, 1, 1, 1], [1, 1, 1, 0]], dtype=np.int64)


@pytest.fixture
def weights() -> E5Weights:
    generator = np.random.default_rng(0)
    hidden, wide = SHAPE.hidden, SHAPE.feed_forward
    sizes: dict[str, tuple[int, ...]] = {
        "emb.word": (SHAPE.vocabulary, hidden),
        "emb.pos": (SHAPE.positions, hidden),
        "emb.type": (2, hidden),
        "emb.ln.w": (hidden,),
        "emb.ln.b": (hidden,),
    }
    for layer in range(SHAPE.layers):
        for part in ("q", "k", "v", "ao"):
            sizes |= {f"l{layer}.{part}.w": (hidden, hidden), f"l{layer}.{part}.b": (hidden,)}
        for part in ("aln", "oln"):
            sizes |= {f"l{layer}.{part}.w": (hidden,), f"l{layer}.{part}.b": (hidden,)}
        sizes |= {f"l{layer}.fi.w": (wide, hidden), f"l{layer}.fi.b": (wide,)}
        sizes |= {f"l{layer}.fo.w": (hidden, wide), f"l{layer}.fo.b": (hidden,)}
    tensors = {name: generator.normal(scale=0.3, size=size).astype(np.float32) for name, size in sizes.items()}
    return E5Weights(shape=SHAPE, pieces=(), tensors=tensors)


def _run(path: Path) -> np.ndarray:
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    found: np.ndarray = session.run(None, {"input_ids": IDS, "attention_mask": MASK})[0]
    return found


def test_the_network_says_what_the_graph_of_the_same_weights_says(weights: E5Weights, tmp_path: Path) -> None:
    import torch

    network = build_e5_network(weights).eval()
    with torch.no_grad():
        said = network(input_ids=torch.from_numpy(IDS), attention_mask=torch.from_numpy(MASK)).last_hidden_state
    onnx.save(build_e5_graph(weights), tmp_path / "frozen.onnx")
    known = MASK.astype(bool)
    np.testing.assert_allclose(said.numpy()[known], _run(tmp_path / "frozen.onnx")[known], atol=1e-5)


def test_what_was_trained_is_what_is_written(weights: E5Weights, tmp_path: Path) -> None:
    import torch

    network = build_e5_network(weights).eval()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.mul_(1.1)
        said = network(input_ids=torch.from_numpy(IDS), attention_mask=torch.from_numpy(MASK)).last_hidden_state
    write_e5_network(weights, network, tmp_path / "tuned.onnx")
    known = MASK.astype(bool)
    np.testing.assert_allclose(said.numpy()[known], _run(tmp_path / "tuned.onnx")[known], atol=1e-4)
