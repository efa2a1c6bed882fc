"""Tests of the encoded desk."""

from pathlib import Path

import numpy as np

from firstline.datasets.background import background_requests
from firstline.training.encoded_desk import DeskReader, DeskVectors
from tests.training.small_desk import few

TEXTS = [ticket.body for ticket in few(40)]
STRANGERS = ["my soup is cold", "where is the train to Oslo"]


def _reader(tiny_encoder: Path, *, strangers: list[str]) -> tuple[DeskReader, list[str]]:
    said: list[str] = []
    return DeskReader(lambda _name: tiny_encoder, say=said.append, strangers=strangers), said


def test_a_desk_has_a_vector_for_each_text_and_for_all_that_is_foreign(tiny_encoder: Path) -> None:
    reader, said = _reader(tiny_encoder, strangers=STRANGERS)
    desk = reader.read(tiny_encoder, "tiny", TEXTS, own=len(TEXTS))
    foreign = len(background_requests()) + len(STRANGERS)
    assert desk.vectors.shape == (40, 64)
    assert desk.background.vectors.shape == (foreign, 64)
    assert desk.background.texts[-2:] == STRANGERS
    np.testing.assert_allclose(desk.centre, desk.vectors.mean(axis=0))
    assert said[0] == "encoding 40 texts with tiny"


def test_the_desks_own_strangers_are_told_from_the_background(tiny_encoder: Path) -> None:
    reader, _ = _reader(tiny_encoder, strangers=STRANGERS)
    background = reader.read(tiny_encoder, "tiny", TEXTS, own=len(TEXTS)).background
    assert background.given is not None
    assert background.given.tolist() == [False] * len(background_requests()) + [True] * 2
    assert not set(background.industries[-2:]) & set(background.industries[:-2])


def test_a_frozen_encoder_is_judged_by_what_will_be_served(tiny_encoder: Path) -> None:
    reader, _ = _reader(tiny_encoder, strangers=[])
    desk = DeskVectors.frozen(reader.read(tiny_encoder, "tiny", TEXTS, own=len(TEXTS)))
    assert desk.judging is desk.final
    desk.drop()
    assert tiny_encoder.is_dir()
