"""The mistake: one value taken for another, with tickets that show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from firstline.datasets.ticket import Ticket
from firstline.evaluation.bootstrap import Flags
from firstline.evaluation.example import Example, examples
from firstline.evaluation.labelled_field import LabelledField

_SHOWN = 8
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Mistake:
    """How often tickets of one value were given another; `examples` are those that the model was surest of."""

    truth: str
    predicted: str
    count: int
    examples: tuple[Example, ...]


def worst_mistakes(
    labelled: LabelledField, tickets: Sequence[Ticket], *, among: Flags | None = None
) -> tuple[Mistake, ...]:
    """The most frequent mistakes, most frequent first; `among` (rows,) says which rows to look at."""
    wrong = np.flatnonzero(~labelled.correct if among is None else ~labelled.correct & among)
    pairs: dict[tuple[int, int], list[int]] = {}
    for row in wrong[np.argsort(-labelled.confidence[wrong], kind="stable")].tolist():
        pairs.setdefault((int(labelled.truth[row]), int(labelled.predicted[row])), []).append(row)
    ordered = sorted(pairs.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(
        Mistake(
            truth=labelled.values[truth],
            predicted=labelled.values[predicted],
            count=len(rows),
            examples=examples(tickets, [labelled.rows[row] for row in rows], limit=_EXAMPLES),
        )
        for (truth, predicted), rows in ordered[:_SHOWN]
    )
