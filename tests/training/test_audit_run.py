"""Tests of the audit run."""

import csv
import os
from pathlib import Path

import numpy as np
import pytest

from firstline.datasets.config import Config
from firstline.datasets.errors import InputError
from firstline.datasets.ticket import Ticket
from firstline.evaluation.audit_report import AuditReport
from firstline.training.audit_run import audit_tickets
from tests.training.small_desk import small_desk

pytest.importorskip("cleanlab", reason="the audit needs the extra [audit]")

PUBLIC = Path(os.environ.get("FIRSTLINE_DATA", "../shared/datasets"))


def _flipped(tickets: list[Ticket], *, share: float, seed: int) -> tuple[list[Ticket], set[str]]:
    """The tickets with a share of their categories replaced by another one at random, and the ids of those."""
    generator = np.random.default_rng(seed)
    values = sorted({str(ticket.category) for ticket in tickets})
    rows = generator.choice(len(tickets), round(share * len(tickets)), replace=False)
    wrong = list(tickets)
    for row in rows:
        others = [value for value in values if value != tickets[row].category]
        wrong[row] = tickets[row].model_copy(update={"category": str(generator.choice(others))})
    return wrong, {tickets[row].id for row in rows}


def _found(report: AuditReport, flipped: set[str]) -> float:
    """The share of the flipped labels that stand within the first tenth of the list."""
    (audit,) = report.fields
    first = audit.suspects[: len(audit.suspects) // 10]
    return sum(suspect.id in flipped for suspect in first) / len(flipped)


def test_labels_that_were_flipped_on_purpose_come_first(tiny_encoder: Path) -> None:
    wrong, flipped = _flipped(small_desk(dated=True), share=0.05, seed=0)
    report = audit_tickets(wrong, config=Config(), fields=("category",), encoder=f"path:{tiny_encoder}")
    assert _found(report, flipped) >= 0.9
    (audit,) = report.fields
    errors = {suspect.id for suspect in audit.doubtful("label_error")}
    assert len(errors & flipped) >= 0.7 * len(flipped)
    assert len(errors - flipped) <= 0.05 * len(wrong)


def test_what_a_machine_set_is_no_label(tiny_encoder: Path) -> None:
    tickets = [ticket.model_copy(update={"set_by": {"category": "machine"}}) for ticket in small_desk()]
    with pytest.raises(InputError, match="no ticket has a usable category"):
        audit_tickets(tickets, config=Config(), fields=("category",), encoder=f"path:{tiny_encoder}")


def test_without_any_field_or_any_text_it_says_what_is_wanted(tiny_encoder: Path) -> None:
    with pytest.raises(InputError, match="map a column"):
        audit_tickets([Ticket(id="1", body="hello there")], config=Config(), encoder=f"path:{tiny_encoder}")
    with pytest.raises(InputError, match="text"):
        audit_tickets([Ticket(id="1", category="a")], config=Config(), encoder=f"path:{tiny_encoder}")


@pytest.mark.data
@pytest.mark.slow
@pytest.mark.parametrize("seed", [11, 12])
def test_seven_of_ten_flipped_labels_of_banking77_are_within_the_first_tenth(seed: int) -> None:
    """The figure of docs/audit.md: `pytest -s -m data tests/training/test_audit_run.py`."""
    path = PUBLIC / "banking77" / "train.csv"
    if not path.is_file():
        pytest.skip(f"the public data sets are not at {PUBLIC}; FIRSTLINE_DATA says where they are")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    tickets = [Ticket(id=str(n), body=row["text"], category=row["label"]) for n, row in enumerate(rows, 1)]
    wrong, flipped = _flipped(tickets, share=0.05, seed=seed)
    report = audit_tickets(wrong, config=Config(), encoder="e5")
    found = _found(report, flipped)
    errors = {suspect.id for suspect in report.fields[0].doubtful("label_error")}
    print(
        f"seed {seed}: {found:.1%} of {len(flipped)} flipped labels within the first tenth; {len(errors)} probable "
        f"errors, {len(errors & flipped)} of them flipped"
    )
    assert found >= 0.7
