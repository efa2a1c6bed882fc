"""The assessment's advice: what the export cannot say, what stands out in its data, and what to do first."""

from __future__ import annotations

from collections.abc import Iterator

from firstline.datasets.export_mapping import FIRST_PRIORITY
from firstline.evaluation.assessment import Assessment
from firstline.evaluation.assessment_doubt import FEWEST_JUDGED, naming_steps, numbered, probably_none, urgent_is_told
from firstline.evaluation.assessment_headline import GROUPS, main_field, past_inbox, verdict
from firstline.evaluation.auto_outlook import what_it_takes, why_nothing
from firstline.evaluation.classification import beside_majority
from firstline.evaluation.counted import counted
from firstline.evaluation.estimate import shares
from firstline.evaluation.first_assignment import RoutingComparison
from firstline.evaluation.growth import Growth
from firstline.evaluation.label_quality import LabelQuality
from firstline.evaluation.lost_text import lost_notes, lost_steps
from firstline.evaluation.plain_field import plain_field, plain_title
from firstline.evaluation.text_leak import KINDS_OF_AGENTS, PERHAPS_CUSTOMERS, TextLeak
from firstline.evaluation.urgent import FIELD as PRIORITY
from firstline.evaluation.urgent import misses_many

_FEW = 200
_MOSTLY_MISSING = 0.3
_DISAGREE = 0.1
_FEWEST_PAIRS = 30
_SHOWN = 5
_UNDATED = 0.1
_WORTH_SAYING = 0.01
_SMALL_GAIN = 0.005
_HOW_TO_HISTORY = (
    "How to: export the log of a ticket's changes, or its groups, oldest first (as A > B), mapped to group_history."
)
_SET_ASIDE = (
    "“Set aside” are tickets that were kept back while learning, others than those judged at the top of this page: the "
    "shares here and there may differ."
)
_PAST_INBOX = {
    "firstline": "it does so all the same.",
    "today": "leave the choice to those who hand them on from there: they find it more often.",
    "unproven": "neither surely does.",
}
FEWEST_FOR_A_CURVE = {"time": 400, "random": 250}
"""Of the tickets that teach, the newest tenth, or without dates a fifth, is set aside to judge; those must be 50."""


def cannot_say(found: Assessment) -> tuple[str, ...]:
    """What nobody should read into the page, because the export does not hold it."""
    return tuple(_unknown(found))


def quality(found: Assessment) -> tuple[str, ...]:
    """What stands out in the data, the worst first."""
    lines = [*lost_notes(found.lost, found.source.tickets), *map(_leak, found.leaks), *dict(numbered(found)).values()]
    for label in _believed(found):
        lines += _label(label)
    return tuple(lines) or ("Nothing that stands out.",)


def first_steps(found: Assessment) -> tuple[str, ...]:
    """What to do first: what makes the figures wrong, then what limits them, what is missing, and then the labels,
    those of most tickets first."""
    lost = lost_steps(found.lost, found.source.tickets)
    wrong = (*naming_steps(found), *lost, *_leaking(found))
    return (*wrong, *_limits(found), *_missing(found), *_of_labels(found)) or (
        "Nothing stands in the way: train, and let a person confirm what is not proven.",
    )


def more_tickets(found: Assessment) -> tuple[str, ...]:
    """What more labelled tickets would change."""
    doubted = probably_none(found)
    lines = [*_why_none(found), *_automatic(found), *(_growth(one) for one in found.growth if one.field not in doubted)]
    if any(one.field not in doubted for one in found.growth):
        lines.append(_SET_ASIDE)
    elif found.evaluation and not found.growth:
        lines.append(_no_curve(found))
    for label in _believed(found):
        if label.small and found.evaluation:
            named = ", ".join(f"“{value}” ({count})" for value, count in list(label.small.items())[:_SHOWN])
            more = f" and {len(label.small) - _SHOWN} more" if len(label.small) > _SHOWN else ""
            lines.append(
                f"{plain_title(label.field)}: a value can only go without a person once {label.needed} tickets, set "
                "aside while learning, were given it and every one rightly. Too rare for that so far, with how many "
                f"there are: {named}{more}."
            )
    return tuple(lines)


def _believed(found: Assessment) -> tuple[LabelQuality, ...]:
    """The labels of fields that are what they were taken for, as far as anything tells."""
    doubted = probably_none(found)
    return tuple(label for label in found.labels if label.field not in doubted)


