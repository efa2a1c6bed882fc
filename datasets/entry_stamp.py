"""The entry stamp: the line with which a help desk heads what somebody wrote, `13-11-2025 07:15 Anna de Test:`."""

import re

from firstline.datasets.person_name import is_person_name
from firstline.datasets.timestamp import parse_timestamp

_DATE = r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}"
_STAMP = re.compile(
    rf"\[?(?P<at>{_DATE},?[ T]\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?: ?[AaPp][Mm])?)\]?[ ]?(?:[-–|,] ?)?"
    r"(?P<name>[^\W\d_][^\d\n:()\[\]<>]{2,60}?)[ ]?(?:\([^()\n]{3,40}\)[ ]?:?|:)"
)
_MOST_WORDS = 6


def first_entry(text: str) -> str:
    """Of a text that begins with such a line what was written first, without it; any other text as it is.

    A field that grows by what people add has several, the newest mostly on top: the earliest one is the request. A
    name is at least two words, of which the first and the last begin with a capital (`Groot, J. de` ends otherwise),
    alone on the line with its date and time: TOPdesk ends it with a colon, ServiceNow with `(Additional comments)`.
    """
    lines = text.split("\n")
    if not lines[0][:1].isdigit() and not lines[0].startswith("["):
        return text
    stamps = [(place, at) for place, line in enumerate(lines) if (at := _stamped_at(line))]
    if not stamps or stamps[0][0] != 0:
        return text
    ends = [place for place, _ in stamps[1:]] + [len(lines)]
    entries = [
        (_moment(at), place, "\n".join(lines[place + 1 : end]).strip("\n"))
        for (place, at), end in zip(stamps, ends, strict=True)
    ]
    written = [entry for entry in entries if entry[2].strip()]
    return min(written)[2] if written else text


def _stamped_at(line: str) -> str:
    """The time of a line that is nothing but a stamp; empty where it is none."""
    match = _STAMP.fullmatch(line.strip()) if len(line) <= 160 else None
    if match is None:
        return ""
    words = match["name"].replace(",", " ").split()
    capitals = 2 <= len(words) <= _MOST_WORDS and words[0][:1].isupper() and words[-1][:1].isupper()
    return match["at"] if capitals or is_person_name(match["name"].strip()) else ""


def _moment(at: str) -> float:
    """Seconds; the end of all times where nothing can be read."""
    try:
        return parse_timestamp(at.replace(",", ""), day_first=True).timestamp()
    except (ValueError, OverflowError):
        return float("inf")
