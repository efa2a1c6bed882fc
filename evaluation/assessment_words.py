"""The assessment in words: what a head of support needs to know, each figure with how sure it is."""

from __future__ import annotations

from collections.abc import Iterator

from firstline.datasets.export_mapping import FIRST_PRIORITY
from firstline.evaluation.assessment import Assessment
from firstline.evaluation.assessment_card import Card, Figure, avoided, exactly, handed_on, of_tickets, too_few
from firstline.evaluation.assessment_columns import rests_on
from firstline.evaluation.assessment_doubt import FEWEST_JUDGED, numbered, probably_none, what_was_read
from firstline.evaluation.assessment_headline import (
    GROUPS,
    flattered,
    main_field,
    said_flattered,
    shift_said,
    which,
)
from firstline.evaluation.auto_outlook import briefly_nothing
from firstline.evaluation.classification import ClassificationScores, beside_majority
from firstline.evaluation.estimate import shares
from firstline.evaluation.first_assignment import RoutingComparison
from firstline.evaluation.human_choice import human_sentence
from firstline.evaluation.plain_field import plain_field
from firstline.evaluation.report import FieldReport
from firstline.evaluation.report_rows import names_few
from firstline.evaluation.report_words import Paragraph, known_of, routing_sentences
from firstline.evaluation.selective import coverage_at
from firstline.evaluation.urgent import FIELD
from firstline.evaluation.urgent_card import urgent_card

_BOTH = " Today's choice is judged on the very same tickets, against the group that resolved each."
_WIDE = 0.4
"""An interval of more than 40 points is no information."""
_HARDLY_ANY = 0.02
_TODAY = {False: "per 100 tickets today", True: "per 100 tickets today, at least"}
_WHO_CHOSE = "; whether a person chose it, the export does not say"
_UNSEEN = " Which group was chosen past the inbox is not known, so that choice is not judged."
_INBOX_COUNTS = " Leaving the inbox counts as a hop here, for what came after it is not known."
_ENDS_ONLY = (
    " Only the first and the last group are known, of some without a count: those may have been handed on more often."
)


def cards(found: Assessment) -> tuple[Card, ...]:
    """The first screen: only questions that the export answers."""
    main = main_field(found.evaluation.fields) if found.evaluation else None
    of_main = () if main and main.field in probably_none(found) else (_right, _automated)
    questions = (*of_main[:1], _hops, *of_main[1:], urgent_card, _repeats, _articles, _money)
    return tuple(card for answer in questions for card in answer(found))


def basis(found: Assessment) -> tuple[str, ...]:
    """What the page rests on."""
    source, judged = found.source, found.judged
    span = f", {source.first:%Y-%m-%d} to {source.last:%Y-%m-%d}" if source.first and source.last else ""
    events = f", read from {source.events:,} events" if source.events else ""
    sentences = [f"{source.tickets:,} tickets{events}{span}."]
    if source.rejected:
        sentences.append(f"{source.rejected:,} rows could not be read and are left out.")
    sentences.extend(f"{note[:1].upper()}{note[1:]}." for note in source.notes)
    if judged:
        how = f"those from {judged.cut_at:%Y-%m-%d} on" if judged.kind == "time" and judged.cut_at else "a random fifth"
        sampled = judged.trained < judged.older or judged.judged < judged.later
        sentences.append(
            f"A model read {judged.trained:,} tickets and was judged on {judged.judged:,} others, {how}, that it had "
            f"never seen.{_BOTH if found.evaluation and found.evaluation.routing else ''}"
        )
        if sampled:
            sentences.append(
                f"To be done in minutes, not all tickets were used: {judged.trained:,} of {judged.older:,} "
                f"{'older' if judged.kind == 'time' else 'random'} ones taught, {judged.judged:,} of "
                f"{judged.later:,} {which(found)} ones examined. A model of all of them can only know more."
            )
        if judged.kind == "random":
            sentences.append(
                "There are no dates, so which tickets taught and which examined was drawn at random: tomorrow's "
                "tickets will be harder than these."
            )
        if found.repeats.reposts and found.repeats.reposts.value > 0:
            sentences.append(
                "Tickets with word for word the same text are all counted, and kept together: none is judged by a "
                "model that has read its text in another."
            )
        if found.shift:
            sentences.append(
                f"{shift_said(found.shift, which(found))} What was taught before such a change helps less after it."
            )
        sentences.append(what_was_read(found))
    sentences.append(
        "In brackets stand 95 % intervals: how far a figure may lie off by the chance of which tickets came. They say "
        "nothing of months that are unlike these."
    )
    return tuple(sentences)


def of_the_model(found: Assessment) -> str:
    """For whoever looks after the model, over the figures field by field; empty where none was trained."""
    if not found.evaluation or not found.judged or not found.judged.encoder:
        return ""
    return (
        f"For data scientists: texts became vectors by the encoder {found.judged.encoder}. How to: `firstline train "
        "--encoder auto` tries several and may choose another; the same figures, and more, stand in assessment.json."
    )


