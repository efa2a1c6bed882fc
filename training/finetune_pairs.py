"""The pairs of fine-tuning: tickets that a desk's history says belong together, and how well vectors find them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from firstline.datasets.ticket import Ticket
from firstline.models.centre import centre_vectors
from firstline.models.encoder import Vectors
from firstline.training.finetune_aim import PairAim
from firstline.training.held_out import Fold

_FEWEST_LEARNED, _FEWEST_JUDGED = 50, 20
_LOOKED_AT = 10
_HARD_AMONG = 20

Pairs = NDArray[np.intp]
"""Shape (pairs, 2): rows of tickets."""


def linked_pairs(tickets: Sequence[Ticket]) -> Pairs:
    """A duplicate and its original, and neighbours among the tickets that one article answered; each pair once."""
    found = {tuple(sorted(pair)) for pair in (*_duplicates(tickets), *_answered_alike(tickets)) if pair[0] != pair[1]}
    return np.array(sorted(found), dtype=np.intp).reshape(-1, 2)


def _duplicates(tickets: Sequence[Ticket]) -> Iterator[tuple[int, int]]:
    rows = {ticket.id: row for row, ticket in enumerate(tickets)}
    for row, ticket in enumerate(tickets):
        if ticket.duplicate_of in rows:
            yield row, rows[ticket.duplicate_of]


def _answered_alike(tickets: Sequence[Ticket]) -> Iterator[tuple[int, int]]:
    by_article: dict[str, list[int]] = defaultdict(list)
    for row, ticket in enumerate(tickets):
        for article in ticket.article_ids[:1]:
            by_article[article].append(row)
    for rows in by_article.values():
        yield from pairwise(rows)


def pair_aim(pairs: Pairs, frozen: Vectors, learn: NDArray[np.intp]) -> PairAim | None:
    """The pairs of which both are learned from, each with a hard negative; None where they are too few to learn from.

    A hard negative is the nearest learned row, by the frozen vectors (texts, dimension), that is linked to neither.
    """
    mine = pairs[np.isin(pairs, learn).all(axis=1)]
    if len(mine) < _FEWEST_LEARNED:
        return None
    partners: dict[int, set[int]] = defaultdict(set)
    for first, second in pairs.tolist():
        partners[first].add(second)
        partners[second].add(first)
    centred = centre_vectors(frozen, frozen[learn].mean(axis=0))
    nearest = _nearest(centred, mine[:, 0], learn, _HARD_AMONG)
    hard = [
        next((row for row in near if row not in {first, second, *partners[first], *partners[second]}), near[-1])
        for (first, second), near in zip(mine.tolist(), nearest.tolist(), strict=True)
    ]
    return PairAim(mine, np.array(hard, dtype=np.intp))


@dataclass(frozen=True, slots=True)
class PairProbe:
    """Of each later ticket that is linked to an older one: whether that is among its ten nearest older tickets."""

    found: NDArray[np.bool_]

    @classmethod
    def of(cls, vectors: Vectors, centre: Vectors, pairs: Pairs, fold: Fold) -> PairProbe | None:
        """None where fewer than 20 links lead from the fold's judging rows to its learned ones."""
        both = np.concatenate((pairs, pairs[:, ::-1]))
        asked = both[np.isin(both[:, 0], fold.judge) & np.isin(both[:, 1], fold.learn)]
        if len(asked) < _FEWEST_JUDGED:
            return None
        later, older = asked.T
        nearest = _nearest(centre_vectors(vectors, centre), later, fold.learn, _LOOKED_AT)
        return cls((nearest == older[:, None]).any(axis=1))

    def loss_against(self, other: PairProbe) -> tuple[float, float]:
        """How many fewer are found than by `other`, as a share, and its standard error (paired)."""
        lost = other.found.astype(float) - self.found
        return float(lost.mean()), float(lost.std() / len(lost) ** 0.5)


def _nearest(centred: Vectors, asked: NDArray[np.intp], among: NDArray[np.intp], count: int) -> NDArray[np.intp]:
    """The rows of `among` nearest to each of `asked`, itself excluded, best first; shape (asked, count or fewer)."""
    count = min(count, len(among) - 1)
    found = np.empty((len(asked), count), dtype=np.intp)
    for at, row in enumerate(asked):
        likeness = centred[among] @ centred[row]
        likeness[among == row] = -np.inf
        best = np.argpartition(-likeness, count)[:count]
        found[at] = among[best[np.argsort(-likeness[best])]]
    return found
