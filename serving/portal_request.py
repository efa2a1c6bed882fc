"""The portal request: what a portal sends while a customer writes, and what came of it."""

from typing import Annotated, Literal

from pydantic import StrictBool, StrictStr, StringConstraints, model_validator

from firstline.serving.feedback_request import Value
from firstline.serving.triage_request import LanguageTag, StrictRequest

EventType = Literal["shown", "opened", "solved", "not_related", "did_not_answer", "asked_person", "submitted"]
Name = Annotated[StrictStr, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Url = Annotated[str, StringConstraints(max_length=4000)]


class PortalRequest(StrictRequest):
    """`POST /v1/portal/suggest`. `page_url` and `requester_token` are read and not kept; of the latter the requester's
    id is. A `trial` is somebody's who tries the portal out: never held out, and counted nowhere.
    """

    text: str
    subject: str | None = None
    language: LanguageTag | None = None
    product: Value | None = None
    region: Value | None = None
    brand: Value | None = None
    page_url: Url | None = None
    interaction_id: Name | None = None
    requester_token: Url | None = None
    trial: StrictBool = False

    def __repr__(self) -> str:
        return "PortalRequest()"

    __str__ = __repr__


class PortalEvent(StrictRequest):
    """`POST /v1/portal/events`."""

    interaction_id: Name
    type: EventType
    article_id: Value | None = None
    ticket_id: Value | None = None

    @model_validator(mode="after")
    def _about_an_article(self) -> "PortalEvent":
        if self.type == "opened" and self.article_id is None:
            raise ValueError("article_id is required when the type is opened")
        return self
