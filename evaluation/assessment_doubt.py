"""The assessment's doubts: a guessed category that is probably none, a late text, and numbers instead of names."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from firstline.evaluation.assessment import Assessment
from firstline.evaluation.plain_field import plain_field
from firstline.evaluation.read_column import ReadColumn
from firstline.evaluation.report import FieldReport
from firstline.evaluation.text_leak import PERHAPS_CUSTOMERS

_MANY_VALUES, _HALF_AGAIN, _CHANCE = 60, 1.5, 3
_HARDLY_ANY = 0.05
_TOO_GOOD = 0.9
_HALF = 0.5
_TEXTS = ("body", "messages", "subject")
_NAMED = ("skill_group", "category")
_UNKNOWN = "unknown"
FEWEST_JUDGED = 50
"""Fewer tell nothing to act upon: if 25 of 50 are right, it may be anything from 37 to 63 %."""


def probably_none(found: Assessment) -> dict[str, ReadColumn]:
    """The groups or categories that were only guessed and that nothing speaks for, each with its column.

    Their values are many and about as frequent, as are durations or numbers, or a model gets hardly any right, or not
    surely more than the most frequent one. Where people's first choice is known for the group, the group is one.
    """
    guessed = {column.ours: column for column in found.columns if column.how_sure == "guess"}
    return {field: guessed[field] for report, field in _judged(found) if field in guessed and _is_none(report)}


def _judged(found: Assessment) -> Iterator[tuple[FieldReport, str]]:
    evaluation = found.evaluation
    for report in evaluation.fields if evaluation else ():
        compared = report.field == "skill_group" and evaluation and evaluation.routing
        if report.field in _NAMED and report.scores.n >= FEWEST_JUDGED and not compared:
            yield report, report.field


def _is_none(report: FieldReport) -> bool:
    scores, counts = report.scores, [one.support for one in report.scores.classes if one.support]
    mean = sum(counts) / max(1, len(counts))
    alike = max(counts, default=0) <= _HALF_AGAIN * mean + _CHANCE * sqrt(mean)
    return (
        scores.accuracy.low <= scores.majority
        or scores.accuracy.high < _HARDLY_ANY
        or (len(counts) >= _MANY_VALUES and alike)
    )


def no_verdict(field: str, column: ReadColumn) -> str:
    """The first sentence where the field that everything rests on is probably none."""
    name = plain_field(field)
    return (
        f"Nothing can be said of Firstline yet: that the column “{column.called}” is the {name} was guessed, and it is "
        f"probably none. {_how_to_name(field)}"
    )


def naming_steps(found: Assessment) -> Iterator[str]:
    """What to do about fields that are probably none."""
    for field, column in probably_none(found).items():
        yield (
            f"Say which column is the {plain_field(field)}: “{column.called}” was guessed and is probably none. "
            f"{_how_to_name(field)}"
        )


def _how_to_name(field: str) -> str:
    return f"How to: --map “its name={field}”, or the same under [columns] in firstline.toml."


def late_text(found: Assessment, main: FieldReport) -> str:
    """Said before a figure that is very good and rests on a text that may have been written later; else empty."""
    scores = main.scores
    unsure = [one for ours in _TEXTS for one in found.columns if one.ours == ours and one.is_unsure]
    if not unsure or scores.n < FEWEST_JUDGED or scores.accuracy.value <= _TOO_GOOD:
        return ""
    how = "guessed" if unsure[0].how_sure == "guess" else "likely, not certain"
    return (
        f"Look at the text first: more than {100 * _TOO_GOOD:.0f} of 100 right hints at a text that was written after "
        f"the ticket was, and that “{unsure[0].called}” is what the customer wrote at first is {how}."
    )


def what_was_read(found: Assessment) -> str:
    """What the model read; that no agent wrote in it is claimed only where nothing was guessed, said or found."""
    unsure = [one for ours in _TEXTS for one in found.columns if one.ours == ours and one.how_sure != "known"]
    named = " and ".join(f"“{one.called}”" for one in unsure)
    if unsure and found.authors_told and [one.ours for one in unsure] == ["messages"]:
        return (
            f"What was read is the first message of {named} that a customer wrote, by what the export says of who "
            "wrote each, and none of an agent's. Look at a few."
        )
    if unsure:
        return (
            f"What was read is what {named} held: whether an agent wrote in it too, or it was written after the ticket "
            "came, this page cannot know. Look at a few."
        )
    if any(leak.kind not in PERHAPS_CUSTOMERS for leak in found.leaks):
        return (
            "The subject and what is said to be the customer's first words were read; they hold more than was known "
            "when a ticket came: see what stands out in the data."
        )
    return (
        "Only what was known when a ticket came was read: its subject and the customer's first words, never an "
        "agent's, never the resolution."
    )


def urgent_is_told(found: Assessment) -> bool:
    """Whether most urgent requests are found: how often other priorities are right is then no verdict on them."""
    return found.urgent is not None and found.urgent.firstline_missed.high < _HALF


def numbered(found: Assessment) -> Iterator[tuple[str, str]]:
    """Each field with a sentence whose values are bare numbers: nobody knows by them what is meant."""
    reports = found.evaluation.fields if found.evaluation else ()
    for report in reports:
        values = [one.value for one in report.scores.classes]
        if report.field in _NAMED and len(values) > 1 and all(value.strip().isdecimal() for value in values):
            said = (
                f"The export holds numbers, not names, of the {plain_field(report.field)} (“{values[0]}”). How to: "
                f"export the names, or rename under [fields.{report.field}] in firstline.toml."
            )
            yield report.field, said
    channels = [part.name for report in reports[:1] for part in report.channels if part.name != _UNKNOWN]
    if len(channels) > 1 and all(name.isdecimal() for name in channels):
        yield (
            "channel",
            (f"The export holds numbers, not names, of the channel (“{channels[0]}”). How to: export the names."),
        )
