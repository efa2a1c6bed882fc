"""The thread's messages: a conversation as a help desk keeps it, as messages of ours."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from firstline.datasets.field_path import look_up
from firstline.datasets.preset import Thread
from firstline.datasets.record_columns import inner_record
from firstline.datasets.record_text import label_text, plain_text
from firstline.datasets.timestamp import parse_timestamp

_NO = frozenset({"0", "false", "no", "нет", "nein", "nei", "private", "internal"})
_NOTES = frozenset(
    {"note", "notes", "private", "internal", "заметка", "внутренний", "внутренняя", "notiz", "intern", "notat"}
)
_MOST_MESSAGES = 5_000


def thread_messages(
    values: Mapping[str, Any], path: str, thread: Thread, *, requester: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """The messages at `path`: `{id, at, author, public, text}`, those without text left out.

    A message is the customer's when its role says so or, where nothing tells a role, when the same person wrote it
    that asked. Anybody else is an agent: an agent's words taken for the customer's would leak the answer.

    Args:
        requester: paths to what identifies the person who asked.
    """
    found = look_up(values, path)
    if isinstance(found, str) and found.lstrip()[:1] == "[":
        try:
            found = json.loads(found)
        except (ValueError, RecursionError):
            return []
    if not isinstance(found, list):
        found = [found] if found else []
    asking = {text for name in requester if (text := _identity(look_up(values, name)))}
    messages = []
    for record in _records(found[:_MOST_MESSAGES], thread):
        text = plain_text(_first(record, thread.text))
        if text.strip():
            message = {
                "id": label_text(_first(record, thread.id)),
                "at": _moment(_first(record, thread.at)),
                "author": _author(record, thread, asking),
                "public": _is_public(record, thread),
                "text": text,
            }
            messages.append({name: value for name, value in message.items() if value is not None})
    return messages


def says_note(value: str) -> bool:
    """Whether a word in lower case names a note: `note`, `internal_note`, `private`."""
    words = re.split(r"[\s_\-]+", value)
    return words[0] in _NOTES or words[-1] in _NOTES


def _records(found: Sequence[Any], thread: Thread) -> Iterator[Mapping[str, Any]]:
    for part in found:
        if isinstance(part, Mapping):
            yield inner_record(part)
        elif isinstance(part, str) and thread.parted:
            cells = part.split(";", len(thread.parted) - 1)
            if len(cells) == len(thread.parted):
                yield dict(zip(thread.parted, (cell.strip() for cell in cells), strict=True))


def _first(record: Mapping[str, Any], paths: Sequence[str]) -> Any:
    return next((value for path in paths if (value := look_up(record, path)) not in (None, "", [], {})), None)


def _moment(value: Any) -> Any:
    """A time as it stands, and of a record of one in several forms (`{"iso8601": …, "epochMillis": …}`) the first."""
    if isinstance(value, Mapping):
        return next((part for part in value.values() if _is_time(part)), None)
    return None if isinstance(value, list) else value


def _is_time(value: Any) -> bool:
    try:
        return isinstance(value, str | int | float) and bool(parse_timestamp(value))
    except ValueError:
        return False


def _identity(value: Any) -> str:
    return (label_text(value) or "").casefold()


def _author(record: Mapping[str, Any], thread: Thread, asking: set[str]) -> str:
    for path, meanings in thread.told:
        if role := meanings.get(_identity(look_up(record, path))):
            return role
    for path in thread.role:
        role = thread.roles.get(_identity(look_up(record, path)))
        if role:
            return role
    wrote = {_identity(look_up(record, path)) for path in thread.author}
    return "customer" if asking & wrote else "agent"


def _is_public(record: Mapping[str, Any], thread: Thread) -> bool:
    if any(says_note(_identity(look_up(record, path))) for path in thread.notes):
        return False
    for path in thread.public:
        if (value := look_up(record, path)) is not None:
            return _identity(value) not in _NO
    for path in thread.private:
        if (value := look_up(record, path)) is not None:
            return _identity(value) in _NO or not _identity(value)
    return True