def unsure_columns(found: Assessment) -> str:
    """A sentence on the columns that the first screen rests on and that may be something else; else empty."""
    main = (main_field(found.evaluation.fields).field,) if found.evaluation else ()
    fields = {*main, GROUPS, "group_history", "reassignments"}
    fields |= {"requester_id"} if found.repeats.while_open else set()
    fields |= {"created_at"} if found.judged and found.judged.kind == "time" else set()
    return rests_on(found, fields | ({FIELD, FIRST_PRIORITY} if found.urgent else set()))


def comparison(found: Assessment) -> Paragraph | None:
    """People and Firstline in sentences."""
    routing = found.evaluation.routing if found.evaluation else None
    if not routing:
        return None
    return Paragraph(f"{'People' if routing.by_people else 'Today'} and Firstline", routing_sentences(routing))


def _right(found: Assessment) -> Iterator[Card]:
    if not found.evaluation:
        return
    routing, main = found.evaluation.routing, main_field(found.evaluation.fields)
    if routing:
        n = routing.n
        whose = "people's first choice" if routing.by_people else "first assignment"
        figures = [of_tickets(f"{whose} today", routing.people, n), of_tickets(_ours(found), routing.firstline, n)]
        if routing.intake:
            figures.insert(1, of_tickets(f"{whose}, past the inbox “{routing.intake.group}”", routing.intake.people, n))
        if inbox := routing.unseen_inbox:
            figures = [of_tickets(_ours(found), routing.firstline, n)]
            if inbox.n:
                figures = [
                    of_tickets(
                        f"{whose}, of the {inbox.n:,} that began elsewhere than in “{inbox.group}”",
                        inbox.people,
                        inbox.n,
                    ),
                    of_tickets(f"{_ours(found)}, of the same", inbox.firstline, inbox.n),
                    of_tickets(f"{_ours(found)}, of all", routing.firstline, n),
                ]
        if human := routing.human:
            figures.append(
                of_tickets(f"the first person's choice, of the {human.n:,} that people assigned", human.people, human.n)
            )
            figures.append(of_tickets(f"{_ours(found)}, of the same", human.firstline, human.n))
        chosen = _who_chose(routing)
        yield Card(
            "How many tickets go to the right group at once?",
            tuple(figures),
            f"Right is the group that resolved the ticket; {n:,} {which(found)} tickets {known_of(routing)}{chosen}."
            f"{_UNSEEN if routing.unseen_inbox else ''}{human_sentence(routing.human) if routing.human else ''}"
            f"{_numbered(found, GROUPS)}{too_few(n)}{said_flattered(found)}",
        )
    else:
        yield Card(
            f"For how many tickets is the {plain_field(main.field)} right?",
            (
                of_tickets(_ours(found), main.scores.accuracy, main.scores.n),
                of_tickets("always the most frequent", exactly(main.scores.majority), main.scores.n),
            ),
            f"Right is the {plain_field(main.field)} that a ticket ended with; {main.scores.n:,} {which(found)} "
            f"tickets.{_in_first_three(main.scores)}"
            f"{_numbered(found, main.field)}"
            f"{_worse(main.scores)}{too_few(main.scores.n)}{said_flattered(found)}",
        )


def _in_first_three(scores: ClassificationScores) -> str:
    return f" It is among Firstline's first three suggestions for {shares(scores.top3)}." if names_few(scores) else ""


def _numbered(found: Assessment, field: str) -> str:
    return " The export holds numbers, not names." if field in dict(numbered(found)) else ""


def _who_chose(routing: RoutingComparison) -> str:
    """What the export says of who chose the first groups; empty where it was people, which is said elsewhere."""
    if routing.by_people:
        return ""
    if not routing.first_by_rule and not routing.first_by_person:
        return _WHO_CHOSE
    if routing.first_by_rule == routing.n:
        return "; a bot or a rule made every first assignment, and no person"
    unknown = routing.n - routing.first_by_rule - routing.first_by_person
    more = f"; of {unknown:,} the export does not say" if unknown else ""
    people = f"people {routing.first_by_person:,}"
    return f"; a bot or a rule made {routing.first_by_rule:,} of the first assignments, {people}{more}"


_STAMP = {
    "": "Firstline",
    "perhaps": "Firstline, perhaps too good: see above",
    "surely": "Firstline, too good: see above",
}


def _ours(found: Assessment) -> str:
    return _STAMP[flattered(found)]


def _worse(scores: ClassificationScores) -> str:
    worse = beside_majority(scores) == "worse" and scores.n >= FEWEST_JUDGED
    return " Firstline is worse than always naming the most frequent, by more than chance." if worse else ""


