"""The request's need: whether an article could answer it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from firstline.datasets.request_kind import REQUEST_KIND, WITHOUT_ROUTE
from firstline.datasets.request_text import request_text
from firstline.datasets.scope_mark import marked_out_of_scope
from firstline.datasets.ticket import Ticket
from firstline.models.encoder import Vectors
from firstline.models.kind_decision import kind_decision
from firstline.models.prediction import Prediction

Need = Literal["article", "nothing", "stranger"]
"""`nothing` asks for no answer that an article could hold, `stranger` came to the wrong desk."""

WISHES = frozenset({"wish", "feature request", "feature"})
ASKS_NOTHING = WITHOUT_ROUTE | WISHES | {"chaser", "unclear"}
"""Kinds of requests that no article is wanted for."""

_CATEGORY = "category"
_AT_ONCE = 512


class RequestModel(Protocol):
    """What a bundle says of a request."""

    def predict(self, texts: Sequence[str], vectors: Vectors) -> list[Prediction]: ...


def request_needs(tickets: Sequence[Ticket], vectors: Vectors, model: RequestModel | None = None) -> list[Need]:
    """One need a ticket, by what the desk says of it, and where it says nothing by `model`.

    Args:
        vectors: of the tickets' `request_text`, raw, shape (tickets, d).
    """
    found: list[Need] = []
    for first in range(0, len(tickets), _AT_ONCE):
        some = tickets[first : first + _AT_ONCE]
        said: Sequence[Prediction | None] = [None] * len(some)
        if model is not None:
            said = model.predict([request_text(ticket) for ticket in some], vectors[first : first + _AT_ONCE])
        found += [_need(ticket, prediction) for ticket, prediction in zip(some, said, strict=True)]
    return found


def _need(ticket: Ticket, said: Prediction | None) -> Need:
    kind = (ticket.label(REQUEST_KIND) or "").casefold().replace("_", " ")
    if kind in ASKS_NOTHING:
        return "nothing"
    mark = marked_out_of_scope(ticket)
    if mark or (mark is None and said is not None and said.out_of_scope.flag and not _was_taken_in(ticket)):
        return "stranger"
    return "nothing" if not kind and said is not None and _asks_nothing(ticket, said) else "article"


def _was_taken_in(ticket: Ticket) -> bool:
    """Whether somebody answered it with an article or filed it: a new subject reads strange to a model too."""
    return bool(ticket.article_ids) or ticket.label(_CATEGORY) is not None


def _asks_nothing(ticket: Ticket, said: Prediction) -> bool:
    kind = kind_decision(ticket, said)
    return kind is not None and (kind.asks_nothing or kind.asks_again or (kind.is_settled and kind.value in WISHES))
