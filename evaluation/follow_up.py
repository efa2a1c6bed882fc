"""The follow-up: a ticket that points back to an earlier one, by its number or by answering under its subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from firstline.datasets.ticket import Ticket

_READ = 240
_FEWEST_LETTERS = 8
_ALWAYS = datetime.min.replace(tzinfo=UTC)
_CODE = re.compile(r"(?<![\w-])[^\W\d_]{1,10}[-_ ]?\d{3,}(?!\w)")
_NUMBER = re.compile(
    r"(?:#|№|\b(?:no|nr|ticket|case|incident|заявк\w|обращени\w|sak|anfrage)\.?\s?#?\s?)(\d{4,})\b", re.IGNORECASE
)
_STAMP = re.compile(r"\s*(?:\[[^\]]{1,60}\]|\{[^}]{1,60}\}|\([^)]{0,20}\d{3,}[^)]{0,20}\))\s*")
_MARK = re.compile(r"\s*([^:：]{1,30})[:：]\s*")
_REPLIES = frozenset(
    {"re", "aw", "antw", "sv", "vs", "ref", "rif", "odp", "ynt", "res", "отв", "ответ", "回复", "返信"}
)
"""What mail programs put before the subject that is answered."""

_Subject = tuple[str, str]
"""A subject, and the requester who had it, empty for anybody."""


def follow_ups(tickets: Sequence[Ticket]) -> list[bool]:
    """Whether each points back to another of them that is no younger.

    One does that names the other's id in its subject or its first words (an id with letters as it is, a bare number
    only behind `#` or a word for ticket), or whose subject is the other's behind a mark of a reply (`RE:`, `AW:`) or,
    from the same requester, behind any other word and a colon (`Reminder:`). Stamps such as `[Incident #204]` and the
    case of letters do not count; subjects of fewer than eight characters are never compared.
    """
    created = {_same(ticket.id): _when(ticket) for ticket in tickets if ticket.id}
    first: dict[_Subject, datetime] = {}
    for ticket in tickets:
        if bare := _same(_without_stamps(ticket.subject or "")):
            for key in {(bare, ""), (bare, ticket.requester_id or "")}:
                first[key] = min(first.get(key, _when(ticket)), _when(ticket))
    return [_names_another(ticket, created) or _answers(ticket, first) for ticket in tickets]


def _names_another(ticket: Ticket, created: Mapping[str, datetime]) -> bool:
    own, when = _same(ticket.id or ""), _when(ticket)
    named = (key for key in _codes(f"{ticket.subject or ''}\n{ticket.body or ''}"[:_READ]) if key in created)
    return any(key != own and created[key] <= when for key in named)


def _codes(text: str) -> Iterator[str]:
    yield from (_same(match[0]) for match in _CODE.finditer(text))
    yield from (match[1] for match in _NUMBER.finditer(text))


def _answers(ticket: Ticket, first: Mapping[_Subject, datetime]) -> bool:
    rest, is_reply = _without_stamps(ticket.subject or ""), False
    while mark := _MARK.match(rest):
        rest = _without_stamps(rest[mark.end() :])
        is_reply = is_reply or _same(mark[1]) in _REPLIES
        of_whom = "" if is_reply else ticket.requester_id or None
        earliest = first.get((_same(rest), of_whom)) if of_whom is not None else None
        if len(rest) >= _FEWEST_LETTERS and earliest is not None and earliest <= _when(ticket):
            return True
    return False


def _when(ticket: Ticket) -> datetime:
    return ticket.created_at or _ALWAYS


def _without_stamps(subject: str) -> str:
    return _STAMP.sub(" ", subject).strip()


def _same(text: str) -> str:
    return " ".join(text.casefold().split())