def _hops(found: Assessment) -> Iterator[Card]:
    routing = found.evaluation.routing if found.evaluation else None
    if routing:
        figures = [
            handed_on(_TODAY[routing.hops_at_least], routing.hops_now),
            avoided("had every suggestion of Firstline been taken", routing.hops_avoided),
        ]
        if routing.intake:
            inbox = f"the same, if leaving the inbox “{routing.intake.group}” is not counted"
            figures.append(avoided(inbox, routing.intake.hops_avoided))
        yield Card(
            "How often is a ticket handed on?",
            tuple(figures),
            f"A wrong suggestion counts against Firstline. {shares(routing.reassigned)} of "
            f"these tickets are handed on today.{_ENDS_ONLY if routing.hops_at_least else ''}"
            f"{_INBOX_COUNTS if routing.unseen_inbox else ''}{said_flattered(found)}",
        )
    elif found.hops:
        figures = [
            handed_on(_TODAY[found.hops.at_least], found.hops.mean),
            of_tickets("handed on at least once", found.hops.reassigned, found.hops.n),
        ]
        if not found.hops.at_least:
            figures.append(of_tickets("three times or more", found.hops.many, found.hops.n))
        yield Card(
            "How often is a ticket handed on?",
            tuple(figures),
            f"Counted over all {found.hops.n:,} tickets whose path the export tells."
            f"{_ENDS_ONLY if found.hops.at_least else ''}",
        )


def _automated(found: Assessment) -> Iterator[Card]:
    if not found.evaluation:
        return
    main = main_field(found.evaluation.fields)
    auto, target = main.tiers[0], 100 * main.thresholds.target_precision
    what = "routed" if main.field == GROUPS else f"given a {plain_field(main.field)}"
    if not auto.n:
        meaning = _none_without(found, main)
    elif auto.precision.low >= main.thresholds.target_precision:
        meaning = f"Of those, {shares(auto.precision)} were right: more than the {target:g} % asked for, as promised."
    else:
        kept = "missed" if auto.precision.high < main.thresholds.target_precision else "neither proven nor disproved"
        right = shares(auto.precision)
        meaning = f"Of those, {right} were right: on {which(found)} tickets the {target:g} % asked for are {kept}."
    yield Card(
        f"How many could be {what} without a person, {target:g} % right?",
        (of_tickets("" if auto.n else "so far", auto.share, main.scores.n),),
        f"{meaning}{said_flattered(found) if auto.n else ''}",
    )


def _none_without(found: Assessment, main: FieldReport) -> str:
    """Why no ticket goes without a person yet, in a line: what it would take stands below."""
    best = coverage_at(main.coverages, main.thresholds.target_precision)
    outlook = next((one for one in found.automation if one.field == main.field), None)
    if beside_majority(main.scores) != "better":
        return "Firstline is not surely better than always naming the most frequent: a person confirms each."
    said = [briefly_nothing(outlook) if outlook else "Too few tickets to prove it on."]
    if best and best.share.low > _HARDLY_ANY and best.share.high - best.share.low <= _WIDE and not flattered(found):
        said.append(
            f"Looking back, {100 * main.thresholds.target_precision:g} % of the surest {shares(best.share)} of these "
            "tickets were right, which is no guarantee."
        )
    return " ".join(said)


def _repeats(found: Assessment) -> Iterator[Card]:
    repeats = found.repeats
    named = (
        ("linked as duplicates", repeats.duplicates),
        ("ask again for an answer", repeats.chasers),
        ("point back to an earlier one, by its number or as RE:", repeats.follow_ups),
        ("same text as another", repeats.reposts),
        ("from someone whose earlier one was still open", repeats.while_open),
    )
    figures = tuple(of_tickets(name, share, repeats.n) for name, share in named if share and share.value > 0)
    if figures:
        yield Card(
            "How many requests are repeats?",
            figures,
            f"Counted over all {repeats.n:,} tickets of the export.",
        )


def _articles(found: Assessment) -> Iterator[Card]:
    coverage = found.coverage
    if not coverage:
        return
    figures = [of_tickets("have a good article", coverage.good, coverage.n)]
    if coverage.linked:
        figures.append(of_tickets("people linked one", coverage.linked, coverage.n))
    checked = (
        f" Where the search is sure and people linked an article, theirs is among its first three for "
        f"{shares(coverage.kept)} of {coverage.kept_of}."
        if coverage.kept
        else " Nobody linked articles to tickets, so this is the search's own opinion, and not checked."
    )
    yield Card(
        "How many requests does the knowledge base answer?",
        tuple(figures),
        f"Of {coverage.n:,} {which(found)} requests, with {coverage.articles:,} articles.{checked}",
    )


def _money(found: Assessment) -> Iterator[Card]:
    saved, routing = found.savings, found.evaluation.routing if found.evaluation else None
    if not saved or not routing or routing.n < FEWEST_JUDGED:
        return
    figures = [
        Figure("minutes", f"{saved.minutes.value:,.0f}", f"{saved.minutes.low:,.0f} to {saved.minutes.high:,.0f}")
    ]
    if saved.money:
        unit = saved.currency or "money"
        figures.append(Figure(unit, f"{saved.money.value:,.0f}", f"{saved.money.low:,.0f} to {saved.money.high:,.0f}"))
    yield Card(
        "What do 100 tickets save?",
        tuple(figures),
        "Handing on that is avoided (leaving the inbox does not count), at what the desk has said that each time takes."
        f"{said_flattered(found)}",
    )
