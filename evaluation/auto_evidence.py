"""The auto evidence: what a field's values have and what `auto` asks for, in plain lines."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from firstline.models.auto_rule import AutoLimit, LanguageCase, auto_verdict, fewest_cases, precision_lower_bound
from firstline.models.field_evidence import FieldEvidence
from firstline.models.policy import FieldPolicy

_NAMED = 5
_FEWEST_TO_TELL = 10
_MOST_CASES = 20_000


@dataclass(frozen=True, slots=True)
class MissingLabels:
    """About how many more labelled tickets of `value` would take it to `auto`, if the model gets no better."""

    value: str
    labels: int


@dataclass(frozen=True, slots=True)
class AutoReach:
    """Of `values` values, `automatic` may be set without asking. At least `needed` held-out tickets of one language
    must be given a value, all of them right, before the `target` precision is certain; `most` is how many have been
    given one with a confidence of one half or more. `best` is the case nearest to it among
    those with enough evidence to be judged, None where there is none."""

    values: int
    automatic: int
    target: float
    needed: int
    most: int
    best: LanguageCase | None

    @property
    def is_too_few(self) -> bool:
        """Whether arithmetic alone keeps every value from `auto`, however often the model is right."""
        return not self.automatic and self.most < self.needed


def auto_lines(
    values: Sequence[str], evidence: FieldEvidence, policy: FieldPolicy, *, column: Sequence[str | None]
) -> Iterator[str]:
    """How many values reach `auto`, or what was missing for all of them; then what more labels would bring.

    `column` holds the label of every ticket, held-out or not, None where it is missing.
    """
    labels = Counter(label for label in column if label is not None)
    yield auto_line(values, evidence, policy)
    near = missing_labels(values, evidence, policy, labels=labels)
    if near:
        yield (
            "about this many more labelled tickets, like those there are, would let these be set without asking: "
            f"{named_missing(near)}"
        )


def named_missing(near: Sequence[MissingLabels]) -> str:
    """The nearest values with how many more each wants, and how many further ones there are: `Access (4), HR (41)`."""
    named = ", ".join(f"{one.value} ({one.labels:,})" for one in near[:_NAMED])
    more = f"; {len(near) - _NAMED:,} further values need more" if len(near) > _NAMED else ""
    return f"{named}{more}"


def auto_line(values: Sequence[str], evidence: FieldEvidence, policy: FieldPolicy) -> str:
    """How many values reach `auto`, or what was missing for all of them."""
    kept = [value for value in values if value in policy.never_auto]
    left = f"; left to people, as configured: {', '.join(kept)}" if kept else ""
    return f"{_reached(values, evidence, policy)}{left}"


def missing_labels(
    values: Sequence[str], evidence: FieldEvidence, policy: FieldPolicy, *, labels: Mapping[str, int]
) -> list[MissingLabels]:
    """The values that are not `auto` only because too few tickets judge them, the nearest first.

    `labels` counts the tickets that carry each value. Held-out cases grow with them, and the precision that was
    measured is taken to stay: a value that is not precise enough needs a better model or clearer labels, not more of
    the same, and is not named. Nor is one with fewer than ten cases, whose precision is anybody's guess.
    """
    found = []
    for position, value in enumerate(values):
        if value in policy.auto or value in policy.never_auto:
            continue
        limit = policy.limit(value)
        best = auto_verdict(evidence, position, limit).best
        needed = _cases_needed(best.right, best.count, limit) if best else None
        if best and needed and best.count >= _FEWEST_TO_TELL:
            found.append(MissingLabels(value, max(1, round((needed - best.count) * labels.get(value, 0) / best.count))))
    return sorted(found, key=lambda one: (one.labels, one.value))


def _cases_needed(right: int, count: int, limit: AutoLimit) -> int | None:
    """Held-out cases at which a precision of `right` in `count` would be certain enough; None where none would do."""
    if right / count <= limit.target_precision:
        return None
    low, high = count, max(count, limit.minimum_evidence)
    while precision_lower_bound(int(right / count * high), high) < limit.target_precision:
        low, high = high, 2 * high
        if high > _MOST_CASES:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        enough = precision_lower_bound(int(right / count * middle), middle) >= limit.target_precision
        low, high = (low, middle) if enough and middle >= limit.minimum_evidence else (middle, high)
    return high


def cases_with_wrong(wrong: int, target: float) -> int:
    """The fewest cases of which so many may be wrong while a precision of `target` is certain: 93 with one of .95."""
    return next(n for n in count(wrong + 1) if precision_lower_bound(n - wrong, n) >= target)


def auto_reach(values: Sequence[str], evidence: FieldEvidence, policy: FieldPolicy) -> AutoReach:
    """How far `auto` reaches, and what kept it from reaching further."""
    limit = AutoLimit(policy.target_precision, policy.minimum_evidence)
    cases = [best for position in range(len(values)) if (best := auto_verdict(evidence, position, limit).best)]
    judged = [case for case in cases if case.count >= limit.minimum_evidence]
    return AutoReach(
        values=len(values),
        automatic=len(policy.auto),
        target=policy.target_precision,
        needed=fewest_cases(limit),
        most=max((case.count for case in cases), default=0),
        best=max(judged, key=lambda case: case.bound) if judged else None,
    )


def _reached(values: Sequence[str], evidence: FieldEvidence, policy: FieldPolicy) -> str:
    reach = auto_reach(values, evidence, policy)
    if reach.automatic:
        return f"{reach.automatic} of {reach.values} values may be set without asking (auto){_in_languages(policy)}"
    if reach.best is None or reach.is_too_few:
        return (
            f"no value may be set without asking (auto) yet: to be certain that {reach.target:.0%} are "
            f"right takes at least {reach.needed:,} held-out tickets of one language that are given the same value, "
            f"all of them right, and the most that were given one with a confidence of one half is {reach.most:,}"
        )
    best = reach.best
    return (
        f"no value may be set without asking (auto) yet: it must be certain that {reach.target:.0%} are "
        f"right; the best value was right for {best.right:,} of {best.count:,} held-out tickets, which makes "
        f"only {best.bound:.1%} certain (95% lower bound)"
    )


def _in_languages(policy: FieldPolicy) -> str:
    """Where the desk writes in several languages, in which ones any value does."""
    spoken = sorted({language for carried in policy.languages.values() for language in carried})
    return f" (in {', '.join(spoken)})" if len(spoken) > 1 else ""
