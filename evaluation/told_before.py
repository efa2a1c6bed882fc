"""Told before: judged requests that nearly repeat one that taught, and how a model does on all others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from firstline.evaluation.estimate import Estimate, right_of_others

_WORD = re.compile(r"\w+")
_FEWEST_RUNS = 3
_CONTAINED, _WHOLE = 0.8, 0.4
_LOOKED_AT, _MOST_OF_ONE = 8, 40
Run = tuple[str, str]


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
    return ToldBefore(*right_of_others(repeats, right))


def nearly_repeat(texts: Sequence[str], taught: Sequence[str]) -> list[bool]:
    """Whether each text says what one that taught said, but for a greeting or a sentence around it.

    Compared are pairs of neighbouring words: four fifths of those of the shorter text are in the longer one, and it is
    no less than two fifths of that. Texts of fewer than four words repeat nothing.
    """
    rows: dict[Run, set[int]] = {}
    sizes = []
    for row, text in enumerate(taught):
        runs = _runs(text)
        sizes.append(len(runs))
        for run in runs:
            rows.setdefault(run, set()).add(row)
    return [_repeats(_runs(text), rows, sizes) for text in texts]


def _repeats(runs: frozenset[Run], rows: Mapping[Run, set[int]], sizes: Sequence[int]) -> bool:
    if len(runs) < _FEWEST_RUNS:
        return False
    holding = sorted((found for run in runs if (found := rows.get(run))), key=len)
    # One that shares most of the runs shares some of any few, from the rarest to the commonest.
    looked = holding[:: max(1, len(holding) // _LOOKED_AT)]
    candidates = {row for found in looked for row in islice(found, _MOST_OF_ONE)}
    for row in candidates:
        both = sum(row in found for found in holding)
        shorter, longer = sorted((len(runs), sizes[row]))
        if shorter >= _FEWEST_RUNS and both >= _CONTAINED * shorter and shorter >= _WHOLE * longer:
            return True
    return False


def _runs(text: str) -> frozenset[Run]:
    return frozenset(pairwise(_WORD.findall(text.casefold())))
