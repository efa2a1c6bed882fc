"""Tests of the deletion check."""

from pathlib import Path

import pytest

from firstline.datasets.errors import InputError
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.deletion_check import deletion_curve, deletion_lines
from firstline.models.bundle import Bundle
from tests.training.small_desk import small_desk

FEW = Bootstrap(resamples=200)


@pytest.fixture(scope="module")
def bundle(small_bundle: Path) -> Bundle:
    return Bundle.load(small_bundle)


def test_without_the_named_words_the_score_falls_further_than_without_random_ones(bundle: Bundle) -> None:
    points = deletion_curve(bundle, [t.body for t in small_desk()[:60]], field="category", most=3, bootstrap=FEW)
    assert [point.words for point in points] == [1, 2, 3]
    assert points[0].texts > 30
    for point in points:
        assert point.named.value > point.random.value
        assert point.lead.low > 0
    assert points[-1].named.value > points[0].named.value
    assert len(list(deletion_lines(points))) == 4 + len(points)


def test_texts_of_a_few_words_tell_nothing(bundle: Bundle) -> None:
    with pytest.raises(InputError, match="different words"):
        deletion_curve(bundle, ["the printer", ""], field="category", bootstrap=FEW)
