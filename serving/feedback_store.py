"""The feedback store: what people and outcomes said of decisions, all of it kept."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from sqlalchemy import insert, select

from firstline.kb_index.database import Database
from firstline.serving.page import Page, PageQuery, select_page
from firstline.serving.tables import feedback

Action = Literal["accepted", "modified", "rejected", "withdrawn"]
Target = Literal["field", "duplicate", "article", "reply", "out_of_scope", "request_kind"]
Source = Literal["api", "outcome"]

HUMAN = "human"
"""The `actor` of an outcome of which the help desk says that a human set it (`set_by`); of others there is none."""


@dataclass(frozen=True, slots=True)
class FeedbackRecord:
    """One piece of feedback. Of several on the same part of a decision the last one counts."""

    id: str
    at: str
    decision_id: str
    ticket_id: str | None
    target: Target
    field: str | None
    action: Action
    final_value: str | None
    reason: str | None
    actor: str | None
    source: Source

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class FeedbackStore:
    """Feedback is added and read, never changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, records: Sequence[FeedbackRecord]) -> None:
        """Keep all of `records` or none."""
        if not records:
            return
        with self._database.write() as connection:
            connection.execute(insert(feedback), [asdict(record) for record in records])

    def of_decisions(self, decision_ids: Collection[str]) -> list[FeedbackRecord]:
        """All feedback on these decisions, oldest first."""
        statement = select(feedback).where(feedback.c.decision_id.in_(list(decision_ids))).order_by(feedback.c.seq)
        with self._database.read() as connection:
            return [_record(dict(row)) for row in connection.execute(statement).mappings()]

    def page(
        self,
        query: PageQuery,
        *,
        show: Callable[[FeedbackRecord], dict[str, Any] | None],
        decision_id: str | None = None,
    ) -> Page:
        """A page of what `show` makes of the feedback; that of which it makes None is passed over."""
        where = None if decision_id is None else feedback.c.decision_id == decision_id
        with self._database.read() as connection:
            return select_page(connection, feedback, query, show=lambda row: show(_record(row)), where=where)


def _record(row: Mapping[str, Any]) -> FeedbackRecord:
    return FeedbackRecord(**{name: value for name, value in row.items() if name != "seq"})
