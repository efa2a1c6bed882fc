"""The audit report: what a look at the labels of a desk's tickets found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from firstline.datasets.dead_value import DeadValue
from firstline.evaluation.audit_drift import LabelDrift, TextDrift
from firstline.evaluation.audit_pair import AuditPair
from firstline.evaluation.estimate import Estimate
from firstline.evaluation.example import Example

Doubt = Literal["label_error", "conflict", "reassigned"]
"""Why a label is worth a second look: the models of the other tickets hold it for wrong; the same text has another
label elsewhere; many groups had the ticket, and the models say something else than its last label."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """One labelled ticket. `suggested`, with `confidence`, is what the models or its twin say, `given_confidence` what
    the models give its own label; NaN where they could not judge it. `doubts` are empty where nothing speaks against
    the label, and `why` says them in words, of which none is the ticket's. `example` is None for a restricted ticket.
    """

    id: str
    given: str
    suggested: str
    confidence: float
    given_confidence: float
    doubts: tuple[Doubt, ...]
    why: tuple[str, ...]
    example: Example | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two tickets that say the same and carry different values; `equal` where they do so word for word. Restricted
    tickets are counted, and are no example."""

    values: tuple[str, str]
    ids: tuple[str, str]
    equal: bool
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Reassigned:
    """Of `tickets` that were handed on three times or more, and of the others, the share whose label the models
    dispute."""

    tickets: int
    disputed: Estimate
    others: Estimate


@dataclass(frozen=True, slots=True)
class FieldAudit:
    """What was found in one field.

    `judged` of the `labelled` tickets carry a value that is frequent enough for models of the others to judge; those of
    `rare` are not. `agreed` is the share of judged labels that the models say too. `suspects` are all labelled tickets,
    the most doubtful first. Of `twins` pairs of labelled tickets with equal or nearly equal texts, `conflicting` is the
    share with different values.
    """

    field: str
    labelled: int
    judged: int
    values: int
    rare: Mapping[str, int]
    agreed: Estimate
    suspects: tuple[Suspect, ...]
    pairs: tuple[AuditPair, ...]
    dead: tuple[DeadValue, ...]
    twins: int
    conflicting: Estimate
    conflicts: tuple[Conflict, ...]
    reassigned: Reassigned | None
    drift: LabelDrift | None

    def doubtful(self, doubt: Doubt | None = None) -> tuple[Suspect, ...]:
        """The suspects that something speaks against, most doubtful first; only those with one `doubt`, where named."""
        return tuple(one for one in self.suspects if (doubt in one.doubts if doubt else one.doubts))


@dataclass(frozen=True, slots=True)
class SplitLeak:
    """Of `judged` tickets, the share whose text an older one (or, without dates, any other) has too, word for word or
    nearly. They were created from `since` on, the newest fifth; None without dates. Held-out figures are too good by
    what a model remembers of them; Firstline's own splits keep equal texts together, but not nearly equal ones."""

    judged: int
    since: datetime | None
    equal: Estimate
    near: Estimate
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class AuditReport:
    """All fields of one audit. It holds values, ids and counts, and the first words of a few unrestricted tickets."""

    tickets: int
    encoder: str
    seed: int
    fields: tuple[FieldAudit, ...]
    leak: SplitLeak
    drift: TextDrift | None
    notes: tuple[str, ...]
