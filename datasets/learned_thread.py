"""The learned thread: who wrote a message, when and for whom, found by looking at conversations."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from firstline.datasets.column_names import plain_name
from firstline.datasets.field_path import look_up
from firstline.datasets.preset import Names, Thread
from firstline.datasets.record_columns import columns_of, records_in
from firstline.datasets.record_text import label_text, plain_words
from firstline.datasets.thread_messages import says_note


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split("|"))


_PERSONS = (
    "author|sender|from|user|creator|created by|posted by|written by|writer|actor|participant|by|автор|отправитель"
)
_KINDS = "type|role|kind|тип|роль"
_ALONE = (
    "type|role|kind|direction|email direction|emaildirection|message type|comment type|message direction|тип|роль|"
    "направление|sender|from|author|автор"
)
_ROLES = _names(_ALONE) | {f"{who} {kind}" for who in _names(_PERSONS) for kind in _names(_KINDS)}
_ROLES |= {f"{kind} {who}" for who in ("автора", "отправителя") for kind in ("тип", "роль")}
_ASKED = _names(
    "customer|client|incoming|inbound|is incoming|is inbound|from customer|is customer|by customer|is from customer|"
    "from client|"
    "is from client|customer message|от клиента|входящее"
)
"""Names of a yes or no that a customer's message answers with yes."""
_ANSWERED = _names(
    "is staff|is agent|staff|from agent|from staff|by staff|by agent|is from agent|is outgoing|outgoing|outbound|"
    "is outbound|is support|is admin|is employee|от сотрудника|исходящее"
)
_TIMES_TEXT = (
    "created at|created|created on|created time|created date|created datetime|sent at|sent|sent on|sent time|sent date|"
    "sent datetime|received datetime|posted datetime|"
    "published at|posted at|posted on|posted|received at|received|date|datetime|date time|timestamp|time|at|ts|"
    "date created|date creation|дата|время|дата создания|создано|отправлено|erstellt|erstellt am|gesendet|"
    "gesendet am|datum|sendt|opprettet|dato|tidspunkt"
)
_TIMES = tuple(_TIMES_TEXT.split("|"))
_AUTHORS = frozenset(
    f"{who}{what}" for who in _PERSONS.split("|") for what in ("", " id", " email", " mail", " address", " e mail")
)
_CUSTOMER = _names(
    "customer|client|end user|enduser|requester|reporter|contact|visitor|lead|guest|caller|inbound|incoming|"
    "received|клиент|заявитель|входящее|входящий|входящая|kunde|melder|anforderer|eingehend|innmelder|innkommende"
)
_AGENT = _names(
    "agent|staff|admin|administrator|operator|employee|technician|support|team|teammate|moderator|outbound|"
    "outgoing|sent|note|internal|internal note|private note|сотрудник|оператор|агент|специалист|исходящее|"
    "исходящий|исходящая|заметка|mitarbeiter|bearbeiter|techniker|ausgehend|notiz|saksbehandler|notat|utgående"
)
_SYSTEM = _names("system|bot|automation|workflow|lineitem|line item|система|робот")
_NEUTRAL = re.compile(r" ?\b(?:message|reply|email|mail|comment|post|response|web|chat|portal|сообщение)\b ?")
KINDS_OF_MESSAGE = _names(
    "type|kind|message type|comment type|part type|entry type|note type|article type|visibility|тип|видимость|"
    "sichtbarkeit|synlighet"
)
_TEXTS = _names(
    "body|body text|body html|body plain|text|plain text|text body|html body|content|message|message text|"
    "message body|comment body|comment|note|note text|comment text|description|текст|сообщение|комментарий|"
    "nachricht|inhalt|kommentar|"
    "melding|innhold"
)
_EITHER = frozenset({"user", "пользователь", "bruker", "benutzer"})
"""Whoever is no customer where there are customers, and whoever is no agent where there are agents."""
_NOT_KNOWN_YET = _names("lead|visitor|guest|anonymous")
"""Customers whom a help desk does not know; beside them and agents, a `user` is a customer whom it knows."""
_PRIVATE = _names("private|is private|internal|is internal|is note|internal note|is internal note|hidden")
_PUBLIC = _names("public|is public|visible to customer")
_YES_NO = {"true": True, "yes": True, "1": True, "да": True, "false": False, "no": False, "0": False, "нет": False}
_DIRECTIONS = {"i": "customer", "in": "customer", "o": "agent", "out": "agent"}
_MOST_LOOKED_AT = 5_000


