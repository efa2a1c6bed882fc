"""The automation: what share of each value could be set without asking, at which precision, and what keeps the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from firstline.models.auto_rule import AutoLimit, AutoVerdict, auto_verdict, fewest_cases
from firstline.models.field_evidence import FieldEvidence
from firstline.models.policy import FieldPolicy

PRECISIONS = (0.90, 0.95, 0.99)


@dataclass(frozen=True, slots=True)
class AutomatedShare:
    """At the target `precision`: of the held-out tickets given a value, the `share` that is automated, `tickets` of
    them, in `languages`."""

    precision: float
    tickets: int
    share: float
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ValueAutomation:
    """One value: `given` held-out tickets were given it. `threshold` and `languages` are the policy's, None and empty
    where it is not automated; then `reason` says why, and is empty otherwise."""

    value: str
    given: int
    target: float
    threshold: float | None
    languages: tuple[str, ...]
    shares: tuple[AutomatedShare, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Automation:
    """All values of a field, the one given most often first; `judged` held-out tickets stand behind it. `shares` are of
    all of them."""

    judged: int
    values: tuple[ValueAutomation, ...]
    shares: tuple[AutomatedShare, ...]


def automation(
    values: Sequence[str],
    evidence: FieldEvidence,
    policy: FieldPolicy,
    *,
    precisions: Sequence[float] = PRECISIONS,
) -> Automation | None:
    """What the evidence allows at each of `precisions`, with the policy's minimum evidence and caps; None without any
    evidence."""
    if not len(evidence):
        return None
    found = [_value(value, place, evidence, policy, precisions) for place, value in enumerate(values)]
    found.sort(key=lambda one: (-one.given, one.value))
    whole = []
    for number, precision in enumerate(precisions):
        tickets = sum(one.shares[number].tickets for one in found)
        spoken = sorted({language for one in found for language in one.shares[number].languages})
        whole.append(AutomatedShare(precision, tickets, tickets / len(evidence), tuple(spoken)))
    return Automation(len(evidence), tuple(found), tuple(whole))


def _value(
    value: str, place: int, evidence: FieldEvidence, policy: FieldPolicy, precisions: Sequence[float]
) -> ValueAutomation:
    limit = policy.limit(value)
    own = auto_verdict(evidence, place, limit)
    kept = value in policy.never_auto
    shares = []
    for precision in precisions:
        verdict = auto_verdict(evidence, place, replace(limit, target_precision=precision))
        told = AutomatedShare(precision, verdict.automated, verdict.share, verdict.carried or ())
        shares.append(AutomatedShare(precision, 0, 0.0, ()) if kept else told)
    threshold = policy.threshold(value, language=next(iter(policy.languages.get(value, ())), None))
    return ValueAutomation(
        value=value,
        given=own.given,
        target=limit.target_precision,
        threshold=threshold,
        languages=policy.languages.get(value, ()) if threshold is not None else (),
        shares=tuple(shares),
        reason="; ".join(_reasons(kept=kept, verdict=own, limit=limit, evidence=evidence, automated=threshold)),
    )


def _reasons(
    *, kept: bool, verdict: AutoVerdict, limit: AutoLimit, evidence: FieldEvidence, automated: float | None
) -> Iterator[str]:
    if kept:
        yield "left to people by the configuration"
        return
    if automated is not None:
        return
    best, needed = verdict.best, fewest_cases(limit)
    if not verdict.given:
        yield "no held-out ticket was given it: whatever its precision is, it rests on no case"
    elif best is None:
        yield f"never surer than one half of the {verdict.given:,} held-out tickets that were given it"
    else:
        spoken = f" ({best.language})" if best.language and len(evidence.languages) > 1 else ""
        if best.count < needed:
            yield f"{best.right:,} of {best.count:,} right{spoken}; needs {needed:,}"
        elif best.bound < limit.target_precision:
            yield f"{best.right:,} of {best.count:,} right{spoken}: certain is {100 * best.bound:.1f} %"
        else:
            yield f"more than {100 * limit.cap:g} % of its tickets would be automated at any threshold"
