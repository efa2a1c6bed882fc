"""Tests of the audit rows."""

from dataclasses import replace

from firstline.evaluation.audit_rows import audit_tables, drift_table, error_table, leak_table, worth_a_look
from tests.evaluation.audited import audit_report

REPORT = audit_report()
(AUDIT,) = REPORT.fields


def test_every_finding_has_a_table_and_nothing_has_none() -> None:
    titles = [table.title for table in audit_tables(AUDIT)]
    assert titles == [
        "Probable label errors",
        "Confusable pairs",
        "Dead values",
        "Conflicting labels",
        "Much-reassigned tickets",
        "Drift of the labels",
        "Too rare to judge",
    ]
    clean = replace(
        AUDIT, rare={}, suspects=AUDIT.suspects[1:], pairs=(), dead=(), conflicts=(), reassigned=None, drift=None
    )
    assert audit_tables(clean) == ()


def test_an_error_is_a_row_with_the_ticket_both_values_and_its_first_words() -> None:
    ((ticket, given, suggested, sure, text),) = error_table(AUDIT).rows
    assert (ticket, given, suggested, sure) == ("T31", "mail", "<network>", "93 %")
    assert text.startswith("request 961 about")


def test_a_restricted_ticket_shows_no_text() -> None:
    (audit,) = audit_report(restricted=31).fields
    assert error_table(audit).rows[0][-1] == "(restricted)"
    assert "961" not in str(audit_tables(audit))


def test_the_leak_says_what_was_set_against_what() -> None:
    assert leak_table(REPORT.leak).note.startswith("The 24 newest tickets, from 2025-01-01 on")
    assert "too few carry dates" in leak_table(replace(REPORT.leak, since=None)).note


def test_the_drift_names_words_or_says_that_there_are_none() -> None:
    assert REPORT.drift is not None
    assert [row[1] for row in drift_table(REPORT.drift).rows] == ["0.70", "25.0 %", "tablet", "none"]


def test_one_sentence_says_how_much_is_worth_a_look() -> None:
    assert worth_a_look(REPORT) == "Worth a second look: 1 of 120 labels of category. They come first in audit.csv."
    clean = replace(REPORT, fields=(replace(AUDIT, suspects=AUDIT.suspects[1:]),))
    assert worth_a_look(clean) == "Nothing speaks against any label of category."
