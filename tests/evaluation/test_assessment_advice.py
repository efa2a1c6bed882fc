"""The assessment's advice."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest

from firstline.evaluation.assessment import Assessment
from firstline.evaluation.assessment_advice import FEWEST_FOR_A_CURVE, cannot_say, first_steps, more_tickets, quality
from firstline.evaluation.assessment_words import cards
from firstline.evaluation.auto_evidence import AutoReach, MissingLabels
from firstline.evaluation.auto_outlook import AutoOutlook
from firstline.evaluation.estimate import Estimate, wilson
from firstline.evaluation.growth import Growth
from firstline.evaluation.ordinal import OrdinalScores
from firstline.evaluation.read_column import ReadColumn
from firstline.evaluation.report import FieldReport
from firstline.evaluation.urgent import UrgentScores
from firstline.models.bundle import Bundle
from firstline.training.held_out import held_out_plan
from firstline.training.learning_curve import FEWEST_JUDGED, FEWEST_LEARNED
from tests.evaluation.assessed_desk import assessed, desk_of


def test_what_the_export_does_not_hold_is_named(routing_bundle: Bundle) -> None:
    found = assessed(routing_bundle, desk_of(90, group_history=(), skill_group=None, messages=(), created_at=None),
                     articles=())  # fmt: skip
    said = " ".join(cannot_say(found))
    for missing in (
        "neither the groups",
        "which group had it first",
        "first messages only",
        "--articles",
        "duplicate_of",
        "no date",
    ):
        assert missing.split()[0] in said
        assert missing in said or missing == "no date"
    assert any("group_history" in step for step in first_steps(found))


def test_a_leak_is_what_to_mend_first(routing_bundle: Bundle) -> None:
    leaking = "Fuser unit of the device replaced and driver updated by the second line"
    tickets = [t.model_copy(update={"resolution": leaking, "body": f"{t.body}\n{leaking}"}) for t in desk_of(90)]
    found = assessed(routing_bundle, tickets)
    assert "the resolution" in first_steps(found)[0]
    assert "the resolution" in quality(found)[0]


def test_values_that_can_never_be_automated_are_named(routing_bundle: Bundle) -> None:
    assessment = assessed(routing_bundle, desk_of(90))
    assert any("59 tickets, set aside" in line for line in more_tickets(assessment))


def test_equal_texts_with_different_values_are_something_to_agree_on(routing_bundle: Bundle) -> None:
    tickets = [t.model_copy(update={"body": f"{t.body} {n // 2}"}) for n, t in enumerate(desk_of(90))]
    pairs = [t.model_copy(update={"id": f"{t.id}b", "category": "billing"}) for t in tickets]
    found = assessed(routing_bundle, [*tickets, *pairs])
    assert any(step.startswith("Agree on what the values of category mean") for step in first_steps(found))


def test_a_single_pair_of_equal_texts_is_not_worth_a_word(assessment: Assessment) -> None:
    label = replace(assessment.labels[0], pairs=1, disagree=wilson(1, 1), examples=(("A-1", "A-2"),))
    many = replace(label, pairs=40, disagree=wilson(40, 40))
    assert not any("pairs of tickets" in line for line in quality(replace(assessment, labels=(label,))))
    assert any("of 40 pairs of tickets" in line for line in quality(replace(assessment, labels=(many,))))


@pytest.mark.parametrize(("kind", "needed"), [("time", 400), ("random", 250)])
def test_without_a_learning_curve_the_real_reason_and_limit_are_said(
    assessment: Assessment, kind: Literal["time", "random"], needed: int
) -> None:
    assert assessment.judged is not None
    few = replace(assessment, judged=replace(assessment.judged, kind=kind, trained=240))
    assert f"takes about {needed} tickets; these were 240." in more_tickets(few)[0]
    many = replace(assessment, judged=replace(assessment.judged, kind=kind, trained=needed))
    assert f"these were {needed}, of which too few have a value" in more_tickets(many)[0]


@pytest.mark.parametrize("dated", [True, False])
def test_the_limit_of_a_learning_curve_is_the_one_that_training_keeps(dated: bool) -> None:
    count = FEWEST_FOR_A_CURVE["time" if dated else "random"]

    def enough(rows: int) -> bool:
        times = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=row) if dated else None for row in range(rows)]
        last = held_out_plan([f"text {row}" for row in range(rows)], times, seed=0).folds[-1]
        return len(last.learn) >= FEWEST_LEARNED and len(last.judge) >= FEWEST_JUDGED

    assert enough(count)
    assert not enough(count - 20)


def test_a_flat_curve_is_no_word_on_better_labels(assessment: Assessment) -> None:
    flat = Growth("category", 400, 60, now=0.6, gained=-0.02, doubled=0.6, is_clear=False)
    (line, *_) = more_tickets(replace(assessment, growth=(flat,)))
    assert "Twice as many would hardly change that" in line
    assert "would do more" not in line


def test_a_gain_that_may_be_chance_is_told_as_such_and_a_clear_one_carried_on(assessment: Assessment) -> None:
    risen = Growth("category", 400, 60, now=0.6, gained=0.085, doubled=0.65, is_clear=False)
    said = more_tickets(replace(assessment, growth=(risen,)))
    assert "From half as many it was 52, which may be chance" in said[0]
    assert "were kept back while learning" in " ".join(said)
    clear = " ".join(more_tickets(replace(assessment, growth=(replace(risen, is_clear=True),))))
    assert "from twice as many it may be about 65, a guess" in clear
    little = " ".join(more_tickets(replace(assessment, growth=(replace(risen, is_clear=True, doubled=0.604),))))
    assert "twice as many would hardly add anything" in little


def of_field(found: Assessment, name: str, *, low: float, high: float, auto: int = 0) -> FieldReport:
    assert found.evaluation is not None
    field = found.evaluation.fields[0]
    scores = replace(field.scores, accuracy=Estimate((low + high) / 2, low, high), majority=0.5)
    tiers = (replace(field.tiers[0], n=auto), *field.tiers[1:])
    return replace(field, field=name, scores=scores, tiers=tiers)


def ordered(field: FieldReport) -> FieldReport:
    """The same, with values that run from low to high."""
    share = wilson(1, 4)
    return replace(field, ordinal=OrdinalScores(4, 1, share, share, share, share))


def steps_of(found: Assessment, *fields: FieldReport, missed: Estimate | None = None, urgents: int = 52) -> str:
    """The first steps of a desk whose data are clean."""
    assert found.evaluation is not None
    urgent = UrgentScores(("high",), urgents, missed, None, 0, None, None) if missed else None
    return " ".join(first_steps(replace(found, evaluation=replace(found.evaluation, fields=fields), urgent=urgent)))


def test_advice_agrees_with_the_pages_own_figures(assessment: Assessment) -> None:
    good = of_field(assessment, "skill_group", low=0.8, high=0.9, auto=30)
    assert steps_of(assessment, good).startswith("Nothing stands in the way")
    by_hand = steps_of(assessment, replace(good, tiers=(replace(good.tiers[0], n=0), *good.tiers[1:])))
    assert by_hand.startswith("Let a person confirm every group: no value is proven yet to be right for 95 %")
    missed = steps_of(assessment, good, missed=Estimate(17 / 26, 0.46, 0.81))
    assert missed.startswith("Let people decide what is urgent: of 52 tickets that ended at “high” Firstline calls 34")
    plain = steps_of(assessment, good, missed=Estimate(17 / 26, 0.46, 0.81), urgents=26)
    assert plain.startswith("Let people decide what is urgent: of 26 tickets")
    few = steps_of(assessment, good, missed=Estimate(5 / 26, 0.09, 0.38), urgents=26)
    assert few.startswith(
        "Let people decide what is urgent until more is known: 26 tickets that ended at “high” are too"
    )
    assert "Nothing stands" not in missed
    blind = steps_of(assessment, good, ordered(of_field(assessment, "priority", low=0.3, high=0.6)))
    assert "these texts do not tell the priorities" in blind
    unordered = steps_of(assessment, good, of_field(assessment, "priority", low=0.3, high=0.6))
    assert "urgent" not in unordered
    unsure = steps_of(assessment, good, ordered(of_field(assessment, "priority", low=0.4, high=0.8)))
    assert "these texts are not proven to tell the priorities" in unsure


@pytest.mark.parametrize(("high", "said"), [(0.6, "is not surely better than"), (0.45, "is worse than")])
def test_a_model_that_does_not_beat_the_most_frequent_value_is_not_to_be_acted_upon(
    assessment: Assessment, high: float, said: str
) -> None:
    assert said in steps_of(assessment, of_field(assessment, "skill_group", low=0.3, high=high))


def test_what_kept_a_model_from_being_learned_is_what_to_mend(routing_bundle: Bundle) -> None:
    said = first_steps(assessed(routing_bundle, desk_of(30)))
    assert any("only 30 tickets" in step for step in said)


def test_how_many_more_labels_would_take_a_value_to_no_person_is_said_first(assessment: Assessment) -> None:
    reach = AutoReach(values=8, automatic=0, target=0.95, needed=59, most=16, best=None)
    missing = (MissingLabels("Access Management", 4), MissingLabels("HR", 41), MissingLabels("Parking", 34_000))
    outlook = AutoOutlook("skill_group", reach, missing, labelled=1_000)
    found = replace(assessment, automation=(outlook,))
    assert more_tickets(found)[0] == (
        "Group: about this many more labelled tickets, like those there are, would let these be set without a person: "
        "Access Management (4), HR (41); 1 other value would need more than twice the tickets that taught."
    )
    assert "may have enough already" not in " ".join(more_tickets(found))
    assert found.judged is not None
    sampled = replace(found, judged=replace(found.judged, older=9000))
    assert "holds 9,000 older ones" in more_tickets(sampled)[1]


def test_the_names_of_options_stand_only_in_the_how_to(routing_bundle: Bundle) -> None:
    bare = {"group_history": (), "skill_group": None, "messages": (), "created_at": None}
    for line in cannot_say(assessed(routing_bundle, desk_of(90, **bare), articles=())):
        said, _, how = line.partition(" How to: ")
        assert not re.search(r"_|\[|--", said), line
        assert how or "column" not in line


def test_a_log_that_nothing_orders_is_named(routing_bundle: Bundle) -> None:
    found = assessed(routing_bundle, desk_of(90), articles=())
    note = "Nothing in this log orders the rows of a ticket: they were taken oldest first, as they came."
    assert note not in cannot_say(found)
    assert note in cannot_say(replace(found, source=replace(found.source, order_note=note)))


def test_requesters_that_are_companies_are_named_and_counted_no_further(routing_bundle: Bundle) -> None:
    found = assessed(routing_bundle, desk_of(300, requester_id="K-001"))
    assert any("seems to name companies" in line for line in cannot_say(found))
    assert "another one open" not in str(cards(found))


def test_what_a_question_asks_is_not_said_to_be_missing_once_more(assessment: Assessment) -> None:
    unlinked = replace(assessment, repeats=replace(assessment.repeats, duplicates=None), doubts=())
    assert any(line.startswith("How many are duplicates") for line in cannot_say(unlinked))
    asked = replace(unlinked, doubts=('Parent holds ids of other tickets. How to: --map "Parent=duplicate_of".',))
    assert not any(line.startswith("How many are duplicates") for line in cannot_say(asked))


def test_of_who_asked_and_when_it_was_solved_the_missing_one_is_named(assessment: Assessment) -> None:
    def said(*read: str) -> str:
        repeats = replace(assessment.repeats, while_open=None, few_requesters=False)
        columns = tuple(ReadColumn(ours, ours, "known", "our own name") for ours in read)
        lines = cannot_say(replace(assessment, repeats=repeats, columns=columns))
        return next(line for line in lines if line.startswith("How many come from someone"))

    assert "neither who asked nor when tickets were solved was found" in said()
    assert "open: when tickets were solved was not found in this export. How to: a column resolved_at." in said(
        "requester_id"
    )
    assert "open: who asked was not found in this export. How to: a column requester_id." in said("resolved_at")
