"""The label audit: from tickets and what models of the others say of them to what is wrong with their labels."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from firstline.datasets.config import Config
from firstline.datasets.dead_value import dead_values
from firstline.datasets.ticket import Ticket
from firstline.evaluation.audit_drift import Months, first_and_last_month, label_drift, text_drift
from firstline.evaluation.audit_errors import label_errors
from firstline.evaluation.audit_pair import confusable_pairs
from firstline.evaluation.audit_repeat import Repeat, find_repeats
from firstline.evaluation.audit_report import AuditReport, Doubt, FieldAudit, Reassigned, Suspect
from firstline.evaluation.audit_twins import label_conflicts, shown_conflicts, split_leak, ticket_example
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.estimate import wilson
from firstline.evaluation.fold_verdicts import FoldVerdicts
from firstline.evaluation.hops import MANY, hops
from firstline.models.encoder import Vectors

_NO_QUALITY = 1.0
_UNJUDGED = "no field was judged: every one has fewer than two values with five tickets"


@dataclass(frozen=True, slots=True)
class AuditedField:
    """A field's labels by row, None where one is missing or only a machine set it, and what models say of them."""

    labels: Sequence[str | None]
    verdicts: FoldVerdicts | None


def audit_labels(
    tickets: Sequence[Ticket],
    texts: Sequence[str],
    vectors: Vectors,
    fields: Mapping[str, AuditedField],
    *,
    config: Config,
    encoder: str,
    seed: int = 0,
) -> AuditReport:
    """Look at the labels of `tickets`, whose request texts are `texts` and their centred vectors (tickets, dimension).

    Raises FirstlineError where cleanlab is not installed.
    """
    repeats = find_repeats(texts, vectors)
    times = [ticket.created_at for ticket in tickets]
    months = first_and_last_month(times)
    hidden = frozenset(row for row, ticket in enumerate(tickets) if ticket.restricted_to)
    audits = tuple(
        _FieldAuditor(tickets, texts, repeats, months, seed).audit(name, field, listed=config.field(name).values)
        for name, field in fields.items()
    )
    notes = [] if any(audit.judged for audit in audits) else [_UNJUDGED]
    if months is None:
        notes.append("first and last month are not compared: there are not two months with 30 dated tickets each")
    return AuditReport(
        tickets=len(tickets),
        encoder=encoder,
        seed=seed,
        fields=audits,
        leak=split_leak(tickets, texts, times, repeats),
        drift=text_drift(texts, vectors, months, hidden=hidden, seed=seed) if months else None,
        notes=tuple(notes),
    )


@dataclass(frozen=True, slots=True)
class _Doubts:
    """What speaks against the label of one row, gathered from all sides."""

    codes: list[Doubt]
    words: list[str]


