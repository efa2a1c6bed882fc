"""The paired answers: how two models did on the same tickets, field by field and language by language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest

from firstline.datasets.closed_list import with_counted_labels
from firstline.datasets.language import detect_language
from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.evaluation.bootstrap import Bootstrap, Floats
from firstline.evaluation.estimate import Estimate
from firstline.evaluation.evaluate import TriageModel
from firstline.evaluation.labelled_field import LabelledField, labelled_field
from firstline.models.encoder import Progress


@dataclass(frozen=True, slots=True)
class Paired:
    """Scores from 0 to 1 of the same rows: `first` is the candidate's, `second` the champion's, both (rows,)."""

    first: Floats
    second: Floats

    @property
    def rows(self) -> int:
        return len(self.first)

    def difference(self, bootstrap: Bootstrap) -> Estimate:
        """First minus second, on average, with its paired bootstrap interval."""
        return bootstrap.mean(self.first - self.second)

    def chance_of_worse(self) -> float:
        """One-sided p of the sign test: how often as many rows or more would be lost if wins and losses were a coin's.

        For answers that are right or wrong this is McNemar's exact test (1947), one-sided.
        """
        lost, won = int((self.first < self.second).sum()), int((self.first > self.second).sum())
        if lost + won == 0:
            return 1.0
        return float(binomtest(lost, lost + won, alternative="greater").pvalue)

    def part(self, members: np.ndarray) -> Paired:
        """Only the rows that `members` (rows,) says."""
        return Paired(self.first[members], self.second[members])


@dataclass(frozen=True, slots=True)
class AnsweredTickets:
    """What one model answered: the labelled tickets of each field that it predicts."""

    fields: Mapping[str, LabelledField]

    def right(self, field: str) -> Floats:
        """1 where the answer was right, (labelled tickets of the field,)."""
        return self.fields[field].correct.astype(np.float64)


@dataclass(frozen=True, slots=True)
class PairedAnswers:
    """`fields` by name; `overall` and `languages` score a ticket by the share of its fields that are right.

    `names` are the languages of the rows of `overall`.
    """

    fields: Mapping[str, Paired]
    overall: Paired
    names: tuple[str, ...]

    def language(self, name: str) -> Paired:
        return self.overall.part(np.array([one == name for one in self.names]))


def answered(
    model: TriageModel, tickets: Sequence[Ticket], *, fields: Sequence[str], progress: Progress | None = None
) -> AnsweredTickets:
    """Let `model` answer all tickets, for those of `fields` that it predicts and that a ticket has a value of."""
    tickets = with_counted_labels(tickets, {name: model.listed(name) for name in fields if name in model.fields})
    texts = [request_text(ticket) for ticket in tickets]
    predictions = model.predict(texts, model.encoder.encode(texts, progress=progress), fields=fields)
    known = [name for name in fields if name in model.fields and any(ticket.label(name) for ticket in tickets)]
    return AnsweredTickets({name: labelled_field(name, model.values(name), tickets, predictions) for name in known})


def paired_answers(first: AnsweredTickets, second: AnsweredTickets, tickets: Sequence[Ticket]) -> PairedAnswers:
    """Put two models' answers to the same tickets side by side, for the fields that both have."""
    shared = [name for name in second.fields if name in first.fields]
    fields = {name: Paired(first.right(name), second.right(name)) for name in shared}
    sums, counts = np.zeros((2, len(tickets))), np.zeros(len(tickets))
    for name, pair in fields.items():
        rows = np.array(second.fields[name].rows, dtype=np.int64)
        sums[0, rows] += pair.first
        sums[1, rows] += pair.second
        counts[rows] += 1
    kept = counts > 0
    means = sums[:, kept] / counts[kept]
    labelled = [ticket for ticket, has_label in zip(tickets, kept, strict=True) if has_label]
    names = tuple(ticket.language or detect_language(request_text(ticket)) for ticket in labelled)
    return PairedAnswers(fields, Paired(means[0], means[1]), names)
