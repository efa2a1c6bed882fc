"""The auto progress: what a field still lacks before any of its values may be `auto`."""

from functools import lru_cache

from typing_extensions import TypedDict

from firstline.models.auto_rule import LanguageCase, auto_verdict, fewest_cases
from firstline.models.bundle import Bundle


class AutoProgress(TypedDict):
    """In one language `needed` held-out answers of one value, all right, are the fewest that prove `target_precision`.

    `value` comes nearest: `right` of its `count` surest answers in `language` were right.
    """

    target_precision: float
    needed: int
    value: str
    language: str | None
    right: int
    count: int


@lru_cache(maxsize=2)
def auto_progress(bundle: Bundle) -> dict[str, AutoProgress]:
    """Of every field, and of the request kind, that has no value that may be `auto` but evidence of some."""
    found = {name: _progress(bundle, name) for name, policy in bundle.policies.items() if not policy.auto}
    return {name: progress for name, progress in found.items() if progress is not None}


def _progress(bundle: Bundle, name: str) -> AutoProgress | None:
    evidence, policy = bundle.evidence.get(name), bundle.policies[name]
    if evidence is None:
        return None
    cases: list[tuple[LanguageCase, str]] = []
    for position, value in enumerate(bundle.values(name)):
        best = None if value in policy.never_auto else auto_verdict(evidence, position, policy.limit(value)).best
        if best is not None:
            cases.append((best, value))
    if not cases:
        return None
    case, value = max(cases, key=lambda one: (one[0].bound, one[0].count))
    limit = policy.limit(value)
    return {
        "target_precision": limit.target_precision,
        "needed": fewest_cases(limit),
        "value": value,
        "language": case.language,
        "right": case.right,
        "count": case.count,
    }
