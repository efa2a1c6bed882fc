"""Feedback: what people say of decisions, and what the end of a ticket says of them."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from firstline.datasets.errors import NotFoundError
from firstline.datasets.redaction import PERSONAL_KINDS, redact
from firstline.datasets.request_kind import KINDS, REQUEST_KIND
from firstline.datasets.ticket import Ticket
from firstline.kb_index.ticket_index import is_open
from firstline.serving.clock import now, stamp
from firstline.serving.decision_store import Decision, DecisionStore
from firstline.serving.desk_lists import CurrentLists, DeskLists
from firstline.serving.feedback_request import FeedbackItem
from firstline.serving.feedback_store import HUMAN, Action, FeedbackRecord, FeedbackStore, Source
from firstline.serving.field_answer import set_by_a_person
from firstline.serving.metrics import Metrics
from firstline.serving.problems import invalid

_SHOWN = 15
_NOTHING_SAID: Mapping[str, Any] = {"value": None, "alternatives": ()}
_REFERRING = frozenset({"duplicate", "article", "reply"})


class Feedback:
    """Takes feedback in: resolves what it is about, refuses what cannot be, keeps the rest.

    Args:
        lists: the desk's closed lists at any moment, which a final value is checked against.
        redacts: the kinds of personal data that are taken out of a reason before it is kept.
    """

    def __init__(
        self,
        decisions: DecisionStore,
        store: FeedbackStore,
        *,
        lists: CurrentLists,
        metrics: Metrics,
        redacts: Collection[str] = PERSONAL_KINDS,
    ) -> None:
        self._decisions = decisions
        self._store = store
        self._lists = lists
        self._metrics = metrics
        self._redacts = redacts

    def take(self, items: Sequence[tuple[str, FeedbackItem]]) -> list[FeedbackRecord]:
        """Keep all of `items`, each with its JSON Pointer, or none.

        Raises:
            NotFoundError: an unknown decision, or a ticket without one.
            ProblemError: 422, an item that its decision cannot have.
        """
        lists = self._lists.now()
        records = [self._record(pointer, item, lists) for pointer, item in items]
        self._keep(records)
        return records

    def take_outcomes(self, tickets: Sequence[Ticket]) -> None:
        """Keep what finished tickets say of their decisions; saying the same again adds nothing.

        Only values that a person set are evidence (design.md, 3.12). One that the desk marks as set by a human keeps
        that mark: it outranks what was said before, which an unmarked one does not.
        """
        for ticket in tickets:
            if not is_open(ticket):
                self._keep(self._outcomes(ticket))

    def _keep(self, records: Sequence[FeedbackRecord]) -> None:
        self._store.add(records)
        for record in records:
            self._metrics.fed_back(target=record.target, action=record.action, source=record.source)

    def _record(self, pointer: str, item: FeedbackItem, lists: DeskLists) -> FeedbackRecord:
        decision = self._decision(pointer, item)
        if item.target == "field":
            item = self._check_field(pointer, item, decision, lists)
        elif item.target == "request_kind" and item.field is None:
            self._check_kind(pointer, item, decision)
        elif item.field is not None:
            raise invalid(f"{pointer}/field", f"a field is named, but the target is {item.target}")
        elif item.target in _REFERRING and item.final_value is None and item.action != "withdrawn":
            raise invalid(f"{pointer}/final_value", f"the id of the {item.target} is wanted")
        if item.reason is not None:
            item = item.model_copy(update={"reason": redact(item.reason, self._redacts)})
        return _record(decision, item)

    def _decision(self, pointer: str, item: FeedbackItem) -> Decision:
        if item.decision_id is None and item.ticket_id is None:
            raise invalid(pointer, "a decision_id or a ticket_id is wanted")
        if item.decision_id is None:
            made = self._decisions.of_ticket(str(item.ticket_id))
            if not made:
                raise NotFoundError("no decision was made about that ticket_id")
            return made[-1]
        decision = self._decisions.get(item.decision_id)
        if item.ticket_id is not None and decision.ticket_id != item.ticket_id:
            raise invalid(f"{pointer}/ticket_id", "the decision is about another ticket; leave one of the two out")
        return decision

    def _check_field(self, pointer: str, item: FeedbackItem, decision: Decision, lists: DeskLists) -> FeedbackItem:
        """The item with its value under the name that it has now."""
        field = item.field
        if field is None:
            raise invalid(f"{pointer}/field", "required, but missing")
        if field not in decision.fields:
            known = ", ".join(decision.fields)
            raise invalid(f"{pointer}/field", f"the decision says nothing of that field; it has {known}")
        said = _under_present_names(decision.fields[field], field, lists)
        if item.final_value is not None:
            item = item.model_copy(update={"final_value": lists.current_name(field, item.final_value)})
        listed = lists.fields[field].values if field in lists.fields else ()
        self._check_value(pointer, item, said, field, listed)
        return item

    def _check_kind(self, pointer: str, item: FeedbackItem, decision: Decision) -> None:
        """A person may name the kind also where nothing said one."""
        said = decision.answer.get("request_kind")
        if said is None and item.action == "accepted":
            raise invalid(f"{pointer}/action", "the decision says nothing of the request kind; name it with modified")
        learned = self._lists.request_kinds
        self._check_value(pointer, item, said or _NOTHING_SAID, REQUEST_KIND, tuple(dict.fromkeys((*KINDS, *learned))))

    @staticmethod
    def _check_value(
        pointer: str, item: FeedbackItem, said: Mapping[str, Any], name: str, listed: Sequence[str]
    ) -> None:
        if item.action == "modified" and item.final_value is None:
            raise invalid(f"{pointer}/final_value", "required when the action is modified")
        if item.final_value is None:
            return
        if item.action == "accepted" and item.final_value != said["value"]:
            raise invalid(f"{pointer}/final_value", "an accepted value is the decision's; for another use modified")
        named = {said["value"], *(candidate["value"] for candidate in said["alternatives"])}
        # What the decision itself named counts too: it may be an earlier bundle's.
        if item.final_value not in named | set(listed):
            few = ", ".join(listed[:_SHOWN]) + (", …" if len(listed) > _SHOWN else "")
            raise invalid(f"{pointer}/final_value", f"not in the closed list of {name}: {few}")

    def _outcomes(self, ticket: Ticket) -> list[FeedbackRecord]:
        lists = self._lists.now()
        decisions = self._decisions.of_ticket(ticket.id)
        earlier = self._store.of_decisions([decision.id for decision in decisions])
        known = {
            (e.decision_id, e.field): (lists.current_name(e.field or "", e.final_value or ""), e.actor)
            for e in earlier
            if e.source == "outcome"
        }
        records = []
        for decision in decisions:
            for field, raw in decision.fields.items():
                said = _under_present_names(raw, field, lists)
                final = _final_value(ticket, field, said["value"], lists)
                actor = HUMAN if ticket.set_by.get(field) == HUMAN else None
                if final is None or known.get((decision.id, field)) in ((final, actor), (final, HUMAN)):
                    continue
                action: Action = "accepted" if final == said["value"] else "modified"
                item = FeedbackItem(field=field, action=action, final_value=final, actor=actor)
                records.append(_record(decision, item, source="outcome"))
        return records


def _under_present_names(said: Mapping[str, Any], field: str, lists: DeskLists) -> dict[str, Any]:
    """What a decision said of a field, in the words of today."""
    value = said["value"]
    return {
        "value": None if value is None else lists.current_name(field, value),
        "alternatives": [{"value": lists.current_name(field, named["value"])} for named in said["alternatives"]],
    }


def _final_value(ticket: Ticket, field: str, said: str | None, lists: DeskLists) -> str | None:
    """What a person left a finished ticket with; of several values the one that was said, where it is among them."""
    if not set_by_a_person(ticket, field):
        return None
    if field not in lists.fields:
        return ticket.label(field)
    carried = lists.fields[field].carried(ticket)
    return said if said in carried else next(iter(carried), None)


def _record(decision: Decision, item: FeedbackItem, *, source: Source = "api") -> FeedbackRecord:
    return FeedbackRecord(
        id=uuid.uuid4().hex,
        at=stamp(now()),
        decision_id=decision.id,
        ticket_id=decision.ticket_id,
        target=item.target,
        field=item.field,
        action=item.action,
        final_value=item.final_value,
        reason=item.reason,
        actor=item.actor,
        source=source,
    )
