"""The feedback request: what somebody did with a decision."""

from typing import Annotated, Any

from pydantic import Field, StringConstraints, model_validator

from firstline.datasets.ticket import Identifier
from firstline.serving.feedback_store import Action, Target
from firstline.serving.triage_request import StrictRequest

Value = Annotated[Identifier, StringConstraints(min_length=1, max_length=500)]
Words = Annotated[str, StringConstraints(max_length=2000)]


class FeedbackItem(StrictRequest):
    """One piece of feedback on one part of a decision.

    `field` names the field when `target` is `field`. `final_value` is what it should have been: a value of the field,
    a request kind, or the id of the ticket, article or reply that `target` speaks of. Without a `decision_id` it is
    about the last decision of `ticket_id`.
    """

    decision_id: Value | None = None
    ticket_id: Value | None = None
    target: Target = "field"
    field: Value | None = None
    action: Action
    final_value: Value | None = None
    reason: Words | None = None
    actor: Value | None = None


class FeedbackRequest(StrictRequest):
    """`POST /v1/feedback`: one item, or several as `items`, all of which are kept or none.

    `decision_id`, `ticket_id` and `actor` beside `items` stand for every item that does not say otherwise.
    """

    decision_id: Value | None = None
    ticket_id: Value | None = None
    target: Target = "field"
    field: Value | None = None
    action: Action | None = None
    final_value: Value | None = None
    reason: Words | None = None
    actor: Value | None = None
    items: Annotated[tuple[FeedbackItem, ...], Field(min_length=1, max_length=256)] | None = None

    @model_validator(mode="after")
    def _one_or_several(self) -> "FeedbackRequest":
        if self.items is None and self.action is None:
            raise ValueError("action is required: accepted, modified, rejected or withdrawn")
        alone = {"target", "field", "action", "final_value", "reason"} & self.model_fields_set
        if self.items is not None and alone:
            raise ValueError(f"{', '.join(sorted(alone))} belongs inside each of items")
        return self

    def each(self) -> list[tuple[str, FeedbackItem]]:
        """The items with the JSON Pointer of each."""
        if self.items is None:
            return [("#", FeedbackItem(**self.model_dump(exclude={"items"})))]
        shared: dict[str, Any] = {"decision_id": self.decision_id, "ticket_id": self.ticket_id, "actor": self.actor}
        return [(f"#/items/{n}", _filled(item, shared)) for n, item in enumerate(self.items)]


def _filled(item: FeedbackItem, shared: dict[str, Any]) -> FeedbackItem:
    """An item that names its own decision or ticket takes neither from beside `items`."""
    own = item.decision_id is not None or item.ticket_id is not None
    missing = {"actor": item.actor or shared["actor"]}
    if not own:
        missing |= {"decision_id": shared["decision_id"], "ticket_id": shared["ticket_id"]}
    return item.model_copy(update=missing)
