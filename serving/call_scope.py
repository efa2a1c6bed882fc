"""The call scope: which scopes of a key open which call."""

from typing import Final

from firstline.serving.api_key import ApiScope

PORTAL: Final = "/v1/portal/"

_READING = frozenset({"GET", "HEAD"})
_ASKS: tuple[ApiScope, ...] = ("predict",)

_BY_PREFIX: Final[tuple[tuple[str, tuple[ApiScope, ...], tuple[ApiScope, ...]], ...]] = (
    (PORTAL, ("portal", "predict"), ("portal", "predict")),
    ("/v1/articles/search", _ASKS, _ASKS),
    ("/v1/articles", ("articles", "predict"), ("articles",)),
    ("/v1/banners", ("articles", "predict"), ("articles",)),
    ("/v1/tickets", ("tickets", "predict"), ("tickets",)),
    ("/v1/feedback", ("reports", "feedback"), ("feedback",)),
    ("/v1/decisions", ("reports", "feedback"), ("reports",)),
    ("/v1/storms", ("reports", "predict"), ("reports",)),
    ("/v1/fields", ("predict", "feedback", "reports"), ("admin",)),
    ("/v1/model", ("predict", "feedback", "reports"), ("admin",)),
    ("/v1/triage", _ASKS, _ASKS),
    ("/v1/duplicates", _ASKS, _ASKS),
    ("/v1/", ("admin",), ("admin",)),
    ("/metrics", ("reports",), ("reports",)),
)
"""For a path's first fitting prefix: what reading needs, and what everything else needs; one of them is enough."""


def call_scopes(method: str, path: str) -> tuple[ApiScope, ...] | None:
    """The scopes of which a call needs one; None for what shows nothing of a desk: health, pages, the reference."""
    for prefix, reading, writing in _BY_PREFIX:
        if path.startswith(prefix):
            return reading if method in _READING else writing
    return None
