"""The second-request detector: whether one text speaks of two things that this desk keeps apart."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field
from scipy.special import expit

from firstline.models.lexical_view import LexicalView
from firstline.models.prediction import SecondRequest
from firstline.models.scorer import Scorer
from firstline.models.text_part import text_parts, word_count

_FEWEST_WORDS = 3  # on either side of the place where the second request begins

Contributions = NDArray[np.float64]
"""Shape (parts, values): what the words of each part of a text say for each value."""


class SecondRequestCalibration(BaseModel):
    """What turns a gain into a verdict, and what it rests on.

    `threshold` is the gain that `flagged` of `singles` held-out requests exceed; of `pairs`, two held-out tickets of
    different values of `field` joined like one mail, `found` do. `scale` is the width of the logistic curve around it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    threshold: float
    scale: float = Field(gt=0)
    singles: int
    flagged: int
    pairs: int
    found: int


@dataclass(frozen=True, slots=True)
class SecondRequestDetector:
    """Looks for the place in a text where another subject begins, in the words' own contributions to one field.

    A generalised likelihood ratio for one change of subject (Lorden 1971): how much better two different values, one
    before and one after the place, explain the words than any single value does. It reads the words alone, with the
    weights that the field's head has already, so it needs no vector.
    """

    calibration: SecondRequestCalibration
    values: tuple[str, ...]
    view: LexicalView
    scorer: Scorer

    def judge(self, text: str) -> SecondRequest:
        gain, pair = largest_gain(text, self.view, self.scorer)
        calibration = self.calibration
        flag = gain > calibration.threshold
        return SecondRequest(
            score=float(expit((gain - calibration.threshold) / calibration.scale)),
            flag=flag,
            field=calibration.field,
            values=tuple(self.values[position] for position in pair) if flag else (),
        )


def largest_gain(text: str, view: LexicalView, scorer: Scorer) -> tuple[float, tuple[int, ...]]:
    """The gain of two values over one, at the best place, and the positions of the two; (0, ()) without any place."""
    parts = text_parts(text)
    words = np.cumsum([word_count(part) for part in parts])
    places = [place for place in range(len(parts) - 1) if _FEWEST_WORDS <= words[place] <= words[-1] - _FEWEST_WORDS]
    if not places:
        return 0.0, ()
    said = contributions(parts, view, scorer)
    before = said.cumsum(axis=0)[places]
    after = said.sum(axis=0) - before
    two, pairs = _best_pairs(before, after)
    gains = two - (before + after).max(axis=1)
    best = int(gains.argmax())
    return float(max(gains[best], 0.0)), pairs[best]


def _best_pairs(before: Contributions, after: Contributions) -> tuple[Contributions, list[tuple[int, int]]]:
    """For each place the best sum of two different values, shape (places,), and which they are."""
    rows = np.arange(len(before))
    firsts, seconds = np.argsort(-before, axis=1)[:, :2].T, np.argsort(-after, axis=1)[:, :2].T
    choices = [(firsts[0], seconds[0]), (firsts[0], seconds[1]), (firsts[1], seconds[0])]
    sums = np.array([np.where(a == b, -np.inf, before[rows, a] + after[rows, b]) for a, b in choices])
    best = sums.argmax(axis=0)
    pairs = [(int(choices[k][0][row]), int(choices[k][1][row])) for row, k in zip(rows, best, strict=True)]
    return sums.max(axis=0), pairs


def contributions(parts: Sequence[str], view: LexicalView, scorer: Scorer) -> Contributions:
    """Shape (parts, values). Each block of terms is divided by the square root of its length in the whole text.

    Half way between counting words, by which a long text always speaks of two things, and the unit length that the
    head reads, by which a long text says no more than a short one. On the demo desk, at 2 % false flags, this finds
    34 % of joined pairs, unit length 23 % (docs/decisions/0005-two-requests-in-one-mail.md).
    """
    weights, _ = scorer.layers[-1]
    said = np.zeros((len(parts), weights.shape[1]))
    first = 0
    for block in view.blocks.values():
        squares, sums = 0.0, np.zeros_like(said)
        for row, part in enumerate(parts):
            columns, raw = block.weights(part)
            squares += float(raw @ raw)
            sums[row] = raw @ weights[columns + first]
        if squares:
            said += sums / squares**0.25
        first += len(block.columns)
    return said
