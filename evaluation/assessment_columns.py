"""The assessment's columns: which of the export each of our fields was read from, and which figures rest on a guess."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from firstline.evaluation.assessment import Assessment
from firstline.evaluation.counted import counted
from firstline.evaluation.listed import listed, some_listed
from firstline.evaluation.plain_field import plain_field
from firstline.evaluation.read_column import HowSure, ReadColumn
from firstline.evaluation.report_rows import ReportTable

_TITLE = "Which columns were read"
_FEW = 3
_MOST_LEFT_OUT = 30
_PLAIN = {
    "group_history": "groups it went through",
    "reassignments": "number of reassignments",
    "first_priority": "first priority",
    "event_order": "order of a ticket's rows",
    "id": "ticket's number",
    "body": "text",
    "messages": "conversation",
    "requester_id": "person who asked",
    "organization_id": "company",
    "created_at": "time it came",
    "updated_at": "time of its last change",
    "first_response_at": "time of the first answer",
    "resolved_at": "time it was resolved",
    "closed_at": "time it was closed",
    "duplicate_of": "ticket it repeats",
    "handle_minutes": "minutes spent on it",
    "csat": "customer's rating",
    "article_ids": "articles that answered it",
}
_SAID: dict[HowSure, str] = {"stated": "stated", "known": "known", "likely": "likely", "guess": "guessed"}


def columns_table(found: Assessment) -> ReportTable | None:
    """Every field with its column; None where nobody told."""
    if not found.columns:
        return None
    note = (
        "Stated: somebody said so. Known: the name can mean nothing else. Likely: the name points there. Guessed: only "
        "the values do. One that is wrong makes every figure wrong that rests on it."
    )
    own = [one for one in found.columns if one.how_sure == "known" and one.theirs == one.ours]
    others = [one for one in found.columns if one not in own]
    if len(own) > _FEW and others:
        note += f" {len(own)} more have Firstline's own names: {', '.join(one.theirs for one in own)}."
    elif len(own) > _FEW:
        own, more = own[:_FEW], own[_FEW:]
        note += f" All have Firstline's own names, these too: {', '.join(one.theirs for one in more)}."
        others = own
    else:
        others = list(found.columns)
    if found.left_out:
        note += f" Not used here: {some_listed(found.left_out, limit=_MOST_LEFT_OUT)}."
    note += " How to: `--map theirs=ours` or firstline.toml corrects it."
    rows = tuple((_name(one), one.theirs, _SAID[one.how_sure], one.why) for one in others)
    return ReportTable(_TITLE, note, ("what it is here", "column of the export", "how sure", "because"), rows)


def rests_on(found: Assessment, fields: Collection[str]) -> str:
    """A sentence on those of `fields` whose column may be something else than it is taken for; else empty."""
    unsure = [f"“{one.called}” for the {_name(one)}" for one in found.columns if one.ours in fields and one.is_unsure]
    if not unsure:
        return ""
    return (
        f"Taken by name or values alone: {listed(tuple(dict.fromkeys(unsure)))}. If one is something else, the figures "
        f"above that speak of it are wrong: “{_TITLE}”, below, tells how to correct it."
    )


def source_line(found: Assessment) -> str:
    """The file, its rows, the time it spans, and when the page was made."""
    source = found.source
    span = f"{source.first:%Y-%m-%d} to {source.last:%Y-%m-%d}" if source.first and source.last else ""
    rows = counted(source.rows, "row") if source.rows else ""
    made = f"made on {found.made_at:%Y-%m-%d}" if found.made_at else ""
    return " · ".join(part for part in (", ".join(source.files), rows, span, made) if part)


def columns_said(columns: Sequence[ReadColumn], file: str, *, left_out: Sequence[str] = ()) -> Iterator[str]:
    """The same for a terminal, a line for each field."""
    if not columns:
        return
    widths = [max(map(len, texts)) for texts in ([_name(one) for one in columns], [one.theirs for one in columns])]
    yield f"columns of {file}:"
    for one in columns:
        because = f" ({one.why})" if one.why else ""
        yield f"  {_name(one):{widths[0]}}  {one.theirs:{widths[1]}}  {_SAID[one.how_sure]}{because}"
    if left_out:
        yield f"not used here: {', '.join(left_out)}"


def _name(one: ReadColumn) -> str:
    return _PLAIN.get(one.ours, plain_field(one.ours))
