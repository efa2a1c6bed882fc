"""Tickets with labels that are wrong, dead, doubled and moved, and what models would say of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from firstline.datasets.dead_value import DeadValue
from firstline.datasets.ticket import Ticket
from firstline.evaluation.audit_drift import LabelDrift, MovedValue, TextDrift
from firstline.evaluation.audit_pair import AuditPair
from firstline.evaluation.audit_report import AuditReport, Conflict, FieldAudit, Reassigned, SplitLeak, Suspect
from firstline.evaluation.audit_twins import ticket_example
from firstline.evaluation.estimate import Estimate
from firstline.evaluation.fold_verdicts import FoldVerdicts

FIRST = datetime(2025, 1, 1, tzinfo=UTC)
VALUES = ("hardware", "mail", "network")


def verdicts(targets: list[int], guesses: list[int], *, sure: float = 0.9) -> FoldVerdicts:
    """What models that are `sure` of each guess say of rows with these labels."""
    probabilities = np.full((len(targets), len(VALUES)), (1 - sure) / (len(VALUES) - 1))
    probabilities[np.arange(len(targets)), guesses] = sure
    return FoldVerdicts(VALUES, np.arange(len(targets)), np.array(targets), probabilities)


def audited_tickets(count: int = 120, *, restricted: int | None = None) -> list[Ticket]:
    """A ticket a day; the label is that of its number, `restricted` may be seen by one group only."""
    return [
        Ticket(
            id=f"T{row}",
            created_at=FIRST + timedelta(days=row),
            body=f"request {row * row} about <b>{VALUES[row % 3]}</b> of person {row * 7919 % 1009}",
            category=VALUES[row % 3],
            reassignments=4 if row % 10 == 0 else 0,
            restricted_to=("legal",) if row == restricted else (),
        )
        for row in range(count)
    ]


def audit_report(*, restricted: int | None = None) -> AuditReport:
    """An audit of a desk with one probable error (T31), one conflict, a dead value, a leak and drift."""
    tickets = audited_tickets(120, restricted=restricted)
    suspect = Suspect(
        id="T31",
        given="mail",
        suggested="<network>",
        confidence=0.93,
        given_confidence=0.01,
        doubts=("label_error",),
        why=("models of the other tickets say <network> (93%), and mail with 1%",),
        example=ticket_example(tickets[31], tickets[31].body),
    )
    fine = replace(suspect, id="T32", suggested="mail", confidence=0.99, doubts=(), why=(), example=None)
    both = tuple(one for row in (31, 34) if (one := ticket_example(tickets[row], tickets[row].body)))
    share = Estimate(0.1, 0.05, 0.2)
    audit = FieldAudit(
        field="category",
        labelled=120,
        judged=118,
        values=4,
        rare={"telex": 2},
        agreed=share,
        suspects=(suspect, fine),
        pairs=(AuditPair("mail", "network", 80, 9, 3, share),),
        dead=(DeadValue("fax", 20, FIRST, 24, 6.2), DeadValue("telegram", 0, None, 24, 0.0)),
        twins=10,
        conflicting=share,
        conflicts=(Conflict(("mail", "network"), ("T31", "T34"), equal=True, examples=both),),
        reassigned=Reassigned(12, share, share),
        drift=LabelDrift(0.2, 0.1, (MovedValue("mail", share, share),)),
    )
    return AuditReport(
        tickets=120,
        encoder="tiny",
        seed=0,
        fields=(audit,),
        leak=SplitLeak(24, FIRST, share, share, both),
        drift=TextDrift(30, 40, FIRST, FIRST, 0.7, 0.25, ("tablet",), ()),
        notes=("a note",),
    )