def _unknown(found: Assessment) -> Iterator[str]:
    routing = found.evaluation.routing if found.evaluation else None
    if found.source.order_note:
        yield found.source.order_note
    yield from (f"A question that only the desk can answer: {doubt}" for doubt in found.doubts)
    if not found.has_text:
        yield "Anything about texts: there are none. What tickets are about, how well Firstline would route them, " \
              "repeats, articles and themes cannot be told from this export."  # fmt: skip
    elif found.no_model:
        yield f"How well Firstline would do: {found.no_model}."
    if found.hops is None:
        yield "How often tickets are handed on, and what that costs: neither the groups that had a ticket one after " \
              "the other nor how often it changed hands was found in what was understood of this export."  # fmt: skip
    if found.evaluation and routing is None:
        yield "Whether people or Firstline find the right group more often: nothing that was understood of this " \
              "export says which group had it first."  # fmt: skip
    if found.source.undated > _UNDATED * found.source.tickets:
        yield (
            f"How it does on tomorrow's tickets: {found.source.undated:,} of {found.source.tickets:,} tickets have no "
            "date, so later ones cannot be told from earlier ones."
        )
    if found.has_text:
        yield from _unknown_of_text(found)
    if found.judged and found.judged.judged < _FEW:
        yield f"Much in detail: only {found.judged.judged} tickets were left to judge on; look at the intervals."
    yield "Whether the desk's own final answers are right: right is what a ticket ended up with."


def _unknown_of_text(found: Assessment) -> Iterator[str]:
    repeats, asked = found.repeats, " ".join(found.doubts)
    if found.evaluation and found.urgent is None:
        yield "How many urgent requests are missed: no priority runs from low to high."
    elif found.urgent and found.urgent.people_missed is None and f"={FIRST_PRIORITY}" not in asked:
        yield "How many urgent requests are missed at first: the export does not say what they were called then. " \
              "How to: export what each was called first, and map it: --map “its name=first_priority”."  # fmt: skip
    if repeats.duplicates is None and "=duplicate_of" not in asked:
        yield "How many are duplicates in other words: no column that was understood says which ticket repeats " \
              "which. How to: export the repeated ticket's id, and map it: --map “its name=duplicate_of”."  # fmt: skip
    if repeats.chasers is None:
        known = repeats.follow_ups and repeats.follow_ups.value
        of_those = " of those that point back to an earlier one" if known else ""
        yield f"How many{of_those} only ask again for an answer: none is marked so. How to: a column request_kind " \
              "that says “chaser” of them."  # fmt: skip
    yield from _from_one_person(found)
    if found.evaluation and not found.articles_given:
        yield "How many requests an article answers: the knowledge base was not given. How to: --articles FILE."
    if found.evaluation and not found.themes:
        yield "Which themes stand out: too few requests, or too unlike each other."
    if found.evaluation and not found.with_messages:
        yield "What a second message adds: the export holds first messages only. How to: export the conversations."
    routing = found.evaluation.routing if found.evaluation else None
    if routing and (inbox := routing.unseen_inbox):
        yield (
            f"Whether the choice past the inbox “{inbox.group}” is right at first, and what handing on costs: only the "
            "first and the last group are known. How to: export the log of group changes as group_history, or the "
            "number of changes as reassignments."
        )
    elif found.savings is None and routing:
        yield "Minutes and money: nobody has said what handing on a ticket takes. How to: minutes_per_hop under " \
              "[costs] in firstline.toml."  # fmt: skip


def _from_one_person(found: Assessment) -> Iterator[str]:
    if found.repeats.few_requesters:
        theirs = next((f" “{one.called}”" for one in found.columns if one.ours == "requester_id"), "")
        yield (
            f"How many come from someone whose earlier one was still open: the column of requesters{theirs} has so few "
            "values that it seems to name companies. How to: --map “its name=organization_id”, and the person's column "
            "as requester_id."
        )
    elif found.repeats.while_open is None:
        read = {one.ours for one in found.columns}
        missing, columns = "neither who asked nor when tickets were solved was", "columns requester_id and resolved_at"
        if "requester_id" in read:
            missing, columns = "when tickets were solved was not", "a column resolved_at"
        elif "resolved_at" in read:
            missing, columns = "who asked was not", "a column requester_id"
        yield (
            f"How many come from someone whose earlier one was still open: {missing} found in this export. How to: "
            f"{columns}."
        )


def _leak(leak: TextLeak) -> str:
    ids = f" For example {', '.join(leak.examples)}." if leak.examples else ""
    why, looks = KINDS_OF_AGENTS[leak.kind], "A model that reads it looks better than it will be."
    if leak.kind in PERHAPS_CUSTOMERS:
        looks = "Customers' own words are welcome; others make a model look better than it will be."
    return (
        f"{leak.tickets:,} request texts ({shares(leak.share)}) hold {leak.what}: "
        f"{why}{'' if why.endswith('?') else '.'} {looks}{ids}"
    )


