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
from firstline.serving.feedback_store import HUMAN, FeedbackRecord
from firstline.serving.field_answer import set_by_a_person
from firstline.serving.field_list_store import read_changes
from firstline.serving.tables import decisions, feedback

_AT_ONCE = 1000

Key = tuple[str, str]
"""A ticket's id and a field."""


@dataclass(slots=True)
class _Told:
    """What is known of one field of one ticket while the history is read.

    `automatic` are values that Firstline set. `person` is the last word of a person on a decision, `marked` the last
    outcome that the desk says a human set, `outcome` the last of the others that is no echo.
    """

    automatic: set[str] = field(default_factory=set)
    person: FinalLabel | None = None
    marked: str | None = None
    outcome: str | None = None
    marked_last: bool = False

    @property
    def rejected(self) -> frozenset[str]:
        """What a person refused and named nothing for, unless a human set it again since."""
        refused = self.person is not None and self.person.value is None and not self.marked_last
        return self.person.unconfirmed if refused and self.person else frozenset()

    @property
    def label(self) -> FinalLabel:
        """The newest word of a human; where there is none, an outcome that nobody doubts; else nothing."""
        if self.marked is not None and (self.marked_last or self.person is None):
            return FinalLabel(self.marked, "outcome")
        if self.person is not None and self.person.value is not None:
            return self.person
        for value in (self.marked, self.outcome):
            if value is not None and value not in self.rejected:
                return FinalLabel(value, "outcome")
        return FinalLabel(unconfirmed=frozenset(self.automatic) | self.rejected)


@dataclass(frozen=True, slots=True)
class FeedbackHistory:
    """The tickets that the state keeps, the final labels of all that were decided, and the lists as the desk has them.

    `without_ticket` counts feedback on decisions that named no ticket: nothing can be learned from it. `refused` are
    those whose value a person rejected last, naming no other: an older mark of a human on it counts no more.
    """

    tickets: Sequence[Ticket]
    labels: FinalLabels
    config: Config
    without_ticket: int
    refused: frozenset[Key] = frozenset()

    def over(self, history: Sequence[Ticket]) -> list[Ticket]:
        """The history with the final labels, then the finished tickets that only the state knows."""
        known = {ticket.id for ticket in history}
        own = [ticket for ticket in self.tickets if ticket.id not in known and self._teaches(ticket)]
        return list(with_final_labels(map(self._unmarked, (*history, *own)), self.labels, config=self.config))

    def _unmarked(self, ticket: Ticket) -> Ticket:
        """Without the mark of a human on what a person refused since."""
        kept = {name: setter for name, setter in ticket.set_by.items() if (ticket.id, name) not in self.refused}
        return ticket if len(kept) == len(ticket.set_by) else ticket.model_copy(update={"set_by": kept})

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
        labels[ticket_id][name] = known.label
    refused = frozenset(key for key, known in told.items() if known.rejected and known.label.value is None)
    return FeedbackHistory(tickets, labels, config, without, refused)


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
        _hear(known, record, said, final)
    return without


def _hear(known: _Told, record: FeedbackRecord, said: str | None, final: str | None) -> None:
    """Take in one more word on a field."""
    if record.source == "outcome":
        if final is not None and record.actor == HUMAN:
            known.marked, known.marked_last = final, True
        elif final is not None and final not in known.automatic:
            # The end of a ticket that carries what Firstline set is its own echo.
            known.outcome = final
        return
    known.marked_last = False
    value = final or (said if record.action == "accepted" else None)
    if record.action == "withdrawn":
        known.person = None
    elif value is None:
        known.person = FinalLabel(unconfirmed=frozenset(known.automatic | ({said} if said else set())))
    else:
        known.person = FinalLabel(value, "person")


def _read_outcomes(tickets: Sequence[Ticket], fields: set[str], config: Config, told: dict[Key, _Told]) -> None:
    """What people left finished tickets with, where nobody said more of it: tickets come by file too."""
    for ticket in tickets:
        if is_open(ticket):
            continue
        for name in fields:
            carried = ClosedList(name, config.field(name)).named(ticket)
            if not carried or not set_by_a_person(ticket, name):
                continue
            known = told[ticket.id, name]
            if known.label.value is not None:
                continue
            if ticket.set_by.get(name) == HUMAN and known.marked is None:
                known.marked, known.marked_last = carried[0], True
            elif known.label.unconfirmed.isdisjoint(carried):
                known.outcome = carried[0]


def _tickets(connection: Connection) -> Iterator[Ticket]:
    statement = select(TICKETS.c.content).where(TICKETS.c.deleted.is_(False)).order_by(TICKETS.c.id)
    for row in connection.execute(statement.execution_options(yield_per=_AT_ONCE)):
        yield Ticket.model_validate_json(row.content)
