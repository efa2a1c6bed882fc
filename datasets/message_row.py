"""The message row: a row of an export that is one message of a conversation, with who wrote it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from firstline.datasets.column_names import plain_name
from firstline.datasets.export_mapping import ExportMapping
from firstline.datasets.field_path import look_up
from firstline.datasets.learned_thread import KINDS_OF_MESSAGE, author_meanings
from firstline.datasets.record_text import label_text
from firstline.datasets.thread_messages import says_note

_BOTH = frozenset({"customer", "agent"})


@dataclass(frozen=True, slots=True)
class MessageRows:
    """`column` tells who wrote each row's text, by `meanings` (in lower case) → customer, agent or system; `notes` are
    columns that may say that it is a note.
    """

    column: str
    meanings: Mapping[str, str]
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, mapping: ExportMapping) -> MessageRows | None:
        """How the rows of a log tell who wrote them; None where they do not, or where they hold no text."""
        if mapping.thread or mapping.is_ours or "body" not in mapping.columns.values():
            return None
        told = (
            (guess.theirs, author_meanings(plain_name(guess.theirs), guess.profile.values)) for guess in mapping.guesses
        )
        found = next(((name, meanings) for name, meanings in told if set(meanings.values()) >= _BOTH), None)
        if found is None:
            return None
        kinds = (g for g in mapping.guesses if plain_name(g.theirs) in KINDS_OF_MESSAGE)
        notes = tuple(g.theirs for g in kinds if any(says_note(value.casefold()) for value in g.profile.values))
        return cls(*found, notes)

    def message(self, values: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any] | None:
        """The message of a row; None where it has no text. What no value tells is an agent's.

        Args:
            values: the row as it came.
            found: the same under our names.
        """
        text = found.get("body")
        if not text:
            return None
        note = any(says_note(_plain(values, name)) for name in self.notes)
        author = "agent" if note else self.meanings.get(_plain(values, self.column), "agent")
        at = {"at": found["created_at"]} if found.get("created_at") else {}
        return {"author": author, "public": not note, "text": text, **at}


def with_messages(
    ticket: dict[str, Any], rows: Sequence[Mapping[str, Any]], messages: Sequence[dict[str, Any] | None]
) -> dict[str, Any]:
    """A ticket with its messages in place of a text; who asked is who wrote the customer's first one.

    Args:
        rows: the rows of the ticket under our names, oldest first.
        messages: that of each of them.
    """
    whole = {name: value for name, value in ticket.items() if name not in ("body", "requester_id")}
    pairs = zip(rows, messages, strict=True)
    asked = (row.get("requester_id") for row, message in pairs if message and message["author"] == "customer")
    requester = next((person for person in asked if person), None)
    whole["messages"] = [message for message in messages if message]
    return whole | ({"requester_id": requester} if requester else {})


def _plain(values: Mapping[str, Any], name: str) -> str:
    return (label_text(look_up(values, name)) or "").casefold()
