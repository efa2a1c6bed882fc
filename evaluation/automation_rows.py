"""Automation rows: the table of what may be set without asking, as text."""

from __future__ import annotations

from dataclasses import replace

from firstline.evaluation.automation import AutomatedShare, Automation, ValueAutomation
from firstline.evaluation.counted import counted
from firstline.evaluation.report_rows import ReportTable
from firstline.models.auto_rule import AutoLimit, fewest_cases

TITLE = "Automation"


def automation_table(found: Automation) -> ReportTable:
    """One row a value, and one for all of them; the first of `found.values` sets the precisions."""
    note = (
        f"On {found.judged:,} tickets that were held out in training: of those given a value, the share that would be "
        "set without asking where a precision must be certain (95 % lower bound, in each language by itself). A "
        "language with too little evidence gets the value as “best” at most. Where cases are missing, those of the "
        "best language are named, and how many are needed if all are right."
    )
    columns = (
        "value",
        "given",
        *(f"at {100 * share.precision:g} %" for share in found.shares),
        "auto from",
        "in",
        "why not",
    )
    whole = ("all values", f"{found.judged:,}", *map(_share, found.shares), "", "", "")
    return ReportTable(TITLE, note, columns, (*map(_row, found.values), whole), ends_in_lines=True)


def telling_table(found: Automation) -> ReportTable:
    """As `automation_table`, with one sentence in place of the values that could be set without asking nowhere.

    Its rows may be none.
    """
    whole = automation_table(found)
    tells = [one.threshold is not None or any(share.tickets for share in one.shares) for one in found.values]
    silent = [one for one, says in zip(found.values, tells, strict=True) if not says]
    if not silent:
        return whole
    rows = tuple(row for row, says in zip(whole.rows, (*tells, any(tells)), strict=True) if says)
    return replace(
        whole, note=f"{_silence(silent, found)} {whole.note}" if rows else _silence(silent, found), rows=rows
    )


def _silence(silent: list[ValueAutomation], found: Automation) -> str:
    precisions = ", ".join(f"{100 * share.precision:g}" for share in found.shares)
    others = "other " if len(silent) < len(found.values) else ""
    first = silent[0]
    nearest = f" The one given most often, “{first.value}”: {first.reason}." if first.reason else ""
    return (
        f"{counted(len(silent), f'{others}value')} could not be set without asking at a certain precision of any of "
        f"{precisions} %, as {counted(found.judged, 'ticket')} held out in training showed.{nearest}"
    )


def evidence_words(limit: AutoLimit) -> str:
    """Why so many held-out tickets are asked for, in plain words."""
    target, fewest = f"{100 * limit.target_precision:g} %", fewest_cases(limit)
    if fewest <= limit.minimum_evidence:
        few = f"{limit.minimum_evidence:,} right answers in one language"
        return f"{few}, none wrong, are enough to be certain of {target}"
    return (
        f"to be certain of {target} takes {fewest:,} right answers in one language, none wrong (fewer may be luck: "
        f"only from {fewest:,} on does the 95 % lower bound reach {target}), and more where some are wrong"
    )


def _row(one: ValueAutomation) -> tuple[str, ...]:
    threshold = "never" if one.threshold is None else f"{one.threshold:g}"
    spoken = ", ".join(one.languages) or ("–" if one.threshold is None else "every language")
    return (one.value, f"{one.given:,}", *map(_share, one.shares), threshold, spoken, one.reason or "–")


def _share(share: AutomatedShare) -> str:
    return f"{100 * share.share:.0f} % ({share.tickets:,})" if share.tickets else "none"
