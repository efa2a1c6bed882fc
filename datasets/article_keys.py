"""The article keys: which keys of a record are ours, which hide it from customers, and which say nothing here."""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from firstline.datasets.article import Article

OURS = frozenset({*Article.model_fields, "text"})

_NO = frozenset({"", "0", "false", "no", "off", "none", "null", "[]", "{}"})
_EVERYBODY = frozenset({"public", "everyone", "everybody", "all", "anyone"})
_UNPUBLISHED = frozenset(
    {"draft", "unpublished", "archived", "deleted", "trashed", "pending", "scheduled", "review", "in_review"}
)
_STAGES = ("status", "state")
_SHOWING = frozenset({"public", "visible", "is_public"})
_HIDING = frozenset({"internal", "private", "hidden", "confidential", "is_internal", "is_private", "user_segment_id"})
_AUDIENCES = frozenset({"access", "audience", "permission", "permissions"})
_KNOWN_ELSEWHERE = frozenset({"question", "answer", "name", "content", "subject", "heading"})
"""What a title and a body are called at other places: no slips of the pen."""

_LIKE = 0.84
"""From where two names are one misspelt: `langauge` and `tag` are, `product_id` and `updated` are not."""
_LIKE_A_LIMIT = 0.75
"""The same for what decides who may read: rather one article too few than one too many."""
_LIMITS = ("visibility", "restricted_to")


def folded(name: str) -> str:
    """A key as it is compared: whatever its case, with `_` for hyphens and spaces."""
    return name.strip().casefold().replace("-", "_").replace(" ", "_")


def has_key(cells: Iterable[str], ours: str) -> bool:
    """Whether a record has one of our keys, in whatever case."""
    return any(folded(name) == ours for name in cells)


def in_our_case(cells: Mapping[str, Any]) -> dict[str, Any]:
    """A record with our keys as we write them, the others as they came.

    Raises:
        ValueError: one of our keys comes twice and says two things.
    """
    read: dict[str, Any] = {}
    for name, value in cells.items():
        own = folded(name) if folded(name) in OURS else name
        if read.get(own) is not None and value is not None and read[own] != value:
            raise ValueError(f"{own}: came twice, once as {name!r}; one of them is wanted")
        read[own] = value if read.get(own) is None else read[own]
    return read


def why_draft(cells: Mapping[str, Any]) -> str | None:
    """The key and value by which a record is not published yet, or not any more; None where it is."""
    said = {folded(name): value for name, value in cells.items() if value is not None}
    if "draft" in said and _word(said["draft"]) not in _NO:
        return f"draft: {_shown(said['draft'])}"
    if "published" in said and _word(said["published"]) in _NO - {""}:
        return f"published: {_shown(said['published'])}"
    stages = (name for name in _STAGES if _word(said.get(name)) in _UNPUBLISHED)
    return next((f"{name}: {_word(said[name])}" for name in stages), None)


def unknown_keys(cells: Mapping[str, Any]) -> list[str]:
    """The keys that say nothing here, of those that have a value.

    Raises:
        ValueError: one is probably one of ours misspelt, or says in another way that not everybody may read it.
    """
    unknown = [name for name, value in cells.items() if name not in OURS and value not in (None, "", [], {})]
    for name in unknown:
        if meant := _meant(folded(name)):
            raise ValueError(
                f"{name[:60]!r} came; is {meant!r} meant? Write that, or --map {name[:60]}= to leave it out"
            )
        if _limits_readers(folded(name), cells[name]):
            raise ValueError(
                f"{name[:60]!r} came, which may say that not everybody may read it; "
                f"'visibility' (public or internal) or 'restricted_to' is wanted, or --map {name[:60]}= to leave it out"
            )
    return [name for name in unknown if folded(name) not in {"draft", "published", *_STAGES}]


@lru_cache(maxsize=1000)
def _meant(name: str) -> str | None:
    """The key of ours that another is probably a slip of the pen for."""
    if name in _KNOWN_ELSEWHERE:
        return None
    for ours in sorted(OURS):
        alike = SequenceMatcher(None, name, ours, autojunk=False).ratio()
        if alike >= (_LIKE_A_LIMIT if ours in _LIMITS else _LIKE) or (len(ours) > 3 and sorted(name) == sorted(ours)):
            return ours
    return None


def _limits_readers(name: str, value: Any) -> bool:
    if name in _SHOWING:
        return _word(value) in _NO
    if name in _AUDIENCES:
        return _word(value) not in _NO | _EVERYBODY
    return name in _HIDING and _word(value) not in _NO


def _word(value: Any) -> str:
    return folded(str(value)) if value is not None else ""


def _shown(value: Any) -> str:
    """A switch as it came; whatever else came is not repeated, for reasons hold no text."""
    word = _word(value)
    return word if word.isalnum() and len(word) <= 12 else "…"
