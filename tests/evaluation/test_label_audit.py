"""Tests of the label audit."""

import numpy as np
import pytest

from firstline.datasets.config import Config
from firstline.evaluation.audit_report import AuditReport
from firstline.evaluation.label_audit import AuditedField, audit_labels
from tests.evaluation.audited import VALUES, audited_tickets, verdicts

pytest.importorskip("cleanlab", reason="the audit needs the extra [audit]")

WRONG, HANDED_ON, TWIN = 31, 40, 77


def _audit(*, restricted: int | None = None, count: int = 120) -> AuditReport:
    """Ticket 31 has a wrong label, 40 went through many hands and is disputed, 77 says what 76 says."""
    tickets = audited_tickets(count, restricted=restricted)
    tickets[TWIN] = tickets[TWIN].model_copy(update={"body": tickets[TWIN - 1].body})
    texts = [ticket.body for ticket in tickets]
    targets = [row % 3 for row in range(count)]
    guesses = list(targets)
    guesses[WRONG] = (targets[WRONG] + 1) % 3
    said = verdicts(targets, guesses)
    said.probabilities[HANDED_ON] = np.roll([0.4, 0.3, 0.3], targets[HANDED_ON] + 1)
    vectors = np.random.default_rng(0).standard_normal((count, 64)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    fields = {"category": AuditedField([VALUES[target] for target in targets], said)}
    return audit_labels(tickets, texts, vectors, fields, config=Config(), encoder="tiny")


def test_every_label_is_in_the_list_and_the_doubtful_ones_come_first() -> None:
    (audit,) = _audit().fields
    assert (audit.labelled, audit.judged, len(audit.suspects)) == (120, 120, 120)
    assert [one.id for one in audit.doubtful()] == [one.id for one in audit.suspects[:3]]
    assert {one.id: one.doubts for one in audit.doubtful()} == {
        f"T{WRONG}": ("label_error",),
        f"T{HANDED_ON}": ("reassigned",),
        f"T{TWIN - 1}": ("conflict",),
    }


def test_a_probable_error_names_what_the_models_say_and_how_sure_they_are() -> None:
    suspect = _audit().fields[0].suspects[0]
    assert (suspect.given, suspect.suggested, suspect.confidence) == ("mail", "network", 0.9)
    assert suspect.why == ("models of the other tickets say network (90%), and mail with 5%",)
    assert suspect.example is not None


def test_a_restricted_ticket_is_named_by_its_id_alone() -> None:
    suspect = _audit(restricted=WRONG).fields[0].suspects[0]
    assert (suspect.id, suspect.example) == (f"T{WRONG}", None)


def test_the_labels_of_much_reassigned_tickets_are_counted_apart() -> None:
    found = _audit().fields[0].reassigned
    assert found is not None
    assert (found.tickets, found.disputed.value) == (12, 1 / 12)
    assert found.others.value == pytest.approx(1 / 108)


def test_without_verdicts_twins_and_dates_still_tell() -> None:
    tickets = audited_tickets(40)
    tickets[1] = tickets[1].model_copy(update={"body": tickets[0].body})
    labels = [ticket.category for ticket in tickets]
    vectors = np.eye(40, dtype=np.float32)
    report = audit_labels(
        tickets,
        [ticket.body for ticket in tickets],
        vectors,
        {"category": AuditedField(labels, None)},
        config=Config(),
        encoder="tiny",
    )
    (audit,) = report.fields
    assert (audit.judged, len(audit.conflicts)) == (0, 1)
    assert [one.doubts for one in audit.doubtful()] == [("conflict",)]
    assert any("no field was judged" in note for note in report.notes)
