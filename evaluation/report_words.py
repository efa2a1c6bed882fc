"""The report in words: what someone who decides, and reads no figures, needs to know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from firstline.evaluation.automated_words import automated_sentences, proven
from firstline.evaluation.calibration_error import FEW
from firstline.evaluation.comparison import Comparison
from firstline.evaluation.counted import counted
from firstline.evaluation.estimate import Estimate, shares
from firstline.evaluation.first_assignment import IntakeReading, RoutingComparison
from firstline.evaluation.report import EvaluationReport, FieldReport
from firstline.evaluation.report_name import report_name, report_title
from firstline.evaluation.report_rows import FEW_STRANGERS, is_nothing
from firstline.evaluation.search_scores import SearchScores
from firstline.evaluation.second_request_scores import SecondRequestScores

_FEW_OF_A_LANGUAGE = 30
_FEW_SEARCHES = 30
_SHORT_LIST = 3
_EVEN = 0.5
_FEW_SECOND = 30


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A few words that name what the sentences are about."""

    title: str
    sentences: tuple[str, ...]


def report_words(report: EvaluationReport) -> tuple[Paragraph, ...]:
    """What it rests on, what it gets right and wrong, what could be automated, and what it cannot say.

    Nothing is praised on tickets that the bundle may have been trained on.
    """
    if report.seen:
        parts: tuple[Paragraph, ...] = (
            Paragraph("What this rests on", tuple(_basis(report))),
            Paragraph("What it gets wrong, even so", tuple(_wrong(report))),
            Paragraph("What this cannot say", ("How good the bundle is on new tickets.", *_open(report))),
        )
        return tuple(part for part in parts if part.sentences)
    parts = (
        Paragraph("What this rests on", tuple(_basis(report))),
        Paragraph("What it gets right", tuple(_right(report))),
        Paragraph("What “best” is worth", tuple(_best(report))),
        Paragraph("What it finds", tuple(map(_found, report.search))),
        Paragraph("Beside people", routing_sentences(report.routing) if report.routing else ()),
        Paragraph("What it gets wrong", tuple(_wrong(report))),
        Paragraph("What could be automated", tuple(automated_sentences(report))),
        Paragraph("What this cannot say", tuple(_open(report))),
    )
    return tuple(part for part in parts if part.sentences)


def lead(report: EvaluationReport) -> str:
    """The paragraph for those who read no further."""
    if report.seen:
        return report.seen
    right = ", ".join(f"{report_name(f.field)} {100 * f.scores.accuracy.value:.0f} %" for f in report.judged)
    ready = [field for field in report.judged if field.tiers[0].n and proven(field)]
    open_ones = [field for field in report.judged if field.tiers[0].n and not proven(field)]
    if ready:
        automated = "What could be automated as trained: " + ", ".join(
            f"{report_name(f.field)} for {100 * auto.share.value:.0f} % of them, right in {shares(auto.precision)}"
            for f, auto in ((field, field.tiers[0]) for field in ready)
        )
    else:
        automated = "Nothing is proven here to be safe to automate"
    if open_ones:
        automated += f"; not proven on these tickets: {', '.join(report_name(field.field) for field in open_ones)}"
    few = " These are few tickets: read every figure with its interval." if report.tickets < FEW else ""
    risk = f" {_risk(report)}" if _missed(report) else ""
    return f"On {report.tickets:,} tickets, the first suggestion was right for: {right}.{risk} {automated}.{few}"


def _missed(report: EvaluationReport) -> list[tuple[FieldReport, int, Estimate]]:
    """Fields with tickets of their highest value that were called lower, how many, and which share."""
    return [
        (field, sum(mistake.count for mistake in field.under_called), field.ordinal.under_called_top)
        for field in report.judged
        if field.ordinal and field.ordinal.top and field.under_called
    ]


def _risk(report: EvaluationReport) -> str:
    """The costliest mistakes: what is urgent and would have waited."""
    said = "; ".join(
        f"of {counted(field.ordinal.top if field.ordinal else 0, 'ticket')} of the highest {report_name(field.field)}, "
        f"{count:,} were called lower and would have waited, {shares(share)}"
        for field, count, share in _missed(report)
    )
    return f"The greatest risk: {said}. A person must still look for the urgent ones."


