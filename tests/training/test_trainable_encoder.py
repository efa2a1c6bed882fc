"""Tests of the trainable encoder."""

from pathlib import Path

import numpy as np
import pytest

from firstline.datasets.errors import ConfigError
from firstline.models.onnx_encoder import OnnxEncoder

for module in ("torch", "transformers", "sentence_transformers"):
    pytest.importorskip(module, reason="comes with firstline[finetune]")

from firstline.training.trainable_encoder import TrainableEncoder
from tests.training.tuned_desk import TEXTS, open_desk_encoder, save_desk_transformer


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_desk_transformer(tmp_path_factory.mktemp("model") / "desk")


@pytest.fixture
def encoder(folder: Path) -> TrainableEncoder:
    return open_desk_encoder(folder)


def _ids(encoder: TrainableEncoder) -> list[list[int]]:
    reader = encoder.reader(max_tokens=64)
    return [reader.ids(text) for text in TEXTS]


def test_the_network_gives_the_vectors_of_the_graph_that_it_exports(encoder: TrainableEncoder, tmp_path: Path) -> None:
    encoder.export(tmp_path)
    graph = OnnxEncoder(tmp_path).encode(TEXTS)
    np.testing.assert_allclose(encoder.encode(_ids(encoder), exact=True), graph, atol=1e-5)


def test_bfloat16_stays_near(encoder: TrainableEncoder) -> None:
    exact, fast = (encoder.encode(_ids(encoder), exact=exact) for exact in (True, False))
    assert np.sum(exact * fast, axis=1).min() > 0.99


def test_texts_of_any_length_together_give_what_each_gives_alone(encoder: TrainableEncoder) -> None:
    ids = [[*_ids(encoder)[0]], _ids(encoder)[1][:3]]
    together = encoder.encode(ids, exact=True)
    alone = np.concatenate([encoder.encode([one], exact=True) for one in ids])
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_encoding_leaves_the_network_in_training(encoder: TrainableEncoder) -> None:
    encoder.network.train()
    encoder.encode(_ids(encoder)[:3])
    assert encoder.network.training


def test_the_int8_form_has_another_fingerprint_and_says_what_it_is(encoder: TrainableEncoder, tmp_path: Path) -> None:
    full, small = tmp_path / "full", tmp_path / "small"
    for path in (full, small):
        path.mkdir()
    encoder.export(full)
    encoder.quantise(full, small)
    manifests = [OnnxEncoder(path).manifest for path in (full, small)]
    assert [manifest.precision for manifest in manifests] == ["fp32", "int8"]
    assert manifests[0].fingerprint != manifests[1].fingerprint
    assert all(manifest.name.endswith("fine-tuned") for manifest in manifests)


def test_a_graph_without_its_network_cannot_be_trained(tiny_encoder: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be trained"):
        TrainableEncoder.open(f"path:{tiny_encoder}", tiny_encoder)