class _FieldAuditor:
    def __init__(
        self,
        tickets: Sequence[Ticket],
        texts: Sequence[str],
        repeats: Sequence[Repeat],
        months: Months | None,
        seed: int,
    ) -> None:
        self._tickets = tickets
        self._texts = texts
        self._repeats = repeats
        self._months = months
        self._seed = seed
        self._hops = np.array([hops(ticket) or 0 for ticket in tickets])

    def audit(self, name: str, field: AuditedField, *, listed: Sequence[str]) -> FieldAudit:
        labels, verdicts = field.labels, field.verdicts
        counts = Counter(label for label in labels if label is not None)
        known = frozenset(verdicts.values) if verdicts else frozenset()
        twins, conflicting, differ = label_conflicts(labels, self._repeats)
        agreed = int((verdicts.guesses == verdicts.targets).sum()) if verdicts else 0
        judged = len(verdicts.rows) if verdicts else 0
        return FieldAudit(
            field=name,
            labelled=counts.total(),
            judged=judged,
            values=len(counts),
            rare={value: count for value, count in counts.most_common() if value not in known},
            agreed=wilson(agreed, judged),
            suspects=self._suspects(labels, verdicts, differ),
            pairs=confusable_pairs(verdicts, bootstrap=Bootstrap(seed=self._seed)) if verdicts else (),
            dead=dead_values(labels, [ticket.created_at for ticket in self._tickets], listed=listed),
            twins=twins,
            conflicting=conflicting,
            conflicts=tuple(shown_conflicts(self._tickets, self._texts, labels, differ)),
            reassigned=self._reassigned(verdicts),
            drift=label_drift(labels, self._months, seed=self._seed) if self._months else None,
        )

    def _suspects(
        self, labels: Sequence[str | None], verdicts: FoldVerdicts | None, differ: Sequence[Repeat]
    ) -> tuple[Suspect, ...]:
        quality = np.full(len(labels), _NO_QUALITY)
        said: dict[int, tuple[str, float, float]] = {}
        doubts: dict[int, _Doubts] = {row: _Doubts([], []) for row, label in enumerate(labels) if label is not None}
        if verdicts is not None:
            errors = label_errors(verdicts)
            quality[verdicts.rows] = errors.quality
            own = verdicts.probabilities[np.arange(len(verdicts.rows)), verdicts.targets]
            for place, row in enumerate(verdicts.rows.tolist()):
                value, confidence = verdicts.values[verdicts.guesses[place]], float(verdicts.confidence[place])
                said[row] = (value, confidence, float(own[place]))
                if errors.probable[place] and value != labels[row]:
                    doubts[row].codes.append("label_error")
                    doubts[row].words.append(
                        f"models of the other tickets say {value} ({confidence:.0%}), "
                        f"and {labels[row]} with {own[place]:.0%}"
                    )
                elif value != labels[row] and self._hops[row] >= MANY:
                    doubts[row].codes.append("reassigned")
                    doubts[row].words.append(f"handed on {self._hops[row]} times, and models say {value}")
        self._add_conflicts(labels, differ, quality, doubts, said)
        ordered = sorted(doubts, key=lambda row: (_urgency(doubts[row]), quality[row], row))
        return tuple(self._suspect(row, str(labels[row]), doubts[row], said.get(row)) for row in ordered)

    def _add_conflicts(
        self,
        labels: Sequence[str | None],
        differ: Sequence[Repeat],
        quality: np.ndarray,
        doubts: Mapping[int, _Doubts],
        said: dict[int, tuple[str, float, float]],
    ) -> None:
        """Of twins with different labels the one with the worse label is the suspect; its twin's is suggested."""
        for pair in differ:
            worse, other = sorted((pair.first, pair.second), key=lambda row: (quality[row], row))
            if "conflict" in doubts[worse].codes:
                continue
            doubts[worse].codes.append("conflict")
            same = "the same text" if pair.equal else "nearly the same text"
            doubts[worse].words.append(f"ticket {self._tickets[other].id} has {same} and is {labels[other]}")
            if worse not in said or said[worse][0] == labels[worse]:
                own = said[worse][2] if worse in said else math.nan
                said[worse] = (str(labels[other]), math.nan, own)

    def _suspect(self, row: int, given: str, doubts: _Doubts, said: tuple[str, float, float] | None) -> Suspect:
        suggested, confidence, own = said or (given, math.nan, math.nan)
        return Suspect(
            id=self._tickets[row].id,
            given=given,
            suggested=suggested,
            confidence=confidence,
            given_confidence=own,
            doubts=tuple(doubts.codes),
            why=tuple(doubts.words),
            example=ticket_example(self._tickets[row], self._texts[row]) if doubts.codes else None,
        )

    def _reassigned(self, verdicts: FoldVerdicts | None) -> Reassigned | None:
        much = self._hops >= MANY
        if verdicts is None or not much.any():
            return None
        disputed, mine = verdicts.guesses != verdicts.targets, much[verdicts.rows]
        return Reassigned(
            tickets=int(much.sum()),
            disputed=wilson(int(disputed[mine].sum()), int(mine.sum())),
            others=wilson(int(disputed[~mine].sum()), int((~mine).sum())),
        )


def _urgency(doubts: _Doubts) -> int:
    if "label_error" in doubts.codes:
        return 0
    return 1 if doubts.codes else 2
