"""The JSON list: where in a document the one long list of objects lies that its rows are."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from firstline.datasets.column_names import plain_name
from firstline.datasets.errors import TicketFileError
from firstline.datasets.json_document import JsonDocument
from firstline.datasets.side_loads import SIDE_LOADED
from firstline.datasets.source_file import open_text

WRAPPERS = ("tickets", "issues", "results", "items", "data", "records", "articles", "requests", "rows")
"""Names of a list in the outermost object that are believed without looking further."""

PAGES = "[]"
"""The first step to a list that lies in each entry of an array."""
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
    {"id", "key", "number", "subject", "title", "summary", "description", "body", "text", "content", "question", "desc"}
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
_OWN_TEXT = ("subject", "title", "summary", "description", "body", "text", "content", "question", "message")
_OWN_MOST = 20
"""Objects that a list within one ticket seldom has more of, unless they are its messages or the like."""
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
    """Whether an object that begins like this is around a list of objects that are not only parts of a ticket."""
    depth, last, name, names, lists = 0, "", "", set(), set()
    for match in _TOKEN.finditer(start):
        mark = match[0]
        if mark in "{[":
            depth += 1
            if mark == "{" and last == "[" and depth <= _MOST_DEPTH + 2:
                lists.add(name)
        elif mark in "}]":
            depth -= 1
        elif depth == 1 and start[match.end() : match.end() + 3].lstrip().startswith(":"):
            name = mark[1:-1]
            names.add(name)
        last = mark
    return bool(lists - _PARTS if _is_ticket(names) else lists)


def list_place(path: Path, records: str = "") -> _Place:
    """The keys that lead to the list, after `PAGES` where it lies in each entry of an array; empty where there is none
    to look for or the outermost object names it.

    Of several the longest counts. An object that is a ticket itself is around none.

    Args:
        records: the list that somebody chose, its keys joined by dots; `.` for the outermost object itself.

    Raises:
        TicketFileError: the file cannot be read or is not JSON, another list is about as long, the one that was chosen
            is not there, or one object that is hardly a ticket has lists of objects.
    """
    with open_text(path) as stream:
        document = JsonDocument(path, stream)
        if document.peek() == "[" and (place := _paged(path, document, records)):
            return (PAGES, *place)
        if document.peek() != "{":
            if records and records != ".":
                raise TicketFileError(f"{path}: no list {records}; the file is no object with lists in it")
            return ()
        survey = _Survey(document, whole=bool(records))
        survey.look(())
        alone = survey.named or not document.peek()
    if records:
        return _chosen(path, records, survey.lists)
    if survey.named:
        return ()
    if not survey.found and alone and survey.is_hardly_a_ticket:
        raise TicketFileError(
            f"{path}: one object that holds lists of objects: {_counted(survey.lists)}; say with "
            "`firstline import --records NAME` which are the tickets, or with --records . that the object itself is one"
        )
    return _longest(path, survey.found)


def is_page(line: str) -> bool:
    """Whether a line of JSON is a page of an answer of an API, around the tickets, and none itself."""
    survey = _Survey(JsonDocument(Path(), StringIO(line)), whole=True)
    survey.look(())
    return survey.is_page


def _paged(path: Path, document: JsonDocument, records: str) -> _Place:
    """Where in each entry of an array its list lies, if the first is a page of an answer; empty where it is none."""
    survey = _Survey(document, whole=True)
    for _ in document.entries():
        if document.peek() == "{":
            survey.look(())
        break
    if not survey.is_page or records == ".":
        return ()
    return _chosen(path, records, survey.lists) if records else _longest(path, survey.found)


def _chosen(path: Path, records: str, lists: dict[_Place, int]) -> _Place:
    place = () if records == "." else tuple(records.split("."))
    if place and place not in lists:
        raise TicketFileError(
            f"{path}: no list of objects {records} at most three levels down; those that are there: "
            f"{_counted(lists) or 'none'}"
        )
    return place


def _counted(lists: dict[_Place, int]) -> str:
    return ", ".join(f"{'.'.join(place)} ({number:,} objects)" for place, number in lists.items())


@dataclass(slots=True)
class _Survey:
    """The lists of objects in the first object of a document: place → how many.

    `found` may be the tickets, `lists` are all, `records` those of records, also within what is a ticket. `whole` goes
    on behind a list that is named as tickets are.
    """

    document: JsonDocument
    whole: bool = False
    found: dict[_Place, int] = field(default_factory=dict)
    lists: dict[_Place, int] = field(default_factory=dict)
    records: dict[_Place, int] = field(default_factory=dict)
    named: bool = False
    has_text: bool = False

    @property
    def is_hardly_a_ticket(self) -> bool:
        """Whether the outermost object has a list of records that is longer than one ticket's own, which without a
        text of its own is any.
        """
        most = max((number for place, number in self.records.items() if len(place) == 1), default=0)
        return most >= (_OWN_MOST if self.has_text else _FEWEST)

    @property
    def is_page(self) -> bool:
        """Whether the outermost object has a list of records, and neither an id nor a text of its own."""
        return bool(self.found) and not self.has_text

    def look(self, place: _Place) -> None:
        names: list[str] = []
        for name in self.document.members():
            names.append(name)
            following = self.document.peek()
            if following == "[":
                self._count((*place, name))
            elif following == "{" and len(place) < _MOST_DEPTH - 1:
                self.look((*place, name))
            else:
                value = self.document.value()
                if not place:
                    self.named = self.named or (name == "type" and is_named_list(str(value)))
                    self.has_text |= plain_name(name) in _OWN_TEXT and isinstance(value, str) and bool(value.strip())
            if self.named and not self.whole:
                return
        if _is_ticket(names):
            self.found = {at: number for at, number in self.found.items() if at[: len(place)] != place}

    def _count(self, place: _Place) -> None:
        first, number, others = None, 0, 0
        for entry in self.document.array():
            first = entry if first is None else first
            number += isinstance(entry, dict)
            others += not isinstance(entry, dict)
            if len(place) == 1 and place[0] in WRAPPERS and number and not self.whole:
                break
        if number and not others:
            self.lists[place] = number
        if len(place) == 1 and place[0] in WRAPPERS and not others:
            self.named = True
        looked = (self.whole or not self.named) and not others and place[-1] not in _PARTS
        if looked and isinstance(first, dict) and _is_record(first):
            self.found[place] = self.records[place] = number


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
        lists, first = _counted({place: found[place] for place in chosen}), ".".join(chosen[0])
        raise TicketFileError(
            f"{path}: several lists may be the tickets: {lists}; say which: `firstline import --records {first}`"
        )
    return chosen[0]
