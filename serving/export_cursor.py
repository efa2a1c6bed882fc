"""The export cursor: up to where rows were handed out."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dateutil.parser import ParserError, isoparse

from firstline.datasets.errors import InputError

Kind = Literal["decisions", "feedback", "training"]

_TOKEN = re.compile(r"(decisions|feedback|training):(\d{1,18}):(\d{1,18})")


@dataclass(frozen=True, slots=True)
class ExportCursor:
    """A place in the order of commits: the last row, and the last revision of a ticket (0 where none are exported)."""

    kind: Kind
    row: int
    revision: int = 0

    def __str__(self) -> str:
        return f"{self.kind}:{self.row}:{self.revision}"


def read_place(text: str, kind: Kind) -> ExportCursor | datetime:
    """The cursor of an earlier export of this kind, or an RFC 3339 time.

    Raises:
        InputError: it is neither, or the cursor of another kind of export.
    """
    match = _TOKEN.fullmatch(text.strip())
    if match and match[1] != kind:
        raise InputError(f"{text.strip()} is the cursor of firstline export {match[1]}, and {kind} is asked for")
    if match:
        return ExportCursor(kind, int(match[2]), int(match[3]))
    try:
        moment = isoparse(text.strip())
    except (ParserError, ValueError):
        moment = None
    if moment is None or moment.tzinfo is None:
        raise InputError(
            f"{text[:60]!r} is not understood; wanted the cursor that an export of {kind} printed, or a time with an "
            "offset such as 2026-01-31T00:00:00Z"
        )
    return moment
