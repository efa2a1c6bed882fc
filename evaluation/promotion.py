"""The promotion: whether a candidate may become champion, judged beside the champion on the same held-out tickets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from firstline.datasets.amount import amount
from firstline.datasets.errors import InputError
from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.estimate import Estimate, wilson
from firstline.evaluation.evaluate import TriageModel
from firstline.evaluation.gate import Gate, Verdict
from firstline.evaluation.labelled_field import LabelledField
from firstline.evaluation.paired_answers import AnsweredTickets, Paired, PairedAnswers, answered, paired_answers
from firstline.evaluation.paired_latency import paired_latency
from firstline.evaluation.seen_tickets import SeenTickets, seen_in_training
from firstline.models.encoder import Progress

_TIMED = 100
_AGREEMENT = 0.99
_SLACK_MS = 0.5


@dataclass(frozen=True, slots=True)
class PromotionLimits:
    """How much worse a candidate may be. Shares are of tickets, 0.01 is one point.

    A field or a language counts as worse only where the loss is larger than its tolerance *and* a coin would lose as
    many of the tickets that just one of the two got right less than once in `1 / chance` (divided by the number of
    languages, for one of many is always unlucky). With small samples the tolerance alone would refuse every second of
    two equally good models.
    """

    field: float = 0.01
    language: float = 0.02
    chance: float = 0.2
    smallest_language: int = 30
    fewest_tickets: int = 50
    latency_ratio: float = 1.25


def judge(
    candidate: TriageModel,
    champion: TriageModel | None,
    tickets: Sequence[Ticket],
    *,
    limits: PromotionLimits | None = None,
    bootstrap: Bootstrap | None = None,
    progress: Progress | None = None,
) -> Verdict:
    """Try every gate. Without a champion there is nothing to be worse than, and the others remain.

    Raises InputError when no ticket carries a value of a field that is judged.
    """
    limits, bootstrap = limits or PromotionLimits(), bootstrap or Bootstrap()
    texts = [request_text(ticket) for ticket in tickets]
    fields = (champion or candidate).fields
    first = answered(candidate, tickets, fields=fields, progress=progress)
    second = answered(champion, tickets, fields=fields, progress=progress) if champion else first
    if not second.fields:
        raise InputError(
            f"none of the {len(tickets):,} tickets has a value of {', '.join(fields)}: give held-out tickets with "
            "known answers, or map their columns with --map theirs=ours"
        )
    models = {"candidate": candidate} if champion is None else {"candidate": candidate, "champion": champion}
    known = {who: seen_in_training(model.manifest, tickets, texts) for who, model in models.items()}
    gates = [*_unseen(known), _enough(second, limits)]
    if champion is not None:
        gates += _not_worse(first, second, tickets, limits, bootstrap)
    gates += [gate for name, labelled in first.fields.items() for gate in _automation(candidate, name, labelled)]
    gates += _runs(candidate, champion, [text for text in texts if text.strip()][:_TIMED], limits)
    notes = tuple(f"{who}: {one}" for who, seen in known.items() for one in seen.warnings)
    return Verdict(tuple(gates), tickets=len(tickets), notes=notes)


def _unseen(known: Mapping[str, SeenTickets]) -> Iterator[Gate]:
    for who, one in known.items():
        found = one.seen or f"nothing says that the {who} was trained on any of them"
        yield Gate(f"held out from the {who}", not one.seen, found, "tickets that it was not trained on")


def _enough(answers: AnsweredTickets, limits: PromotionLimits) -> Gate:
    most = max(len(labelled.rows) for labelled in answers.fields.values())
    return Gate(
        "evidence", most >= limits.fewest_tickets, f"{most:,} labelled tickets", f"{limits.fewest_tickets} at least"
    )


def _not_worse(
    first: AnsweredTickets,
    second: AnsweredTickets,
    tickets: Sequence[Ticket],
    limits: PromotionLimits,
    bootstrap: Bootstrap,
) -> Iterator[Gate]:
    pairs = paired_answers(first, second, tickets)
    if pairs.fields:
        whole = pairs.overall.difference(bootstrap)
        found = f"{_change(pairs.overall)}, {_interval(whole)} on {amount(pairs.overall.rows, 'ticket')}"
        yield Gate("better or equal", whole.high >= 0, found, "an interval not all below 0")
    for name in second.fields:
        if name not in pairs.fields:
            yield Gate(f"field {name}", passed=False, found="the candidate does not predict it", wanted="every field")
        else:
            yield _tolerated(f"field {name}", pairs.fields[name], limits.field, limits.chance)
    yield from _languages(pairs, limits)


def _languages(pairs: PairedAnswers, limits: PromotionLimits) -> Iterator[Gate]:
    names = sorted(set(pairs.names))
    judged = [name for name in names if pairs.names.count(name) >= limits.smallest_language]
    for name in judged:
        yield _tolerated(f"language {name}", pairs.language(name), limits.language, limits.chance / max(1, len(judged)))


def _tolerated(name: str, pair: Paired, tolerance: float, chance: float) -> Gate:
    lost = float((pair.second - pair.first).mean())
    p = pair.chance_of_worse()
    worse = lost > tolerance and p < chance
    return Gate(
        name,
        not worse,
        f"{_change(pair)} on {amount(pair.rows, 'ticket')}, p = {p:.2g}",
        f"at most {100 * tolerance:g} points worse, or p of {chance:.2g} and more",
    )


def _automation(candidate: TriageModel, name: str, labelled: LabelledField) -> Iterator[Gate]:
    """What is `auto` must not be shown to break the precision that it promises."""
    auto = [row for row, tier in enumerate(labelled.tiers) if tier == "auto"]
    if auto:
        precision, policy = wilson(int(labelled.correct[auto].sum()), len(auto)), candidate.policies[name]
        promised = [policy.limit(labelled.values[code]).target_precision for code in labelled.predicted[auto]]
        target = sum(promised) / len(promised)
        found = f"{100 * precision.value:.1f} % of {len(auto):,} right ({_bounds(precision)})"
        yield Gate(f"auto {name}", precision.high >= target, found, f"an interval that reaches {100 * target:.1f} %")


def _runs(
    candidate: TriageModel, champion: TriageModel | None, texts: Sequence[str], limits: PromotionLimits
) -> Iterator[Gate]:
    if not texts:
        return
    timed = paired_latency(candidate, champion, texts)
    yield Gate(
        "parity",
        timed.agreement >= _AGREEMENT,
        f"{100 * timed.agreement:.1f} % of {timed.texts} answers are the same alone as among others",
        f"{100 * _AGREEMENT:g} % at least",
    )
    if timed.second is not None and timed.ratio is not None:
        yield Gate(
            "latency",
            timed.first <= limits.latency_ratio * timed.second + _SLACK_MS,
            f"{timed.first:.1f} ms beside {timed.second:.1f} ms, {timed.ratio:.2f} times",
            f"{limits.latency_ratio:g} times at most (and {_SLACK_MS:g} ms)",
        )


def _change(pair: Paired) -> str:
    before, after = 100 * float(pair.second.mean()), 100 * float(pair.first.mean())
    return f"{before:.1f} % → {after:.1f} % right ({after - before:+.1f} points)"


def _interval(figure: Estimate) -> str:
    return f"{100 * figure.low:+.1f} to {100 * figure.high:+.1f}"


def _bounds(figure: Estimate) -> str:
    return f"{100 * figure.low:.1f}–{100 * figure.high:.1f}"
