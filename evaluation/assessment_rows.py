"""The assessment's tables: parts of the desk, themes, fields, and what a second message adds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from firstline.evaluation.assessment import Assessment
from firstline.evaluation.assessment_doubt import probably_none
from firstline.evaluation.assessment_headline import main_field, which
from firstline.evaluation.hops import MANY
from firstline.evaluation.language_name import language_name
from firstline.evaluation.plain_field import plain_field
from firstline.evaluation.report import EvaluationReport
from firstline.evaluation.report_rows import (
    ReportTable,
    first_names,
    percent,
    plain_part,
    points,
    routing_table,
    summary_table,
)
from firstline.evaluation.slices import SliceScore

_FEWEST = 5
_WHOLE = "–"


def parts_table(found: Assessment) -> ReportTable | None:
    """By channel, language and brand: people beside Firstline where that is known, else Firstline alone."""
    if not found.evaluation:
        return None
    if (routing := found.evaluation.routing) and not routing.unseen_inbox:
        table = routing_table(routing)
        note = (
            "Share of tickets whose first group was the one that resolved them, and how often one is handed on today."
        )
        columns = ("tickets", "of", "number", *first_names(routing, "first assignment"), "handed on, times")
        large = [row for row in table.rows if int(row[2].replace(",", "")) >= _FEWEST]
        kept = tuple(row for row in large if row[1] == _WHOLE or _is_one_of_several(row[1], large))
        return ReportTable("By channel, language and brand", note, columns, kept) if len(kept) > 1 else None
    main = main_field(found.evaluation.fields)
    if main.field in probably_none(found):
        return None
    dimensions = (("channel", main.channels), ("language", main.languages), ("brand", main.brands))
    large = [_part(name, part) for name, parts in dimensions for part in parts if part.n >= _FEWEST]
    rows = tuple(row for row in large if _is_one_of_several(row[1], large))
    note = f"Share of tickets whose {plain_field(main.field)} was right, and share that could be automated."
    names = ("tickets", "of", "number", "right", "without a person")
    return ReportTable("By channel, language and brand", note, names, rows) if rows else None


def _is_one_of_several(dimension: str, rows: Sequence[tuple[str, ...]]) -> bool:
    """A desk with one language needs no line for it."""
    return sum(row[1] == dimension for row in rows) > 1


def themes_table(found: Assessment) -> ReportTable | None:
    """The biggest themes, without an article where articles were given."""
    if not found.themes:
        return None
    answered = found.coverage is not None
    title = "The biggest themes without a good article" if answered else "The biggest themes"
    note = (
        f"Requests that are alike among the {which(found)} ones, named by the words that tell them from others. "
        + (
            "An article on each would be worth writing. "
            if answered
            else "Whether an article answers them is not known. "
        )
        + "Tickets that only some groups may see are counted, and neither named nor shown."
    )
    rows = tuple(
        (
            ", ".join(theme.words),
            language_name(theme.language),
            str(theme.tickets),
            percent(theme.share),
            ", ".join(theme.examples),
        )
        for theme in found.themes
    )
    columns = ("words", "language", "requests", f"of all {which(found)} ones", "for example")
    return ReportTable(title, note, columns, rows, ends_in_lines=True)


def assessment_tables(found: Assessment) -> tuple[ReportTable, ...]:
    """The details at the end of the page."""
    tables = []
    if found.evaluation:
        tables.append(_fields(found.evaluation))
    if found.second_message:
        tables.append(_second_message(found))
    if found.hops:
        tables.append(_hops(found))
    return tuple(tables)


def _part(dimension: str, part: SliceScore) -> tuple[str, ...]:
    return (
        plain_part(dimension, part.name),
        dimension,
        f"{part.n:,}",
        percent(part.accuracy),
        percent(part.auto_share),
    )


def _fields(report: EvaluationReport) -> ReportTable:
    """The summary in the words of whoever runs a desk."""
    table = summary_table(report)
    rows = tuple((plain_field(field), *figures) for field, *figures in table.rows)
    note = (
        "Share of tickets whose value was right, with 95 % intervals. “Most frequent alone” is what always naming the "
        "most frequent value would get. In macro-F1 a rare value counts as much as a frequent one. The calibration "
        "error is how far the confidence that Firstline states is from the share that was right. “Without a person” is "
        "the share that it would set on its own."
    )
    return replace(table, note=note, rows=rows).turned()


def _second_message(found: Assessment) -> ReportTable:
    rows = tuple(
        (plain_field(one.field), str(one.n), percent(one.at_arrival), percent(one.after), points(one.gain.difference))
        for one in found.second_message
    )
    note = (
        f"Of the {which(found)} tickets those in which the customer wrote again: right at arrival, and with the second "
        "message read too."
    )
    return ReportTable(
        "After the second message", note, ("field", "tickets", "at arrival", "after", "difference"), rows
    )


def _hops(found: Assessment) -> ReportTable:
    hops = found.hops
    assert hops is not None
    names = [*(str(count) for count in range(MANY + 1)), f"{MANY + 1} or more"]
    total = max(1, hops.n)
    rows = tuple(
        (name, f"{count:,}", f"{100 * count / total:.1f} %")
        for name, count in zip(names, hops.tickets_by_hops, strict=True)
    )
    if hops.at_least:
        more = hops.n - hops.tickets_by_hops[0]
        rows = (rows[0], ("1 or more", f"{more:,}", f"{100 * more / total:.1f} %"))
    often = "" if hops.at_least else f", {percent(hops.many)} three times or more"
    unknown = f" {hops.unknown:,} more do not tell." if hops.unknown else ""
    at_least = " How often, of some nobody knows: only their first and last group are told." if hops.at_least else ""
    note = (
        f"All {hops.n:,} tickets of the export that tell of it, not only those judged above: "
        f"{percent(hops.reassigned)} were handed on{often}.{unknown}{at_least}"
    )
    return ReportTable("How often tickets are handed on", note, ("times", "tickets", "share"), rows)
