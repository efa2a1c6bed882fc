"""The labelled field: the tickets that carry a value of one field, with what was predicted for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from firstline.datasets.ticket import Ticket
from firstline.evaluation.bootstrap import Flags, Floats
from firstline.evaluation.classification import Codes
from firstline.models.prediction import FieldPrediction, Prediction, Tier


@dataclass(frozen=True, slots=True)
class LabelledField:
    """`rows` are positions among all tickets; every other sequence has one item for each of them.

    `truth` and `predicted` are positions in `values`: those of the bundle first, then those that only the tickets have.
    """

    field: str
    rows: tuple[int, ...]
    values: tuple[str, ...]
    truth: Codes
    predicted: Codes
    in_top3: Flags
    confidence: Floats
    tiers: tuple[Tier, ...]
    machine_labels: int
    unseen: Mapping[str, int]

    @property
    def correct(self) -> Flags:
        right: Flags = self.truth == self.predicted
        return right


def labelled_field(
    field: str, known: Sequence[str], tickets: Sequence[Ticket], predictions: Sequence[Prediction]
) -> LabelledField:
    """Gather the tickets whose value of `field` a person (or a rule) set. `known` are the bundle's values of it."""
    labels = [ticket.label(field) for ticket in tickets]
    by_machine = [ticket.set_by.get(field) == "machine" for ticket in tickets]
    rows = tuple(i for i, label in enumerate(labels) if label is not None and not by_machine[i])
    answers = [predictions[row].fields[field] for row in rows]
    truths = [str(labels[row]) for row in rows]
    unseen = Counter(truth for truth in truths if truth not in set(known))
    values = tuple(dict.fromkeys([*known, *sorted(unseen), *(answer.value for answer in answers)]))
    code = {value: number for number, value in enumerate(values)}
    return LabelledField(
        field=field,
        rows=rows,
        values=values,
        truth=np.array([code[truth] for truth in truths], dtype=np.int64),
        predicted=np.array([code[answer.value] for answer in answers], dtype=np.int64),
        in_top3=np.array(
            [truth in _top3(answer) for truth, answer in zip(truths, answers, strict=True)], dtype=np.bool_
        ),
        confidence=np.array([answer.confidence for answer in answers], dtype=np.float64),
        tiers=tuple(answer.tier for answer in answers),
        machine_labels=sum(machine and label is not None for machine, label in zip(by_machine, labels, strict=True)),
        unseen=dict(unseen),
    )


def _top3(answer: FieldPrediction) -> tuple[str, ...]:
    return (answer.value, *(candidate.value for candidate in answer.alternatives[:2]))
