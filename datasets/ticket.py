"""The ticket: one request to a help desk, with all that is known of it."""

import math
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from firstline.datasets.characters import without_invisible
from firstline.datasets.timestamp import Timestamp
from firstline.datasets.web_address import safe_address

TARGET_FIELDS = ("category", "priority", "skill_group")
_ARROW = re.compile("[-=–]*>|[→➔⇒]")


def _identifier(value: object) -> object:
    """Exports write ids and codes as numbers; they are strings here."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return value
    return str(int(value)) if value == value // 1 else str(value)


def _several(value: object) -> object:
    """A list, or a CSV cell with `;` between its parts."""
    if value is None or value == "":
        return ()
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(";") if part.strip())
    if isinstance(value, list | tuple):
        value = [part.strip() if isinstance(part, str) else part for part in value]
        if "" in value:
            raise ValueError("a name in the list is empty; leave it out, or the whole list")
    return value


def _hops(value: object) -> object:
    """A list of groups, or a CSV cell such as `A>B>A`, also `A -> B → A`."""
    if value is None or value == "":
        return ()
    if isinstance(value, str):
        return tuple(part.strip() for part in _ARROW.split(value) if part.strip())
    return value


def _setters(value: object) -> object:
    """Columnar exports fill up a map with nulls, or write it as a list of pairs."""
    if isinstance(value, list):
        value = dict(value) if all(isinstance(pair, list | tuple) and len(pair) == 2 for pair in value) else value
    return {key: part for key, part in value.items() if part is not None} if isinstance(value, dict) else value


def _blank_is_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


Identifier = Annotated[str, BeforeValidator(_identifier, json_schema_input_type=str | float)]
Label = Annotated[str | None, BeforeValidator(_identifier), BeforeValidator(_blank_is_none)]
WebAddress = Annotated[Label, AfterValidator(safe_address)]
Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]
Several = Annotated[tuple[Identifier, ...], BeforeValidator(_several)]
Hops = Annotated[tuple[Identifier, ...], BeforeValidator(_hops)]
Number = Annotated[float | None, BeforeValidator(_blank_is_none)]


class Message(BaseModel):
    """One message of a ticket's thread."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, extra="ignore")

    id: Label = None
    at: Timestamp = None
    author: Literal["customer", "agent", "system"]
    public: bool = True
    text: Text = Field(default="", validation_alias=AliasChoices("text", "body"), repr=False)


class Ticket(BaseModel):
    """A ticket as a desk's export or an HTTP call gives it (design.md, section 4).

    Unknown keys are kept in `model_extra`. Validate with `context={"time_zone": ZoneInfo}` to read times that
    carry no offset; without it they are UTC. The repr shows no text.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, extra="allow")

    id: Identifier = ""
    url: WebAddress = None
    created_at: Timestamp = None
    updated_at: Timestamp = None
    first_response_at: Timestamp = None
    resolved_at: Timestamp = None
    closed_at: Timestamp = None
    channel: Label = None
    language: Label = None
    brand: Label = None
    product: Label = None
    region: Label = None
    service_level: Label = None
    audience: Label = None
    requester_id: Label = None
    organization_id: Label = None
    subject: Text = Field(default="", repr=False)
    body: Text = Field(default="", validation_alias=AliasChoices("body", "text"), repr=False)
    messages: tuple[Message, ...] = Field(default=(), repr=False)
    attachments: Any = Field(default=None, repr=False)
    mail_headers: Any = Field(default=None, repr=False)
    category: Label = None
    priority: Label = None
    skill_group: Label = None
    line: Label = None
    status: Label = None
    duplicate_of: Label = None
    article_ids: Several = ()
    resolution: Annotated[str | None, BeforeValidator(_blank_is_none)] = Field(default=None, repr=False)
    group_history: Hops = ()
    reassignments: Number = None
    reopened: Any = None
    handle_minutes: Number = None
    csat: Number = None
    set_by: Annotated[Mapping[str, Literal["human", "machine", "rule"]], BeforeValidator(_setters)] = Field(
        default_factory=dict
    )
    restricted_to: Several = ()

    @model_validator(mode="before")
    @classmethod
    def _empty_cells(cls, data: Any) -> Any:
        """An empty container cell counts as missing, and so does NaN, which data frames write for it."""
        if not isinstance(data, Mapping):
            return data
        cells = {key: value for key, value in data.items() if value is not None and not _is_nan(value)}
        for key in _CONTAINERS.intersection(cells):
            if cells[key] == "":
                del cells[key]
        if cells.get("text") and not cells.get("body"):
            cells["body"] = cells.pop("text")
        return cells

    def label(self, field: str) -> str | None:
        """The value of a closed-list field, canonical or extra, or None where it is missing.

        Control characters and invisible padding, which would make a class of their own, are out of it.
        """
        value = getattr(self, field, None) if field in Ticket.model_fields else (self.model_extra or {}).get(field)
        if value is None or isinstance(value, list | tuple | dict):
            return None
        text = visible_label(str(_identifier(value)))
        return text if text.strip() else None

    def __repr__(self) -> str:
        return f"Ticket(id={self.id!r})"

    __str__ = __repr__


def visible_label(value: str) -> str:
    """A label as it is seen; blanks stay."""
    return value if value.isascii() and value.isprintable() else without_invisible(value)


def _is_nan(value: object) -> bool:
    return isinstance(value, float) and math.isnan(value)


_CONTAINERS = frozenset({"messages", "set_by", "attachments", "mail_headers"})
CANONICAL_COLUMNS = tuple(Ticket.model_fields)
