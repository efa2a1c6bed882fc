"""Slices of the tickets."""

import numpy as np

from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.slices import slice_scores


def test_each_language_is_scored_apart_largest_first() -> None:
    english, german = slice_scores(
        ["en", "de", "en", "en"],
        np.array([True, False, True, False]),
        ["auto", "auto", "abstain", "auto"],
        bootstrap=Bootstrap(resamples=50),
    )
    assert (english.name, english.n, english.accuracy.value) == ("en", 3, 2 / 3)
    assert (english.auto_share.value, english.auto_precision.value) == (2 / 3, 0.5)
    assert (german.name, german.n, german.accuracy.value) == ("de", 1, 0.0)


def test_no_ticket_has_no_slices() -> None:
    assert slice_scores([], np.array([], dtype=np.bool_), [], bootstrap=Bootstrap()) == ()
