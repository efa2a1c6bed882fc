"""Tests of the audit on a terminal."""

from io import StringIO

from rich.console import Console

from firstline.evaluation.audit_table import audit_table
from tests.evaluation.audited import audit_report


def test_a_terminal_shows_the_findings_and_no_text_of_a_ticket() -> None:
    console = Console(file=StringIO(), width=120)
    console.print(audit_table(audit_report()))
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    for said in ("category: probable label errors", "T31", "fax", "telegram", "Leakage between splits", "a note"):
        assert said in shown
    assert "request 961" not in shown