def _label(label: LabelQuality) -> Iterator[str]:
    name = plain_title(label.field)
    if label.missing.value >= _WORTH_SAYING:
        yield f"{name}: {shares(label.missing)} of the tickets have none."
    if label.pairs >= _FEWEST_PAIRS and label.disagree.value > 0:
        ids = "; ".join(f"{a} and {b}" for a, b in label.examples)
        yield (
            f"{name}: of {label.pairs:,} pairs of tickets with word for word the same text, {shares(label.disagree)} "
            f"have different values. No model can be right on both{f': {ids}' if ids else ''}."
        )
    twins = [" / ".join(f"“{value}”" for value in group) for group in label.twins[:_SHOWN]]
    if twins:
        yield f"{name}: values that differ only in writing: {', '.join(twins)}."
    for pair in label.confused[:_SHOWN]:
        yield (
            f"{name}: “{pair.first}” and “{pair.second}” are taken for one another in {shares(pair.share)} of "
            f"{pair.n} tickets: do people keep them apart?"
        )
    rare = {value: count for value, count in label.small.items() if count < _SHOWN}
    if rare:
        named = ", ".join(f"“{value}” ({count})" for value, count in list(rare.items())[:_SHOWN])
        more = f" and {len(rare) - _SHOWN} more" if len(rare) > _SHOWN else ""
        yield f"{name}: values with fewer than {_SHOWN} tickets, too few to learn: {named}{more}."


def _leaking(found: Assessment) -> Iterator[str]:
    for leak in found.leaks[:_SHOWN]:
        of = f"of the {plain_field(leak.field)}" if leak.field else "here"
        look = "See who writes" if leak.kind in PERHAPS_CUSTOMERS else "Take out of the texts"
        yield f"{look} {leak.what} ({leak.tickets:,} tickets): until then the figures {of} may be too good."


def _of_labels(found: Assessment) -> tuple[str, ...]:
    steps = [step for label in _believed(found) for step in _label_steps(label, found.source.tickets)]
    return tuple(said for _, said in sorted(steps, key=lambda step: -step[0]))


def _label_steps(label: LabelQuality, tickets: int) -> Iterator[tuple[float, str]]:
    """What to do about a field's labels, each with about how many tickets it touches."""
    name = plain_field(label.field)
    if label.missing.low > _MOSTLY_MISSING:
        yield label.missing.value * tickets, f"Fill in {name}: {shares(label.missing)} of the tickets have none."
    if label.pairs >= _FEWEST_PAIRS and label.disagree.low > _DISAGREE:
        yield (
            2 * label.disagree.value * label.pairs,
            f"Agree on what the values of {name} mean: of {label.pairs:,} pairs of tickets with the same text, "
            f"{shares(label.disagree)} were given different ones.",
        )
    if label.confused:
        pair = label.confused[0]
        said = f"Decide whether “{pair.first}” and “{pair.second}” of {name} are two things or one."
        yield pair.share.value * pair.n, said
    if label.twins:
        yield (
            len(label.twins),
            f"Join the values of {name} that differ only in writing. How to: rename under [fields.{label.field}] in "
            "firstline.toml.",
        )


def _limits(found: Assessment) -> Iterator[str]:
    """What the page's own figures forbid to do, however clean the data are."""
    if found.no_model and found.has_text:
        yield f"Mend what kept a model from being learned: {found.no_model}."
    if not found.evaluation:
        return
    main, routing = main_field(found.evaluation.fields), found.evaluation.routing
    name = plain_field(main.field)
    if main.field in probably_none(found):
        yield from _urgent_limits(found)
        return
    if beside_majority(main.scores) != "better":
        surely = "is worse" if beside_majority(main.scores) == "worse" else "is not surely better"
        yield (
            f"Do not act on the {name} that Firstline names: it {surely} than always naming the most frequent. See "
            "whether the texts can tell it at all, and whether people give it alike."
        )
    elif routing and routing.n >= FEWEST_JUDGED:
        yield from _of_the_choice(routing)
    yield from _urgent_limits(found)
    if not main.tiers[0].n:
        yield (
            f"Let a person confirm every {name}: no value is proven yet to be right for "
            f"{100 * main.thresholds.target_precision:g} % without one."
        )
    if found.shift:
        moved = "more" if found.shift.has_grown else "less"
        yield (
            f"See why “{found.shift.value}” is given so much {moved} often than before: a model learns what it was "
            "taught, and has to be taught again when work moves."
        )