def routing_sentences(routing: RoutingComparison) -> tuple[str, ...]:
    """How people's first assignments did beside Firstline's suggestions."""
    like_that = "counted like that, " if routing.intake else ""
    judged = "" if routing.unseen_inbox else f": {like_that}{_verdict(routing.comparison, routing)}"
    sentences = [
        f"Of {routing.n:,} tickets {known_of(routing)}, the first group was also the one that resolved them for "
        f"{shares(routing.people)}; Firstline's suggestion would have been for {shares(routing.firstline)}{judged}.",
        f"Today {shares(routing.reassigned)} are handed on: {'at least ' if routing.hops_at_least else ''}"
        f"{hops_said(routing.hops_now)} times a ticket, on average. Had every suggestion been followed, "
        f"{fewer(routing.hops_avoided)}. {_automatic_moves(routing)}",
    ]
    if routing.intake:
        sentences.append(_intake(routing.intake, routing))
    if inbox := routing.unseen_inbox:
        sentences.append(
            f"“{inbox.group}” is where {100 * inbox.share.value:.0f} % begin, and "
            f"{100 * inbox.moves_on.value:.0f} % of those do not stay: it looks like an inbox. Which group was "
            "chosen next the export does not say, only the last one, so nothing can be "
            "said of the choice past the inbox."
        )
    if human := routing.human:
        sentences.append(
            f"Of the {human.n:,} tickets that people assigned, {human.after_rule:,} of them after a bot or a rule had, "
            f"the first person's choice was right for {shares(human.people)}; Firstline's would have been for "
            f"{shares(human.firstline)}."
        )
    return tuple(sentences)


def _automatic_moves(routing: RoutingComparison) -> str:
    if not routing.auto_share.value:
        return "No suggestion is sure enough yet to be followed without a person."
    return f"Had only those been followed that need no person, {fewer(routing.hops_avoided_auto)}."


def known_of(routing: RoutingComparison) -> str:
    """What is known of who had these tickets first, behind their number."""
    if routing.counted_only == routing.n:
        return (
            "(only their number of reassignments is known: one that was reassigned counts as sent to a wrong group "
            "first)"
        )
    known = "that a person assigned first" if routing.by_people else "whose first group is known"
    if not routing.counted_only:
        return known
    return (
        f"{known} ({routing.counted_only:,} of them only by the number of reassignments: one that was reassigned "
        "counts as sent to a wrong group first)"
    )


def hops_said(figure: Estimate) -> str:
    """`0.42 (0.30–0.55)`."""
    return f"{figure.value:.2f} ({figure.low:.2f}–{figure.high:.2f})" if figure.is_defined else "an unknown number of"


def fewer(figure: Estimate) -> str:
    """A number of hops avoided, in words; below zero they are added."""
    if not figure.is_defined:
        return "nothing is known"
    if is_nothing(figure):
        return "nothing would change"
    if figure.low < 0 < figure.high:
        return f"it would be anything from {-figure.low:.2f} times more to {figure.high:.2f} times fewer"
    is_more = figure.value < 0
    low, high = (-figure.high, -figure.low) if is_more else (figure.low, figure.high)
    number = f"{abs(figure.value):.2f} ({low:.2f} to {high:.2f})"
    return f"it would be {number} times {'more' if is_more else 'fewer'}"


def _verdict(comparison: Comparison, routing: RoutingComparison) -> str:
    gain = comparison.difference
    if gain.low <= 0 <= gain.high:
        return "too close to tell which is better"
    today = "people are better" if routing.by_people else "the first assignment is better"
    who = "Firstline is better" if gain.low > 0 else today
    low, high = sorted((abs(100 * gain.low), abs(100 * gain.high)))
    return f"{who} by more than chance, for {low:.0f} to {high:.0f} more of 100 tickets"


