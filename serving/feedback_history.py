"""The feedback history: what a desk's state knows of how its tickets ended."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.engine import Connection

from firstline.datasets.closed_list import ClosedList
from firstline.datasets.config import Config
from firstline.datasets.final_label import FinalLabel, FinalLabels, with_final_labels
from firstline.datasets.request_kind import REQUEST_KIND
from firstline.datasets.ticket import TARGET_FIELDS, Ticket
from firstline.kb_index.document_store import TICKETS
from firstline.kb_index.ticket_index import is_open
from firstline.serving.feedback_store import FeedbackRecord
from firstline.serving.field_answer import set_by_a_person
from firstline.serving.field_list_store import read_changes
from firstline.serving.tables import decisions, feedback

_AT_ONCE = 1000

Key = tuple[str, str]
"""A ticket's id and a field."""


@dataclass(slots=True)
class _Told:
    """What is known of one field of one ticket while the history is read."""

    automatic: set[str] = field(default_factory=set)
    said: FinalLabel | None = None


@dataclass(frozen=True, slots=True)
class FeedbackHistory:
    """The tickets that the state keeps, the final labels of all that were decided, and the lists as the desk has them.

    `without_ticket` counts feedback on decisions that named no ticket: nothing can be learned from it.
    """

    tickets: Sequence[Ticket]
    labels: FinalLabels
    config: Config
    without_ticket: int

    def over(self, history: Sequence[Ticket]) -> list[Ticket]:
        """The history with the final labels, then the finished tickets that only the state knows."""
        known = {ticket.id for ticket in history}
        own = [ticket for ticket in self.tickets if ticket.id not in known and self._teaches(ticket)]
        return list(with_final_labels([*history, *own], self.labels, config=self.config))

    def _teaches(self, ticket: Ticket) -> bool:
        """What an open ticket says may change yet; feedback on it counts."""
        confirmed = any(label.value is not None for label in self.labels.get(ticket.id, {}).values())
        return confirmed or not is_open(ticket)


def read_history(connection: Connection, config: Config, *, until_feedback: int | None = None) -> FeedbackHistory:
    """The history in one view of the state.

    Args:
        config: the desk's configuration; what was changed over HTTP is laid over its lists.
        until_feedback: only feedback up to this one, by `seq`.
    """
    changed = {name: config.field(name).changed_by(change.config) for name, change in read_changes(connection).items()}
    config = config.model_copy(update={"fields": {**config.fields, **changed}})
    told: dict[Key, _Told] = defaultdict(_Told)
    answers = _read_decisions(connection, config, told)
    without = _read_feedback(connection, config, told, answers, until_feedback)
    tickets = tuple(_tickets(connection))
    fields = {*TARGET_FIELDS, *changed, *(name for _, name in told)}
    _read_outcomes(tickets, fields, config, told)
    labels: dict[str, dict[str, FinalLabel]] = defaultdict(dict)
    for (ticket_id, name), known in told.items():
        labels[ticket_id][name] = known.said or FinalLabel(unconfirmed=frozenset(known.automatic))
    return FeedbackHistory(tickets, labels, config, without)


Answers = Mapping[Key, str]
"""A decision's id and a field → the value that was said."""


def _read_decisions(connection: Connection, config: Config, told: Mapping[Key, _Told]) -> Answers:
    """Which values Firstline permitted to be set without asking; what went to an audit has another tier."""
    answers: dict[Key, str] = {}
    statement = select(decisions.c.id, decisions.c.ticket_id, decisions.c.answer).order_by(decisions.c.seq)
    for row in connection.execute(statement.execution_options(yield_per=_AT_ONCE)):
        said = {**row.answer.get("fields", {}), REQUEST_KIND: row.answer.get("request_kind") or {}}
        for name, answer in said.items():
            if answer.get("value") is None:
                continue
            value = answers[row.id, name] = config.field(name).current_name(answer["value"])
            if row.ticket_id is None:
                continue
            # Another entry also where nothing was automatic: the field is one that this desk decides.
            known = told[row.ticket_id, name]
            if answer["tier"] == "auto" and "current" not in answer:
                known.automatic.add(value)
    return answers


def _read_feedback(
    connection: Connection, config: Config, told: Mapping[Key, _Told], answers: Answers, until: int | None
) -> int:
    """The last word on each field; how many had no ticket to be about."""
    statement = select(feedback).where(feedback.c.target.in_(["field", "request_kind"])).order_by(feedback.c.seq)
    if until is not None:
        statement = statement.where(feedback.c.seq <= until)
    without = 0
    for row in connection.execute(statement.execution_options(yield_per=_AT_ONCE)).mappings():
        record = FeedbackRecord(**{name: value for name, value in row.items() if name != "seq"})
        name = record.field or REQUEST_KIND
        if record.ticket_id is None:
            without += 1
            continue
        known = told[record.ticket_id, name]
        said = answers.get((record.decision_id, name))
        final = None if record.final_value is None else config.field(name).current_name(record.final_value)
        known.said = _after(known, record, said, final)
    return without


def _after(known: _Told, record: FeedbackRecord, said: str | None, final: str | None) -> FinalLabel | None:
    """What is known of a field once this was said of it too."""
    if record.source == "outcome":
        # The end of a ticket that carries what Firstline set is its own echo.
        return known.said if final is None or final in known.automatic else FinalLabel(final, "outcome")
    if record.action == "withdrawn":
        return None
    value = final or (said if record.action == "accepted" else None)
    if value is None:
        return FinalLabel(unconfirmed=frozenset(known.automatic | ({said} if said else set())))
    return FinalLabel(value, "person")


def _read_outcomes(tickets: Sequence[Ticket], fields: set[str], config: Config, told: dict[Key, _Told]) -> None:
    """What people left finished tickets with, where nobody said more of it."""
    for ticket in tickets:
        if is_open(ticket):
            continue
        for name in fields:
            carried = ClosedList(name, config.field(name)).named(ticket)
            if not carried or not set_by_a_person(ticket, name):
                continue
            known = told[ticket.id, name]
            said = known.said
            doubted = known.automatic if said is None else said.unconfirmed
            surely = ticket.set_by.get(name) == "human" or doubted.isdisjoint(carried)
            if surely and (said is None or said.value is None):
                known.said = FinalLabel(carried[0], "outcome")


def _tickets(connection: Connection) -> Iterator[Ticket]:
    statement = select(TICKETS.c.content).where(TICKETS.c.deleted.is_(False)).order_by(TICKETS.c.id)
    for row in connection.execute(statement.execution_options(yield_per=_AT_ONCE)):
        yield Ticket.model_validate_json(row.content)
