"""The bare loop."""

from pathlib import Path

import numpy as np
import pytest

from firstline.evaluation.bare_loop import BareLoop
from firstline.models.bundle import ENCODER_FOLDER
from firstline.models.onnx_encoder import OnnxEncoder
from tests.evaluation.tiny_desk import tickets, tiny_encoder


@pytest.fixture
def loop(tmp_path: Path) -> BareLoop:
    tiny_encoder(tmp_path / ENCODER_FOLDER)
    return BareLoop(tmp_path, threads=1)


@pytest.mark.parametrize("by_length", [True, False])
def test_the_bare_loop_gives_the_encoders_vectors(loop: BareLoop, tmp_path: Path, by_length: bool) -> None:
    texts = [*(ticket.body for ticket in tickets()), "my", "my laptop"]
    expected = OnnxEncoder(tmp_path / ENCODER_FOLDER).encode(texts)
    assert np.allclose(loop.encode(texts, batch=4, by_length=by_length), expected, atol=1e-6)


def test_tokens_are_counted_and_time_is_taken(loop: BareLoop) -> None:
    assert loop.tokens("my laptop is slow") == 4
    assert loop.seconds(["my laptop"]) > 0