def _intake(intake: IntakeReading, routing: RoutingComparison) -> str:
    return (
        f"“{intake.group}” is where {100 * intake.share.value:.0f} % begin, and {100 * intake.moves_on.value:.0f} % of "
        f"those move on: it looks like an inbox. If passing through it is no decision, the first real choice was "
        f"right for {shares(intake.people)}, beside Firstline's {shares(routing.firstline)}: "
        f"{_verdict(intake.comparison, routing)}. "
        f"After the inbox a ticket is handed on {hops_said(intake.hops_now)} times; had every suggestion been "
        f"followed, {fewer(intake.hops_avoided)}."
    )


def _basis(report: EvaluationReport) -> Iterator[str]:
    counts = ", ".join(f"{field.scores.n} with a known {report_name(field.field)}" for field in report.judged)
    yield f"{counted(report.tickets, 'ticket')}: {counts}."
    yield (
        "In brackets stand 95 % intervals: how far a figure could lie off only by the chance of which tickets came. "
        "They say nothing of months that are unlike these."
    )


def _right(report: EvaluationReport) -> Iterator[str]:
    for field in report.judged:
        scores = field.scores
        worse = " That is worse than no model." if scores.accuracy.high < scores.majority else ""
        many = len(scores.classes) > _SHORT_LIST
        three = f" The right value is among the first three for {100 * scores.top3.value:.0f} %." if many else ""
        yield (
            f"{report_title(field.field)}: right for {shares(scores.accuracy)} of the tickets; always naming the most "
            f"frequent value would be right for {100 * scores.majority:.0f} %.{worse}{three}"
        )


def _best(report: EvaluationReport) -> Iterator[str]:
    """The tier that the page calls probably right: over all, and where it begins."""
    some = [(field, next(tier for tier in field.tiers if tier.tier == "best")) for field in report.judged]
    shown = [(field, best) for field, best in some if best.n]
    if shown:
        yield (
            "“best” is shown to people as probably right. How often it was, over all and for the quarter of its "
            "tickets nearest to where it begins:"
        )
    for field, best in shown:
        near = ""
        if edge := field.best_edge:
            near = (
                f"; of the {edge.n:,} nearest (confidence {edge.least:.2f} to {edge.most:.2f}) "
                f"{shares(edge.precision)}{_doubt(edge.precision)}"
            )
        yield f"{report_title(field.field)}: right for {shares(best.precision)} of {counted(best.n, 'ticket')}{near}."


def _doubt(precision: Estimate) -> str:
    if precision.high < _EVEN:
        return ", there more often wrong than right"
    return ", there perhaps as often wrong as right" if precision.low <= _EVEN else ""


def _found(scores: SearchScores) -> str:
    thing = "an article that answers it" if scores.kind == "articles" else "an earlier ticket with the same request"
    found = (
        f"Of {counted(scores.ours.n, 'request')}, {thing} is among the first five for {shares(scores.ours.recall[5])}"
    )
    if not scores.floors:
        return f"{found}."
    floor = 100 * scores.floors[scores.best_floor].recall[5].value
    if scores.ours.n < _FEW_SEARCHES:
        verdict = "these are too few to compare"
    elif scores.gain.low > 0:
        verdict = "over all ranks Firstline is better by more than chance"
    elif scores.gain.high < 0:
        verdict = "over all ranks Firstline is worse by more than chance"
    else:
        verdict = "over all ranks that is too close to tell"
    return f"{found}; plain word search ({scores.best_floor}) finds it for {floor:.0f} %: {verdict}.{_taught(scores)}"


def _taught(scores: SearchScores) -> str:
    """Whether earlier tickets taught the order of articles, as they do where they are indexed."""
    if scores.kind != "articles":
        return ""
    if scores.taught:
        return f" {scores.taught:,} earlier tickets that name an article taught the order."
    return " No earlier tickets taught the order; those of --history would, where they name articles and help."


