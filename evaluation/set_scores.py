"""The set scores: how often sets of values that were asked to hold the right one do, and how long they are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from firstline.datasets.ticket import Ticket
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.estimate import Estimate
from firstline.models.encoder import Vectors
from firstline.models.field_evidence import FieldEvidence
from firstline.models.prediction import Prediction
from firstline.models.prediction_set import SetRule, set_rule

COVERAGES = (0.80, 0.90, 0.95)
_MOST_TICKETS, _AT_ONCE = 5_000, 500


@dataclass(frozen=True, slots=True)
class SetScores:
    """Of `n` tickets `held` is the share whose set held the right value, where `asked` was wanted; `size` is the mean
    number of values in a set, and `alone` the share of sets of one value. Sets are `firstline predict --coverage`'s."""

    asked: float
    n: int
    held: Estimate
    size: Estimate
    alone: Estimate


class SetModel(Protocol):
    """What the sets need of a bundle."""

    @property
    def evidence(self) -> Mapping[str, FieldEvidence]: ...
    def values(self, field: str) -> tuple[str, ...]: ...
    def predict(
        self, texts: Sequence[str], vectors: Vectors, *, fields: Collection[str] | None = None, alternatives: int = ...
    ) -> list[Prediction]: ...


def set_scores(
    model: SetModel,
    tickets: Sequence[Ticket],
    texts: Sequence[str],
    vectors: Vectors,
    *,
    fields: Sequence[str],
    bootstrap: Bootstrap,
) -> dict[str, tuple[SetScores, ...]]:
    """Score the sets of each of `fields` at each of `COVERAGES` that its held-out tickets suffice for.

    Args:
        texts: the tickets' request texts; `vectors` (tickets, dimension) are the encoder's of them. Of many tickets
            5,000, evenly spread, are looked at.
    """
    rules = {field: tuple(_rules(model.evidence[field])) for field in fields if field in model.evidence}
    rules = {field: found for field, found in rules.items() if found}
    rows = np.unique(np.linspace(0, len(tickets) - 1, min(_MOST_TICKETS, len(tickets))).round().astype(np.intp))
    found: dict[tuple[str, SetRule], list[tuple[bool, int]]] = {(f, rule): [] for f in rules for rule in rules[f]}
    most = max((len(model.values(field)) for field in rules), default=0)
    for start in range(0, len(rows) if rules else 0, _AT_ONCE):
        chunk = rows[start : start + _AT_ONCE]
        said = [texts[row] for row in chunk]
        answers = model.predict(said, vectors[chunk], fields=tuple(rules), alternatives=most)
        for (field, rule), seen in found.items():
            for row, answer in zip(chunk, answers, strict=True):
                if (truth := _truth(tickets[row], field)) is not None:
                    values = rule.values(answer.fields[field].candidates)
                    seen.append((truth in values, len(values)))
    return {
        field: tuple(_scores(rule, found[field, rule], bootstrap) for rule in rules[field] if found[field, rule])
        for field in rules
    }


def _rules(evidence: FieldEvidence) -> Iterator[SetRule]:
    return (rule for coverage in COVERAGES if (rule := set_rule(evidence, coverage=coverage)) is not None)


def _truth(ticket: Ticket, field: str) -> str | None:
    """The label, unless a machine set it and nobody confirmed it."""
    return None if ticket.set_by.get(field) == "machine" else ticket.label(field)


def _scores(rule: SetRule, seen: Sequence[tuple[bool, int]], bootstrap: Bootstrap) -> SetScores:
    held, sizes = (np.array(part) for part in zip(*seen, strict=True))
    return SetScores(
        asked=rule.coverage,
        n=len(seen),
        held=bootstrap.share(held.astype(np.bool_)),
        size=bootstrap.mean(sizes.astype(np.float64)),
        alone=bootstrap.share(sizes == 1),
    )
