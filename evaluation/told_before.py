"""Told before: judged requests that nearly repeat one that taught, and how a model does on all others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from firstline.evaluation.estimate import Estimate, wilson

_WORD = re.compile(r"\w+")
_FEWEST_RUNS = 3
_CONTAINED, _WHOLE = 0.8, 0.4
_MOST_HOLDING = 200
"""Pairs of words that more taught texts hold tell none of them from the others."""


@dataclass(frozen=True, slots=True)
class ToldBefore:
    """`repeated` of `judged` requests nearly repeat one that taught; of the others a model was right for `fresh`."""

    judged: int
    repeated: int
    fresh: Estimate

    @property
    def share(self) -> float:
        """Of those judged."""
        return self.repeated / self.judged if self.judged else 0.0

    @property
    def others(self) -> int:
        """Those that repeat nothing."""
        return self.judged - self.repeated


def told_before(repeats: Sequence[bool], right: Sequence[bool | None]) -> ToldBefore:
    """Count them.

    Args:
        repeats: whether each judged request nearly repeats one that taught.
        right: whether each was given the right value; None where it has none.
    """
    known = [(again, good) for again, good in zip(repeats, right, strict=True) if good is not None]
    fresh = [good for again, good in known if not again]
    return ToldBefore(len(known), len(known) - len(fresh), wilson(sum(fresh), len(fresh)))


def nearly_repeat(texts: Sequence[str], taught: Sequence[str]) -> list[bool]:
    """Whether each text says what one that taught said, but for a greeting or a sentence around it.

    Compared are pairs of neighbouring words: four fifths of those of the shorter text are in the longer one, and it is
    no less than two fifths of that. Texts of fewer than four words repeat nothing.
    """
    rows: dict[tuple[str, str], set[int]] = {}
    sizes = []
    for row, text in enumerate(taught):
        runs = _runs(text)
        sizes.append(len(runs))
        for run in runs:
            rows.setdefault(run, set()).add(row)
    return [_repeats(_runs(text), rows, sizes) for text in texts]


def _repeats(runs: frozenset[tuple[str, str]], rows: dict[tuple[str, str], set[int]], sizes: Sequence[int]) -> bool:
    if len(runs) < _FEWEST_RUNS:
        return False
    holding = [found for run in runs if (found := rows.get(run))]
    frequent = [found for found in holding if len(found) > _MOST_HOLDING]
    shared = Counter(row for found in holding if len(found) <= _MOST_HOLDING for row in found)
    for row, count in shared.items():
        both = count + sum(row in found for found in frequent)
        shorter, longer = sorted((len(runs), sizes[row]))
        if shorter >= _FEWEST_RUNS and both >= _CONTAINED * shorter and shorter >= _WHOLE * longer:
            return True
    return False


def _runs(text: str) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(_WORD.findall(text.casefold())))
