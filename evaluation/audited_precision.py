"""The audited precision: how often `auto` was right, where people decided all the same without being shown the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from firstline.evaluation.estimate import Estimate, wilson


@dataclass(frozen=True, slots=True)
class AuditedAnswer:
    """One field of one ticket that would have been `auto` and went to people: what was said, and what they decided.

    `final` is None where nobody has decided yet. `accepted` is true where a person confirmed the suggestion: then it
    was shown, and the audit measures acceptance.
    """

    field: str
    said: str
    final: str | None
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class AuditedPrecision:
    """Of `decided` audited answers `right` ones; `value` is None for all values of a field together.

    `precision` has Wilson's 95 % interval. `undecided` answers wait for a person, `accepted` ones were shown to one.
    """

    field: str
    value: str | None
    decided: int
    right: int
    undecided: int
    accepted: int
    precision: Estimate


def audited_precision(answers: Iterable[AuditedAnswer]) -> tuple[AuditedPrecision, ...]:
    """Each field, all values together first, then its values, most decided first."""
    groups: dict[tuple[str, str | None], list[AuditedAnswer]] = defaultdict(list)
    for answer in answers:
        groups[answer.field, None].append(answer)
        groups[answer.field, answer.said].append(answer)
    found = [_of(field, value, members) for (field, value), members in groups.items()]
    return tuple(sorted(found, key=lambda one: (one.field, one.value is not None, -one.decided, one.value or "")))


def _of(field: str, value: str | None, answers: list[AuditedAnswer]) -> AuditedPrecision:
    decided = [answer for answer in answers if answer.final is not None]
    right = sum(answer.final == answer.said for answer in decided)
    return AuditedPrecision(
        field=field,
        value=value,
        decided=len(decided),
        right=right,
        undecided=len(answers) - len(decided),
        accepted=sum(answer.accepted for answer in decided),
        precision=wilson(right, len(decided)),
    )
