"""The second-request detector: whether one text speaks of two things that this desk keeps apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field
from scipy.special import expit

from firstline.models.lexical_view import LexicalView
from firstline.models.opening import Opening, opening
from firstline.models.prediction import SecondRequest
from firstline.models.scorer import Scorer
from firstline.models.text_part import text_parts, word_count

_FEWEST_WORDS = 3  # on either side of the place where the second request begins

Contributions = NDArray[np.float64]
"""Shape (parts, values): what the words of each part of a text say for each value."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where another request may begin.

    `gain` is how much better two different values explain the words before and after it than any single one does,
    `pair` the positions of the two, `opening` how the part behind it begins.
    """

    gain: float
    pair: tuple[int, int]
    opening: Opening


class SecondRequestCalibration(BaseModel):
    """What turns a place into evidence for two requests, and what it rests on.

    The evidence is `weight * gain + openings[opening]`, log odds up to a constant; that of a text is its best place's.
    `threshold` is what `flagged` of `singles` held-out requests exceed; of `pairs`, two held-out tickets of different
    values of `field` joined like one mail, `found` do. `scale` is the width of the logistic curve around it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    threshold: float
    scale: float = Field(gt=0)
    weight: float = Field(default=1.0, gt=0)
    openings: Mapping[Opening, float] = Field(default_factory=dict)
    singles: int
    flagged: int
    pairs: int
    found: int

    def evidence(self, place: Place) -> float:
        return self.weight * place.gain + self.openings.get(place.opening, 0.0)


@dataclass(frozen=True, slots=True)
class SecondRequestDetector:
    """Looks for the place in a text where another request begins.

    A generalised likelihood ratio for one change of subject (Lorden 1971) in the words' own contributions to one field,
    plus what it tells that somebody announces another matter there ("and one more thing", the 2. of a list). It reads
    the words alone, with the weights that the field's head has already, so it needs no vector.
    """

    calibration: SecondRequestCalibration
    values: tuple[str, ...]
    view: LexicalView
    scorer: Scorer

    def judge(self, text: str) -> SecondRequest:
        calibration = self.calibration
        found = places(text, self.view, self.scorer)
        best = max(found, key=calibration.evidence, default=None)
        if best is None:
            return SecondRequest(score=0.0, flag=False, field=calibration.field)
        above = calibration.evidence(best) - calibration.threshold
        return SecondRequest(
            score=float(expit(above / calibration.scale)),
            flag=above > 0,
            field=calibration.field,
            values=tuple(self.values[position] for position in best.pair) if above > 0 else (),
        )


def places(text: str, view: LexicalView, scorer: Scorer) -> list[Place]:
    """The places of `text` behind which two values explain its words better than one."""
    parts = text_parts(text)
    words = np.cumsum([word_count(part) for part in parts])
    able = [place for place in range(len(parts) - 1) if _FEWEST_WORDS <= words[place] <= words[-1] - _FEWEST_WORDS]
    if not able:
        return []
    said = contributions(parts, view, scorer)
    before = said.cumsum(axis=0)[able]
    after = said.sum(axis=0) - before
    two, pairs = _best_pairs(before, after)
    gains = two - (before + after).max(axis=1)
    return [
        Place(float(gain), pair, opening(parts[place + 1]))
        for place, gain, pair in zip(able, gains, pairs, strict=True)
        if gain > 0
    ]


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
            sums[row] = raw @ weights[columns + first].astype(np.float32, copy=False)
        if squares:
            said += sums / squares**0.25
        first += len(block.columns)
    return said