def _of_the_choice(routing: RoutingComparison) -> Iterator[str]:
    """What follows from who is better, as the headline says it."""
    who = verdict(routing)
    if who == "today" and routing.by_people:
        yield "Leave the choice of the group to people: on the same tickets they find it more often than Firstline."
    elif who == "today":
        yield (
            "Leave the choice of the group to those who make it today: on the same tickets it is right more often than "
            "Firstline's."
        )
    elif who == "depends" and routing.intake:
        yield (
            f"Settle what starting in “{routing.intake.group}” is. If it is a choice, Firstline finds the right group "
            f"more often. If it is only where tickets land, {_PAST_INBOX[past_inbox(routing)]}"
        )


def _urgent_limits(found: Assessment) -> Iterator[str]:
    urgent = found.urgent
    if urgent and urgent.n < FEWEST_JUDGED and not misses_many(urgent):
        yield (
            f"Let people decide what is urgent until more is known: {counted(urgent.n, 'ticket')} that ended at "
            f"{urgent.named} are too few to tell how many Firstline would miss."
        )
    elif urgent and misses_many(urgent):
        missed = round(urgent.firstline_missed.value * urgent.n)
        yield (
            f"Let people decide what is urgent: of {urgent.n} tickets that ended at {urgent.named} Firstline calls "
            f"{'all' if missed == urgent.n else missed} less urgent."
        )
    fields = found.evaluation.fields if found.evaluation else ()
    scores = next((one.scores for one in fields if one.field == PRIORITY and one.ordinal), None)
    if scores and beside_majority(scores) != "better" and not urgent_is_told(found):
        tell = "are not proven to tell" if scores.accuracy.value > scores.majority else "do not tell"
        yield f"Agree on what makes a request urgent: these texts {tell} the priorities that people gave."


def _missing(found: Assessment) -> Iterator[str]:
    if not found.has_text:
        yield "Export the subject and the first message: without them nothing can be learned."
    if found.source.undated > _UNDATED * found.source.tickets:
        yield "Export the time at which each ticket was created."
    if not any(label.field == GROUPS for label in found.labels) and found.has_text:
        yield f"Export the group that resolved each ticket, and those before it. {_HOW_TO_HISTORY}"
    elif found.evaluation and found.evaluation.routing is None:
        yield (
            "Export the groups that had each ticket, so that today's choice and Firstline's can be compared. "
            f"{_HOW_TO_HISTORY}"
        )


def _why_none(found: Assessment) -> Iterator[str]:
    """The arithmetic behind the first screen's line on what goes without a person, where nothing does."""
    if found.evaluation:
        main = main_field(found.evaluation.fields)
        outlook = next((one for one in found.automation if one.field == main.field), None)
        if outlook and not main.tiers[0].n and main.field not in probably_none(found):
            why = why_nothing(outlook)
            if beside_majority(main.scores) != "better":
                why = (
                    "What Firstline names is not surely right more often than always the most frequent, so more "
                    "tickets of the same kind would hardly change that."
                )
            yield f"{plain_title(main.field)}: none goes without a person yet. {why}"


def _automatic(found: Assessment) -> Iterator[str]:
    """What would let which values go without a person."""
    said = [
        f"{plain_title(one.field)}: {takes[0].lower()}{takes[1:]}"
        for one in found.automation
        if one.field not in probably_none(found) and (takes := what_it_takes(one))
    ]
    yield from said
    judged = found.judged
    if said and judged and judged.trained < judged.older:
        yield (
            f"These numbers are counted from the {judged.trained:,} tickets that were read here. The export holds "
            f"{judged.older:,} older ones: a model that is trained on all of them may have enough already."
        )


def _no_curve(found: Assessment) -> str:
    """Why training drew no learning curve."""
    judged = found.judged
    by_time, trained = judged is None or judged.kind == "time", judged.trained if judged else 0
    needed = FEWEST_FOR_A_CURVE["time" if by_time else "random"]
    aside = "the newest tenth" if by_time else "a fifth"
    enough = ", of which too few have a value, or a text of their own" if trained >= needed else ""
    return (
        f"No learning curve: of the tickets that teach, {aside} is set aside to draw it, and at least 50 must be. That "
        f"takes about {needed:,} tickets; these were {trained:,}{enough}."
    )


def _growth(one: Growth) -> str:
    half, now, doubled = (f"{100 * share:.0f}" for share in (one.now - one.gained, one.now, one.doubled))
    if one.gained < _SMALL_GAIN:
        outlook = "Twice as many would hardly change that; cleaner labels may, which these figures cannot show"
    elif not one.is_clear:
        outlook = f"From half as many it was {half}, which may be chance: too few were set aside to tell"
    elif doubled == now:
        outlook = f"From half as many it was {half}; twice as many would hardly add anything"
    else:
        outlook = f"From half as many it was {half}; from twice as many it may be about {doubled}, a guess"
    return (
        f"{plain_title(one.field)}: having learned from {one.tickets:,} tickets, Firstline was right for {now} of 100 "
        f"that were set aside. {outlook}."
    )
