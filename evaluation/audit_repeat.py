"""The audit repeat: a ticket that says what another one says, word for word or nearly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from firstline.models.encoder import Vectors

_NEIGHBOURS = 6
_ALIKE = 0.8
_SHARED = 0.8
_SHINGLE = 3
_SHORTEST = 12
_ROWS_AT_ONCE = 1_024
MOST_COMPARED = 40_000
"""Rows beyond are compared word for word only: every row meets every other one."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """Rows of two tickets, the lower first. `equal` is whether they differ in case and blanks at most."""

    first: int
    second: int
    equal: bool


def find_repeats(texts: Sequence[str], vectors: Vectors) -> tuple[Repeat, ...]:
    """Pairs of rows with equal or nearly equal texts; `vectors` (texts, dimension) are centred and of length 1.

    Of a text that came a hundred times there are 99 pairs of neighbours. Nearly equal are texts whose vectors are near
    each other and that share four fifths of their runs of three characters (Jaccard): “not received” and “received”
    may be near in meaning to an encoder, and are not the same request.
    """
    plain = [" ".join(text.casefold().split()) for text in texts]
    groups: dict[str, list[int]] = {}
    for row, text in enumerate(plain):
        if text:
            groups.setdefault(text, []).append(row)
    equal = [Repeat(a, b, equal=True) for rows in groups.values() for a, b in pairwise(rows)]
    firsts = [rows[0] for text, rows in groups.items() if len(text) >= _SHORTEST][-MOST_COMPARED:]
    near = [Repeat(a, b, equal=False) for a, b in _near(firsts, plain, vectors)]
    return tuple(sorted((*equal, *near), key=lambda pair: (pair.first, pair.second)))


def _near(rows: Sequence[int], plain: Sequence[str], vectors: Vectors) -> Iterator[tuple[int, int]]:
    if len(rows) < 2:
        return
    points = np.ascontiguousarray(vectors[list(rows)], dtype=np.float32)
    shingles: dict[int, frozenset[str]] = {}

    def shingled(row: int) -> frozenset[str]:
        if row not in shingles:
            shingles[row] = frozenset(plain[row][at : at + _SHINGLE] for at in range(len(plain[row]) - _SHINGLE + 1))
        return shingles[row]

    for start in range(0, len(rows), _ROWS_AT_ONCE):
        alike = points[start : start + _ROWS_AT_ONCE] @ points.T
        for place, scores in enumerate(alike, start):
            scores[: place + 1] = -1.0
            nearest = np.argpartition(-scores, min(_NEIGHBOURS, len(scores) - 1))[:_NEIGHBOURS]
            for other in nearest[scores[nearest] >= _ALIKE].tolist():
                mine, theirs = shingled(rows[place]), shingled(rows[other])
                if len(mine & theirs) >= _SHARED * len(mine | theirs):
                    first, second = sorted((rows[place], rows[other]))
                    yield first, second
