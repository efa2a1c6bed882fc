"""Audit rows: the tables of a label audit, as text, for every way of showing them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from firstline.evaluation.audit_drift import LabelDrift, TextDrift
from firstline.evaluation.audit_report import AuditReport, FieldAudit, SplitLeak, Suspect
from firstline.evaluation.example import Example
from firstline.evaluation.listed import listed
from firstline.evaluation.report_rows import ReportTable, percent, points

_SHOWN = 20
_RARE = 12


def overview_table(report: AuditReport) -> ReportTable:
    """One row a field: the table to look at first."""
    return ReportTable(
        "At a glance",
        "“Agreed” is the share of judged labels that models of the other tickets say too, with its 95 % interval.",
        ("field", "labelled", "values", "agreed", "probable errors", "conflicts", "pairs to merge", "dead values"),
        tuple(
            (
                audit.field,
                f"{audit.labelled:,}",
                str(audit.values),
                percent(audit.agreed),
                f"{len(audit.doubtful('label_error')):,}",
                f"{len(audit.conflicts):,}",
                str(len(audit.pairs)),
                str(len(audit.dead)),
            )
            for audit in report.fields
        ),
    )


def audit_tables(audit: FieldAudit) -> tuple[ReportTable, ...]:
    """All other tables of one field; those without rows are left out."""
    tables = (
        error_table(audit),
        pair_table(audit),
        _dead(audit),
        _conflicts(audit),
        _reassigned(audit),
        _moved(audit.drift),
        _rare(audit),
    )
    return tuple(table for table in tables if table.rows)


def error_table(audit: FieldAudit) -> ReportTable:
    """The labels to look at first."""
    doubtful = audit.doubtful("label_error")
    note = (
        f"{len(doubtful):,} labels that models of the other tickets hold for wrong, the most doubtful first; "
        f"all of them are in audit.csv. Restricted tickets show no text."
    )
    return ReportTable(
        "Probable label errors",
        note,
        ("ticket", "label", "suggested", "sure", "text"),
        tuple(map(_suspect_row, doubtful[:_SHOWN])),
        ends_in_lines=True,
    )


def pair_table(audit: FieldAudit) -> ReportTable:
    """What merging would bring."""
    return ReportTable(
        "Confusable pairs",
        "Values that models take for each other, and how much more of all tickets would be right if they were one "
        "value. That it would help the model does not say that the desk may do without the difference.",
        ("value", "and", "tickets", "first for second", "second for first", "accuracy if merged"),
        tuple(
            (pair.first, pair.second, f"{pair.tickets:,}", str(pair.there), str(pair.back), points(pair.gain))
            for pair in audit.pairs
        ),
    )


def leak_table(leak: SplitLeak) -> ReportTable:
    """How much of what would examine a model is known to it already."""
    who = (
        f"The {leak.judged:,} newest tickets, from {_day(leak.since)} on, against all older ones."
        if leak.since
        else f"All {leak.judged:,} tickets against each other: too few carry dates for a split by time."
    )
    note = (
        f"{who} What is held out should not say what was learned: Firstline's own splits keep equal texts on one side, "
        "so it is the nearly equal ones that make held-out figures look too good."
    )
    rows = (("word for word", percent(leak.equal), _lines(())), ("nearly", percent(leak.near), _lines(leak.examples)))
    return ReportTable("Leakage between splits", note, ("same text", "share", "for example"), rows, ends_in_lines=True)


def drift_table(drift: TextDrift) -> ReportTable:
    """How the requests of the last month differ from those of the first."""
    note = (
        f"The first 30 days (until {_day(drift.first_until)}, {drift.first:,} tickets) beside the last 30 (from "
        f"{_day(drift.last_from)}, {drift.last:,} tickets). A model that guesses tells the months apart with .50."
    )
    rows = (
        ("months told apart by their vectors (AUROC)", f"{drift.told_apart:.2f}"),
        ("words that the first month never used", f"{100 * drift.unknown:.1f} %"),
        ("words that became frequent", ", ".join(drift.risen) or "none"),
        ("words that became rare", ", ".join(drift.fallen) or "none"),
    )
    return ReportTable("Drift of the texts", note, ("what", "how much"), rows)


def _suspect_row(suspect: Suspect) -> tuple[str, ...]:
    text = suspect.example.subject if suspect.example else "(restricted)"
    return (suspect.id, suspect.given, suspect.suggested, f"{100 * suspect.confidence:.0f} %", text or "–")


def _dead(audit: FieldAudit) -> ReportTable:
    rows = tuple(
        (value.value, f"{value.tickets:,}", _day(value.last) if value.last else "never", f"{value.expected:g}")
        for value in audit.dead
    )
    days = next((value.days for value in audit.dead if value.days), 0)
    lately = f"no ticket of the last {days} days carries, though it would be no chance" if days else "no ticket carries"
    note = f"Values that {lately}. Retire them, and no model will suggest them."
    return ReportTable("Dead values", note, ("value", "tickets", "last", "expected since"), rows)


def _conflicts(audit: FieldAudit) -> ReportTable:
    note = (
        f"Of {audit.twins:,} pairs of tickets with equal or nearly equal texts {percent(audit.conflicting)} carry "
        "different values: no model can be right on both."
    )
    rows = tuple(
        (
            " / ".join(conflict.ids),
            " / ".join(conflict.values),
            "word for word" if conflict.equal else "nearly",
            _lines(conflict.examples),
        )
        for conflict in audit.conflicts[:_SHOWN]
    )
    return ReportTable(
        "Conflicting labels", note, ("tickets", "labels", "same text", "texts"), rows, ends_in_lines=True
    )


def _reassigned(audit: FieldAudit) -> ReportTable:
    columns = ("tickets", "number", "labels that models dispute")
    if audit.reassigned is None:
        return ReportTable("Much-reassigned tickets", "", columns, ())
    found = audit.reassigned
    rows = (
        ("handed on three times or more", f"{found.tickets:,}", percent(found.disputed)),
        ("others", f"{audit.labelled - found.tickets:,}", percent(found.others)),
    )
    note = "Where a ticket went through many hands, its last label is often the last guess."
    return ReportTable("Much-reassigned tickets", note, columns, rows)


def _moved(drift: LabelDrift | None) -> ReportTable:
    columns = ("value", "first month", "last month")
    if drift is None:
        return ReportTable("Drift of the labels", "", columns, ())
    verdict = "more than chance makes" if drift.distance > drift.chance else "no more than chance makes"
    note = (
        f"{100 * drift.distance:.1f} % of the labels would have to change for the last month to look like the first: "
        f"{verdict} (up to {100 * drift.chance:.1f} %)."
    )
    rows = tuple((moved.value, percent(moved.first), percent(moved.last)) for moved in drift.moved)
    return ReportTable("Drift of the labels", note, columns, rows)


def _rare(audit: FieldAudit) -> ReportTable:
    rows = tuple((value, f"{count:,}") for value, count in list(audit.rare.items())[:_RARE])
    more = f" {len(audit.rare) - _RARE:,} more are not shown." if len(audit.rare) > _RARE else ""
    note = f"Fewer than five tickets carry them, so no model can judge those.{more}"
    return ReportTable("Too rare to judge", note, ("value", "tickets"), rows)


def _lines(examples: Sequence[Example]) -> str:
    return "\n".join(f"{example.id} {example.subject}".strip() for example in examples) or "–"


def _day(time: datetime | None) -> str:
    return time.date().isoformat() if time else "–"


def worth_a_look(report: AuditReport) -> str:
    """The sentence above everything else."""
    found = [(audit.field, len(audit.doubtful()), audit.labelled) for audit in report.fields]
    parts = listed(f"{doubtful:,} of {labelled:,} labels of {field}" for field, doubtful, labelled in found)
    if not any(doubtful for _, doubtful, _ in found):
        return f"Nothing speaks against any label of {listed(field for field, _, _ in found)}."
    return f"Worth a second look: {parts}. They come first in audit.csv."