def _wrong(report: EvaluationReport) -> Iterator[str]:
    for field in report.judged:
        if field.ordinal and field.ordinal.top:
            missed = sum(mistake.count for mistake in field.under_called)
            yield (
                f"Of {counted(field.ordinal.top, 'ticket')} of the highest {report_name(field.field)}, {missed} were "
                f"called lower and would have waited: {shares(field.ordinal.under_called_top)}."
            )
    for field in report.judged:
        if field.mistakes:
            yield f"{report_title(field.field)}: {mistaken_most(field)}."
    if report.second_requests:
        yield from _second_requests(report.second_requests)
    if report.out_of_scope and report.out_of_scope.out_of_scope >= FEW_STRANGERS:
        scores = report.out_of_scope
        yield (
            f"Of {scores.out_of_scope} requests that do not belong here, {shares(scores.recall)} were noticed; of "
            f"those that do, {shares(scores.false_alarms)} were held back without need."
        )


def mistaken_most(field: FieldReport) -> str:
    """The mistake that stands out; where several are as frequent, the value that is mistaken most over all of them."""
    worst, *others = field.mistakes
    if not others or worst.count > others[0].count:
        return f"the most frequent mistake is “{worst.truth}” taken for “{worst.predicted}”, {_times(worst.count)}"
    wrong = {
        one.value: one.support - round(one.support * one.recall.value) for one in field.scores.classes if one.support
    }
    most = max(wrong.values())
    named = [one for one in field.scores.classes if one.support and wrong[one.value] == most][:_SHORT_LIST]
    values = ", ".join(f"“{one.value}” ({most} of {counted(one.support, 'ticket')})" for one in named)
    if len(named) == 1:
        return f"{values} is mistaken most, for different others"
    return f"no mistake stands out; mistaken most are {values}"


def _second_requests(scores: SecondRequestScores) -> Iterator[str]:
    trained = (
        f"{shares(scores.found)} of {scores.pairs:,} mails that training made by joining two tickets, with a false "
        f"alarm for {shares(scores.flagged)} of {scores.singles:,} single ones"
    )
    if not scores.marked:
        yield (
            f"Two requests in one text were noticed for {trained}. No ticket here is marked as holding two, so how it "
            "is with this desk's own mails is not known."
        )
        return
    few = ", of so few that the interval is what counts" if scores.marked < _FEW_SECOND else ""
    yield (
        f"Two requests in one text were noticed for {shares(scores.noticed)} of {counted(scores.marked, 'ticket')} "
        f"here that a person marked so, with a false alarm for {shares(scores.false_alarms)} of {scores.unmarked:,} "
        f"others: that is the desk's own mail and what to expect{few}. In training it was {trained}; joined mails lack "
        "the words that announce a second request (“also”, “another thing”), so that is no forecast: it only serves "
        "to compare one training with the next."
    )


def _open(report: EvaluationReport) -> Iterator[str]:
    yield "Whether the desk's own answers are right: right is what the ticket ended up with."
    unsure = [field for field in report.judged if field.calibration.n < FEW]
    if unsure:
        counts = ", ".join(f"{report_name(field.field)} {field.calibration.n}" for field in unsure)
        yield f"Whether confidences keep their word: fewer than {FEW} tickets show too little of it ({counts})."
    left = [(field, field.without_label + field.machine_labels) for field in report.judged]
    if any(count for _, count in left):
        counts = ", ".join(f"{report_name(field.field)} {count}" for field, count in left if count)
        yield f"Anything about tickets without a value that a person set ({counts})."
    few = sorted({part.name for field in report.judged for part in field.languages if part.n < _FEW_OF_A_LANGUAGE})
    if few:
        yield f"Much about tickets in {', '.join(few)}: there are fewer than {_FEW_OF_A_LANGUAGE} of each."
    marked = report.out_of_scope
    if marked is None:
        yield "How well strangers are noticed: no ticket says whether it is out_of_scope."
    elif marked.out_of_scope < FEW_STRANGERS:
        yield f"How well strangers are noticed: only {marked.out_of_scope} of the tickets came to the wrong place."
    if report.routing is None:
        yield "Whether people route better: no ticket says which group got it first (group_history, reassignments)."
    kinds = {scores.kind for scores in report.search}
    if "articles" not in kinds:
        yield "How well articles are found: that needs tickets with article_ids, and --articles."
    if "duplicates" not in kinds:
        yield "How well duplicates are found: that needs tickets with duplicate_of and, with --history, earlier ones."


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
