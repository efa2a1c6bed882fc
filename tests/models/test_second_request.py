"""Tests of the second-request detector; tests/training/test_second_request_fit.py has it learn."""

import numpy as np
import pytest

from firstline.models.lexical_view import LexicalView
from firstline.models.scorer import Scorer
from firstline.models.second_request import SecondRequestCalibration, SecondRequestDetector, places

VIEW = LexicalView.fit(["site error", "bill refund"])
SITE = "The site shows an error. "


def _scorer() -> Scorer:
    """Terms of the site speak for the first value, those of the bill for the second."""
    terms = [term for block in VIEW.blocks.values() for term in block.columns]
    about_site = np.array([any(term.strip() in word for word in ("site", "error", "site error")) for term in terms])
    weights = np.stack([about_site, ~about_site], axis=1).astype(np.float32)
    return Scorer(((weights, np.zeros(2, np.float32)),))


def _detector(threshold: float) -> SecondRequestDetector:
    calibration = SecondRequestCalibration(
        field="category",
        threshold=threshold,
        scale=0.5,
        weight=2.0,
        openings={"plain": -0.3, "phrase": 2.0, "item": 3.0},
        singles=1,
        flagged=0,
        pairs=1,
        found=1,
    )
    return SecondRequestDetector(calibration, ("site", "bill"), VIEW, _scorer())


def test_the_place_is_where_the_other_subject_begins() -> None:
    (place,) = places(SITE + "Where is the refund of the bill?", VIEW, _scorer())
    assert place.gain > 0
    assert (place.pair, place.opening) == ((0, 1), "plain")


@pytest.mark.parametrize(
    "announced", ["And one more thing, where is the refund of the bill?", "2. The refund of the bill?"]
)
def test_what_is_announced_needs_less_of_a_difference(announced: str) -> None:
    quiet, loud = SITE + "And where is the refund of the bill?", SITE + announced
    detector = _detector(threshold=12.0)
    assert detector.judge(loud).score > detector.judge(quiet).score


def test_more_of_the_same_is_no_other_subject_however_it_is_announced() -> None:
    said = _detector(threshold=0.0).judge(SITE + "And one more thing: the site shows an error.")
    assert (said.score, said.flag, said.values) == (0.0, False, ())