def learned_thread(thread: Thread, path: str, records: Iterable[Mapping[str, Any]]) -> Thread:
    """What a conversation that no preset knows is made of.

    A role counts when its values tell customers from others. `user` is a customer beside agents, and an agent beside
    customers; beside both it is a customer where the other customers are only leads or visitors; alone it says nothing,
    for then everybody is a user. Nor does `is_staff` where it is always no.

    Args:
        path: where the messages of each of `records` lie.
    """
    cells: dict[str, list[Any]] = {}
    number = 0
    for record in records:
        for message in records_in(look_up(record, path)):
            number += 1
            for name, value in columns_of(message):
                cells.setdefault(name, []).append(value)
        if number >= _MOST_LOOKED_AT:
            break
    plain = {name: plain_name(name) for name in cells}
    told = [(name, found) for name in cells if (found := author_meanings(_asked_of(plain[name], name), cells[name]))]
    told.sort(key=lambda pair: _strength(pair[1], cells[pair[0]]), reverse=True)
    times = sorted((name for name in cells if plain[name] in _TIMES), key=lambda name: _TIMES.index(plain[name]))
    return replace(
        thread,
        text=_more(tuple(filter(_is_text_within, cells)), (*thread.text, *(n for n in cells if plain[n] in _TEXTS))),
        role=(),
        told=tuple(told),
        at=(*thread.at, *(name for name in times if name not in thread.at)),
        author=_more(thread.author, (name for name in cells if plain[name] in _AUTHORS)),
        public=_more(thread.public, (name for name in cells if plain[name] in _PUBLIC)),
        private=_more(thread.private, (name for name in cells if plain[name] in _PRIVATE)),
        notes=tuple(name for name in cells if plain[name] in KINDS_OF_MESSAGE and _has_notes(cells[name])),
    )


def _asked_of(plain: str, name: str) -> str:
    """`author.is_staff` asks what `is_staff` does, of whoever wrote it."""
    last = plain_name(name.rpartition(".")[2])
    return last if last in _ASKED | _ANSWERED else plain


def _is_text_within(name: str) -> bool:
    """Whether a path leads to a text inside a text: `content.message`."""
    return "." in name and all(plain_name(step) in _TEXTS for step in name.split("."))


def _more(known: Names, found: Iterable[str]) -> Names:
    return tuple(dict.fromkeys((*known, *found)))


def author_meanings(plain: str, cells: Sequence[Any]) -> Mapping[str, str]:
    """What the values of one key, of this name in plain words, say of the author: value (in lower case) → customer,
    agent or system.
    """
    values = Counter(_text(cell) for cell in cells)
    if plain in _ASKED | _ANSWERED:
        asking, other = ("customer", "agent") if plain in _ASKED else ("agent", "customer")
        said = values.keys() - {""}
        if said <= _YES_NO.keys() and (len(said) > 1 or plain in _ASKED):
            return {value: asking if _YES_NO[value] else other for value in values if value}
    if plain not in _ROLES:
        return {}
    known = {value: role for value in values if (role := _role(value))}
    if plain.endswith("direction"):
        known |= {value: role for value, role in _DIRECTIONS.items() if value in values}
    if either := _EITHER & {plain_words(value) for value in values}:
        roles = set(known.values()) & {"customer", "agent"}
        customers = {plain_words(value) for value, role in known.items() if role == "customer"}
        if len(roles) == 1 or (roles and customers <= _NOT_KNOWN_YET):
            other = "agent" if roles == {"customer"} else "customer"
            known |= {value: other for value in values if plain_words(value) in either}
    return known


def _role(value: str) -> str | None:
    words = plain_words(value)
    for candidate in (words, " ".join(_NEUTRAL.sub(" ", words).split())):
        for role, names in (("customer", _CUSTOMER), ("agent", _AGENT), ("system", _SYSTEM)):
            if candidate in names:
                return role
    return None


def _strength(meanings: Mapping[str, str], cells: Sequence[Any]) -> tuple[bool, bool, int]:
    """Keys that tell customers from agents come first, then those that tell most messages."""
    roles = set(meanings.values())
    told = sum(_text(cell) in meanings for cell in cells)
    return {"customer", "agent"} <= roles, "customer" in roles, told


def _has_notes(cells: Sequence[Any]) -> bool:
    return any(says_note(_text(cell)) for cell in cells)


def _text(cell: Any) -> str:
    return (label_text(cell) or "").casefold()
