"""The portal order: suggestions stay where they are while somebody types, unless another is clearly better."""

from collections.abc import Collection, Sequence
from typing import Protocol, TypeVar

CLEARLY_SURER = 0.2
"""By so much confidence an article has to lead before it takes another's place before a reader's eyes."""


class Hit(Protocol):
    @property
    def article_id(self) -> str: ...
    @property
    def score(self) -> float: ...
    @property
    def confidence(self) -> float: ...


H = TypeVar("H", bound=Hit)


def steady(
    hits: Sequence[H], *, shown: Sequence[str], enters: float, stays: float, limit: int, named: Collection[str] = ()
) -> list[H]:
    """At most `limit` of `hits`, those of `shown` in their places unless clearly beaten.

    Applied to its own result it changes nothing, so the same text again is answered the same.

    Args:
        hits: best first.
        shown: ids of the articles that are before the reader's eyes, from the top.
        enters: the confidence that it takes to be shown.
        stays: the lower one from which what is shown is left where it is: what comes and goes while somebody types
            helps nobody.
        named: ids of articles that are shown whatever their confidence, and at once where they belong: those with a
            code that was typed out.
    """
    seen = set(shown)
    found = {
        hit.article_id: hit
        for hit in hits
        if hit.article_id in named or hit.confidence >= (min(stays, enters) if hit.article_id in seen else enters)
    }
    kept = [found[article_id] for article_id in dict.fromkeys(shown) if article_id in found]
    order = [*kept, *(hit for hit in found.values() if hit.article_id not in seen)]
    rank = {article_id: place for place, article_id in enumerate(found)}

    def beats(one: H, other: H) -> bool:
        typed_out = one.article_id in named and other.article_id not in named
        clearly = typed_out or one.confidence - other.confidence >= CLEARLY_SURER
        return clearly and rank[one.article_id] < rank[other.article_id]

    # Each exchange puts two articles into the search's own order, so there is an end to it.
    place = 0
    while place + 1 < len(order):
        if beats(order[place + 1], order[place]):
            order[place], order[place + 1] = order[place + 1], order[place]
            place = max(place - 1, 0)
        else:
            place += 1
    return order[:limit]
