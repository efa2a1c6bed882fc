"""The decision store: what triage answered, kept without the words of the ticket unless the policy says so."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert, select

from firstline.datasets.errors import NotFoundError
from firstline.kb_index.database import Database
from firstline.serving.page import Page, PageQuery, select_page
from firstline.serving.shared_turn import SharedTurn
from firstline.serving.tables import decisions

_MOST_IN_ONE_COMMIT = 64
_RESTRICTED_TO = "restricted_to"
_ASKED_TEXT = "asked_text"


@dataclass(frozen=True, slots=True)
class Decision:
    """One answer of triage. `text_sha256` tells whether two decisions read the same text, and nothing else of it.

    `restricted_to` are the groups that alone may see the ticket, as it was sent; see `viewer` for what that means.
    `asked_text` is what was read, redacted, where the desk's policy keeps it.
    """

    id: str
    ticket_id: str | None
    at: str
    text_sha256: str
    answer: Mapping[str, Any]
    restricted_to: tuple[str, ...] = ()
    asked_text: str | None = field(default=None, repr=False)

    @property
    def fields(self) -> Mapping[str, Mapping[str, Any]]:
        """Field name to what was said of it."""
        fields: Mapping[str, Mapping[str, Any]] = self.answer.get("fields", {})
        return fields

    def as_json(self) -> dict[str, Any]:
        return {"decision_id": self.id, "ticket_id": self.ticket_id, "created_at": self.at} | {
            "text_sha256": self.text_sha256,
            **({} if self.asked_text is None else {_ASKED_TEXT: self.asked_text}),
            **self.answer,
        }


class DecisionStore:
    """Decisions are added and read, never changed. Those of requests that arrive together share one commit."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turn: SharedTurn[Sequence[Decision], None] = SharedTurn(self._insert, limit=_MOST_IN_ONE_COMMIT)

    def add(self, new: Sequence[Decision]) -> None:
        """Keep `new`; when this returns they survive the death of the process."""
        if new:
            self._turn.do(new)

    def get(self, decision_id: str) -> Decision:
        """Raises NotFoundError when nobody knows the id."""
        with self._database.read() as connection:
            row = connection.execute(select(decisions).where(decisions.c.id == decision_id)).mappings().first()
        if row is None:
            raise unknown_decision()
        return _decision(dict(row))

    def of_ticket(self, ticket_id: str) -> list[Decision]:
        """All decisions about a ticket, oldest first."""
        statement = select(decisions).where(decisions.c.ticket_id == ticket_id).order_by(decisions.c.seq)
        with self._database.read() as connection:
            return [_decision(dict(row)) for row in connection.execute(statement).mappings()]

    def page(self, query: PageQuery, *, show: Callable[[Decision], dict[str, Any] | None]) -> Page:
        """A page of what `show` makes of the decisions; those of which it makes None are passed over."""
        with self._database.read() as connection:
            return select_page(connection, decisions, query, show=lambda row: show(_decision(row)))

    def _insert(self, pieces: Sequence[Sequence[Decision]]) -> list[None]:
        rows = [
            {
                "id": one.id,
                "ticket_id": one.ticket_id,
                "at": one.at,
                "text_sha256": one.text_sha256,
                "answer": _stored(one),
            }
            for piece in pieces
            for one in piece
        ]
        with self._database.write() as connection:
            connection.execute(insert(decisions), rows)
        return [None] * len(pieces)


def unknown_decision() -> NotFoundError:
    """The same for what is not there and for what the viewer may not see."""
    return NotFoundError("no decision has that decision_id; POST /v1/triage gives one")


def _stored(one: Decision) -> Mapping[str, Any]:
    """Within the JSON: a state of an earlier version has no columns for it."""
    more: dict[str, Any] = {_RESTRICTED_TO: list(one.restricted_to)} if one.restricted_to else {}
    if one.asked_text is not None:
        more[_ASKED_TEXT] = one.asked_text
    return {**one.answer, **more} if more else one.answer


def _decision(row: Mapping[str, Any]) -> Decision:
    answer = dict(row["answer"])
    restricted_to, asked = tuple(answer.pop(_RESTRICTED_TO, ())), answer.pop(_ASKED_TEXT, None)
    return Decision(row["id"], row["ticket_id"], row["at"], row["text_sha256"], answer, restricted_to, asked)
