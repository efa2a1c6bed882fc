"""The JSON list: where in a document the one long list of objects lies that its rows are."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from firstline.datasets.column_names import plain_name
from firstline.datasets.errors import TicketFileError
from firstline.datasets.json_document import JsonDocument
from firstline.datasets.side_loads import SIDE_LOADED
from firstline.datasets.source_file import open_text

WRAPPERS = ("tickets", "issues", "results", "items", "data", "records", "articles", "requests", "rows")
"""Names of a list in the outermost object that are believed without looking further."""

_NAMED_LISTS = {"conversation.list": "conversations"}
"""Lists that say what they are: Intercom's. Elsewhere `conversations` is a part of a ticket."""
_TICKETS = frozenset({"tickets", "issues", "conversations", "cases", "incidents", "requests", "enquiries"})
_PARTS = frozenset(
    {"comments", "messages", "replies", "notes", "histories", "changelog", "attachments", "tags", "custom_fields"}
    | {"customFields", "audits", "events", "links", "customers", "contacts", "organizations", "agents", "teams"}
    | set(SIDE_LOADED)
)
"""Lists of what belongs to tickets, or lies beside them."""
_OF_RECORDS = frozenset(
    {"id", "key", "number", "subject", "title", "summary", "description", "body", "text", "content", "question"}
    | {
        "issue id",
        "issue key",
        "case id",
        "case number",
        "ticket id",
        "session id",
        "created date",
        "created on",
        "reporter",
    }
    | {"answer", "created", "created at", "date", "updated at", "status", "state", "priority"}
)
_FEWEST = 2
_MOST_DEPTH = 3
_AS_LONG = 0.5
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]')

_Place = tuple[str, ...]


def is_named_list(kind: str, name: str | None = None) -> bool:
    """Whether an object of this `type` is a list of a known kind, and `name` where in it that lies."""
    found = _NAMED_LISTS.get(kind)
    return found is not None and name in (None, found)


def has_list_within(start: str) -> bool:
    """Whether an object that begins like this is around a list of objects, and is no ticket itself."""
    depth, last, names, found = 0, "", set(), False
    for match in _TOKEN.finditer(start):
        mark = match[0]
        if mark in "{[":
            depth += 1
            found = found or (mark == "{" and last == "[" and depth <= _MOST_DEPTH + 2)
        elif mark in "}]":
            depth -= 1
        elif depth == 1 and start[match.end() : match.end() + 3].lstrip().startswith(":"):
            names.add(mark[1:-1])
        last = mark
    return found and not _is_ticket(names)


def list_place(path: Path) -> _Place:
    """The keys that lead to the list; empty where there is none to look for or the outermost object names it.

    Of several the longest counts. An object that is a ticket itself is around none.

    Raises:
        TicketFileError: the file cannot be read or is not JSON, or another list is about as long.
    """
    with open_text(path) as stream:
        document = JsonDocument(path, stream)
        if document.peek() != "{":
            return ()
        survey = _Survey(document)
        survey.look(())
    return () if survey.named else _longest(path, survey.found)


@dataclass(slots=True)
class _Survey:
    """The lists of objects in the first object of a document: place → how many."""

    document: JsonDocument
    found: dict[_Place, int] = field(default_factory=dict)
    named: bool = False

    def look(self, place: _Place) -> None:
        names: list[str] = []
        for name in self.document.members():
            names.append(name)
            following = self.document.peek()
            if following == "[":
                self._count((*place, name))
            elif following == "{" and len(place) < _MOST_DEPTH - 1:
                self.look((*place, name))
            elif is_named_list(str(self.document.value())):
                self.named = self.named or (not place and name == "type")
            if self.named:
                return
        if _is_ticket(names):
            self.found = {at: number for at, number in self.found.items() if at[: len(place)] != place}

    def _count(self, place: _Place) -> None:
        first, number, others = None, 0, 0
        for entry in self.document.array():
            first = entry if first is None else first
            number += isinstance(entry, dict)
            others += not isinstance(entry, dict)
            if len(place) == 1 and place[0] in WRAPPERS and number:
                break
        if len(place) == 1 and place[0] in WRAPPERS and not others:
            self.named = True
        elif isinstance(first, dict) and _is_record(first) and not others and place[-1] not in _PARTS:
            self.found[place] = number


def _is_ticket(names: Collection[str]) -> bool:
    """Whether an object around lists is one that they belong to: it has an id, which an envelope has not."""
    return "id" in names or _is_record(names)


def _is_record(names: Iterable[str]) -> bool:
    return len(_OF_RECORDS.intersection(map(plain_name, names))) >= _FEWEST


def _longest(path: Path, found: dict[_Place, int]) -> _Place:
    if not found:
        return ()
    most = max(found.values())
    near = [place for place, number in found.items() if number >= most * _AS_LONG]
    telling = [place for place in near if place[-1] in _TICKETS]
    chosen = telling if len(telling) == 1 else near
    if len(chosen) > 1:
        lists = ", ".join(f"{'.'.join(place)} ({found[place]:,} objects)" for place in chosen)
        raise TicketFileError(
            f"{path}: several lists may be the tickets: {lists}; put the one that is into a file of its own"
        )
    return chosen[0]
