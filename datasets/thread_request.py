"""The thread's request: whether a conversation begins with what the customer asked, and which columns repeat it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from firstline.datasets.column_names import plain_name
from firstline.datasets.field_path import look_up
from firstline.datasets.preset import Thread
from firstline.datasets.record_text import plain_text
from firstline.datasets.thread_messages import thread_messages
from firstline.datasets.timestamp import parse_timestamp

_MOST_LOOKED_AT = 300
_MOSTLY, _REPEATED = 0.8, 0.5
_SAME = 40
"""Characters that two texts which begin alike have in common."""
_OPENING_WORDS = "first initial opening original source question ursprüngliche erste первое исходное eerste første"
_OPENING = frozenset(_OPENING_WORDS.split())
"""Words of names that say that a text came before the conversation, as the source of Intercom's does."""


def is_beside_request(
    theirs: str,
    records: Sequence[Mapping[str, Any]],
    path: str,
    thread: Thread,
    *,
    requester: Sequence[str] = (),
) -> bool:
    """Whether a column of text is not what the customer asked: nearly all conversations begin with a message of the
    customer, and the column says something else, as a summary does that was written later.

    Args:
        theirs: the column.
        path: where the messages of each of `records` lie.
        requester: paths to what identifies the person who asked.
    """
    if not _OPENING.isdisjoint(plain_name(theirs).split()):
        return False
    conversations = begun = told = alike = 0
    for record in records:
        messages = _oldest_first(thread_messages(record, path, thread, requester=requester))
        if not messages:
            continue
        conversations += 1
        if messages[0]["author"] == "customer":
            begun += 1
            text = plain_text(look_up(record, theirs))
            told += bool(text.strip())
            alike += _begin_alike(text, messages[0]["text"])
        if conversations == _MOST_LOOKED_AT:
            break
    return conversations > 0 and begun >= _MOSTLY * conversations and alike < _REPEATED * max(1, told)


def begins_with_customer(
    records: Sequence[Mapping[str, Any]], path: str, thread: Thread, *, requester: Sequence[str] = ()
) -> bool:
    """Whether at least half of the conversations begin with a message of the customer; where they do not, what the
    customer asked stands beside them.

    Args:
        path: where the messages of each of `records` lie.
        requester: paths to what identifies the person who asked.
    """
    conversations = (
        messages
        for record in records[:_MOST_LOOKED_AT]
        if (messages := _oldest_first(thread_messages(record, path, thread, requester=requester)))
    )
    begun = [messages[0]["author"] == "customer" for messages in conversations]
    return bool(sum(begun) >= _REPEATED * len(begun))


def _oldest_first(messages: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """What people wrote, in the order of its times; as it came where a time cannot be read."""
    written = [message for message in messages if message["author"] != "system"]
    try:
        return sorted(written, key=_time)
    except (KeyError, TypeError, ValueError):
        return written


def _time(message: Mapping[str, Any]) -> datetime:
    return parse_timestamp(message["at"], time_zone=UTC)


def _begin_alike(one: str, other: str) -> bool:
    mine, theirs = (" ".join(text.casefold().split())[:_SAME] for text in (one, other))
    shorter = min(len(mine), len(theirs))
    return shorter > 0 and mine[:shorter] == theirs[:shorter]
