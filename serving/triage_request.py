"""The triage request: a ticket, and what is asked about it."""

from difflib import get_close_matches
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StringConstraints

from firstline.datasets.ticket import Ticket
from firstline.serving.caller import Caller
from firstline.serving.document_id import check_id
from firstline.serving.problems import invalid

Include = Literal["duplicates", "articles", "replies", "explanation"]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Groups = Annotated[tuple[Name, ...], Field(max_length=500)]
LanguageTag = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*$", max_length=35)]
TopK = Annotated[int, Field(strict=True, ge=1, le=50)]

_TEXT_KEYS = ("subject", "body", "text", "messages")
_LONGEST_KEY = 40
_MOST_KEYS = 50

DEFAULT_INCLUDE: tuple[Include, ...] = ("duplicates", "articles", "replies")


class StrictRequest(BaseModel):
    """A body whose keys are all known; others are named in a 422."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class TriageOptions(StrictRequest):
    """What to answer, and for whom.

    `fields`: all of the bundle's when left out. `explain` is the same as `explanation` in `include`. `top_k`: how many
    duplicates and articles. `exclude_groups`: skill groups that must not be proposed. `viewer_groups`: the groups of
    the agent who will read the answer; without any, nothing restricted is shown. `locale`: the language to prefer in
    articles. `dry_run`: nothing is stored, so no feedback can refer to the answer.
    """

    fields: Groups | None = None
    include: tuple[Include, ...] = DEFAULT_INCLUDE
    top_k: TopK = 5
    explain: StrictBool = False
    exclude_groups: Groups = ()
    viewer_groups: Groups = ()
    locale: LanguageTag | None = None
    dry_run: StrictBool = False

    @property
    def explains(self) -> bool:
        return self.explain or "explanation" in self.include

    def seen_by(self, caller: Caller) -> "TriageOptions":
        """The same, with no groups but those that the caller may see with."""
        return self.model_copy(update={"viewer_groups": caller.groups(self.viewer_groups)})


def _no_options(value: object) -> object:
    return {} if value is None else value


Options = Annotated[TriageOptions, BeforeValidator(_no_options)]


class TriageRequest(StrictRequest):
    """`POST /v1/triage`."""

    ticket: Ticket
    options: Options = TriageOptions()


class TriageBatchRequest(StrictRequest):
    """`POST /v1/triage/batch`: each ticket is validated by itself, so that a bad one spoils no other."""

    tickets: list[Any]
    options: Options = TriageOptions()


def check_ticket(ticket: Ticket, *, pointer: str = "#/ticket") -> None:
    """Raises ProblemError, 422, for a ticket without a text, or with an id that it could not be put under."""
    if ticket.id:
        check_id(ticket.id, pointer=f"{pointer}/id")
    require_text(ticket, pointer=f"{pointer}/body")


def require_text(ticket: Ticket, *, pointer: str) -> None:
    """Raises ProblemError, 422, for a ticket without a word in subject, body and messages."""
    if ticket.subject.strip() or ticket.body.strip() or any(message.text.strip() for message in ticket.messages):
        return
    raise invalid(pointer, f"no text came; a ticket needs a subject, a body or messages with some{_misspelt(ticket)}")


def _misspelt(ticket: Ticket) -> str:
    """The unknown keys that look like those of a text, and what was probably meant."""
    near = {
        key[:_LONGEST_KEY]: close[0]
        for key in list(ticket.model_extra or {})[:_MOST_KEYS]
        if (close := get_close_matches(key[:_LONGEST_KEY].casefold(), _TEXT_KEYS, n=1))
    }
    said = (
        f"; the unknown key {key!r} was kept as a field of the desk's own: is {meant!r} meant?"
        for key, meant in near.items()
    )
    return "".join(said)
