"""The assessment in words."""

from dataclasses import replace

import pytest

from firstline.evaluation.assessment import Assessment
from firstline.evaluation.assessment_headline import headline
from firstline.evaluation.assessment_words import basis, cards, comparison
from firstline.evaluation.estimate import Estimate
from firstline.evaluation.first_assignment import RoutingComparison
from firstline.evaluation.savings import Costs
from firstline.evaluation.urgent import UrgentScores
from firstline.models.bundle import Bundle
from tests.evaluation.assessed_desk import assessed, desk_of


def routing_of(found: Assessment) -> RoutingComparison:
    assert found.evaluation is not None
    assert found.evaluation.routing is not None
    return found.evaluation.routing


def with_difference(found: Assessment, low: float, high: float) -> Assessment:
    routing = routing_of(found)
    comparison = replace(routing.comparison, difference=Estimate((low + high) / 2, low, high))
    assert found.evaluation is not None
    return replace(found, evaluation=replace(found.evaluation, routing=replace(routing, comparison=comparison)))


def test_the_headline_claims_only_what_is_more_than_chance(assessment: Assessment) -> None:
    assert headline(with_difference(assessment, 0.1, 0.3)).startswith("Firstline finds the right group more often")
    assert headline(with_difference(assessment, -0.3, -0.1)).startswith("People find the right group more often")
    assert headline(with_difference(assessment, -0.1, 0.1)).startswith("Neither people nor Firstline")


def test_few_tickets_are_too_few_to_tell_and_are_no_hundred(routing_bundle: Bundle) -> None:
    found = assessed(routing_bundle, desk_of(90))
    said = headline(found)
    assert said.startswith("Too few tickets to tell who finds the right group more often: 18 later tickets")
    assert "9 of 18 (29–71 %)" in said
    assert "at least 50 are wanted" in said
    right = cards(found)[0]
    assert [(figure.value, figure.interval) for figure in right.figures] == [
        ("9 of 18", "29 to 71 %"),
        ("18 of 18", "82 to 100 %"),
    ]
    assert right.meaning.endswith("too few to tell.")
    alone = headline(assessed(routing_bundle, desk_of(90, group_history=(), skill_group=None)))
    assert alone.startswith("Too few tickets to tell how well Firstline would do: 18 later tickets")


def test_money_is_not_counted_from_few_tickets(routing_bundle: Bundle) -> None:
    def asked(count: int) -> set[str]:
        found = assessed(routing_bundle, desk_of(count), costs=Costs(minutes_per_hop=10))
        return {card.question for card in cards(found)}

    assert "What do 100 tickets save?" in asked(300)
    assert "What do 100 tickets save?" not in asked(90)


def test_an_inbox_shows_in_the_whole_export_though_few_tickets_are_judged(routing_bundle: Bundle) -> None:
    tickets = [t.model_copy(update={"group_history": ("inbox", str(t.category))}) for t in desk_of(60)]
    found = assessed(routing_bundle, tickets)
    assert routing_of(found).n == 12
    assert "12 of 12 (76–100 %) past “inbox”" in headline(found)


def test_where_the_two_readings_contradict_each_other_neither_side_wins(routing_bundle: Bundle) -> None:
    tickets = [t.model_copy(update={"group_history": ("inbox", str(t.category))}) for t in desk_of(300)]
    found = with_difference(assessed(routing_bundle, tickets), 0.3, 0.5)
    intake = routing_of(found).intake
    assert intake is not None
    for low, high, said in (
        (-0.5, -0.3, "Who finds the right group more often depends on what counts as people's choice"),
        (-0.1, 0.1, "Neither people nor Firstline is surely better"),
        (0.1, 0.2, "Firstline finds the right group more often"),
    ):
        comparison = replace(intake.comparison, difference=Estimate((low + high) / 2, low, high))
        routing = replace(routing_of(found), intake=replace(intake, comparison=comparison))
        assert found.evaluation is not None
        assert headline(replace(found, evaluation=replace(found.evaluation, routing=routing))).startswith(said)


def test_an_inbox_is_not_held_against_people(routing_bundle: Bundle) -> None:
    tickets = [t.model_copy(update={"group_history": ("inbox", str(t.category))}) for t in desk_of(300)]
    found = assessed(routing_bundle, tickets)
    assert routing_of(found).intake is not None
    assert headline(found).startswith("Neither people nor Firstline")
    assert "“inbox”" in headline(found)


def test_every_figure_has_its_interval(assessment: Assessment) -> None:
    found = {card.question: card for card in cards(assessment)}
    right = found["How many tickets go to the right group at once?"]
    assert [(figure.whose, figure.value, bool(figure.interval)) for figure in right.figures] == [
        ("people today", "50 of 100", True),
        ("Firstline", "100 of 100", True),
    ]
    assert "What do 100 tickets save?" not in found


def test_it_says_when_not_all_tickets_were_read(assessment: Assessment) -> None:
    assert assessment.judged is not None
    sampled = replace(assessment, judged=replace(assessment.judged, trained=10))
    assert "not all tickets were used" in " ".join(basis(sampled))
    assert "not all tickets were used" not in " ".join(basis(assessment))
    assert "no dates" in " ".join(basis(replace(assessment, judged=replace(assessment.judged, kind="random"))))


def test_missed_urgent_requests_are_put_down_to_texts_that_tell_no_priority(assessment: Assessment) -> None:
    assert assessment.evaluation is not None
    field = assessment.evaluation.fields[0]
    missed = UrgentScores("high", 60, Estimate(1.0, 0.94, 1.0), None, 0, None, None)

    def said(low: float, majority: float) -> str:
        scores = replace(field.scores, accuracy=Estimate(low + 0.1, low, low + 0.2), majority=majority)
        report = replace(assessment.evaluation, fields=(replace(field, field="priority", scores=scores),))
        (card,) = (c for c in cards(replace(assessment, evaluation=report, urgent=missed)) if "urgent" in c.question)
        return card.meaning

    assert "These texts do not tell priorities: always naming the most frequent one is right as often" in said(0.3, 0.4)
    assert "is right more often" in said(0.1, 0.4)
    assert "Whether these texts tell priorities is not proven" in said(0.35, 0.4)
    assert "These texts do not tell priorities" not in said(0.6, 0.4)


def test_a_column_of_first_groups_gives_hops_that_agree_with_who_was_right(routing_bundle: Bundle) -> None:
    tickets = [t.model_copy(update={"group_history": t.group_history[:1]}) for t in desk_of(300)]
    found = assessed(routing_bundle, tickets)
    assert routing_of(found).people.value == 0.5
    card = next(card for card in cards(found) if "handed on" in card.question)
    assert [(figure.whose, figure.value) for figure in card.figures] == [
        ("hops a ticket today, at least", "0.50"),
        ("avoided with Firstline", "0.50"),
    ]
    assert "50 % (38–62) of these tickets are handed on" in card.meaning
    assert "Only the first and the last group are known" in card.meaning
    paragraph = comparison(found)
    assert paragraph is not None
    assert "at least 0.50" in " ".join(paragraph.sentences)
    assert found.hops is not None
    assert found.hops.at_least


def test_a_full_history_is_not_called_a_least(assessment: Assessment) -> None:
    card = next(card for card in cards(assessment) if "handed on" in card.question)
    assert card.figures[0].whose == "hops a ticket today"
    assert "Only the first" not in card.meaning


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.38, 0.55, "always naming the most frequent one would be right for 57: Firstline is worse than that"),
        (0.38, 0.58, "would be right for 57, so nothing is surely gained yet"),
        (0.58, 0.66, "would be right for 57. How well people do"),
    ],
)
def test_without_people_the_most_frequent_value_is_the_measure(
    routing_bundle: Bundle, low: float, high: float, said: str
) -> None:
    found = assessed(routing_bundle, desk_of(300, group_history=(), skill_group=None))
    assert found.evaluation is not None
    first = found.evaluation.fields[0]
    scores = replace(first.scores, accuracy=Estimate((low + high) / 2, low, high), majority=0.57)
    found = replace(found, evaluation=replace(found.evaluation, fields=(replace(first, scores=scores),)))
    assert said in headline(found)
    assert ("worse than always naming" in cards(found)[0].meaning) == ("worse" in said)


def test_what_became_of_repeated_texts_is_said(routing_bundle: Bundle, assessment: Assessment) -> None:
    repeated = [t.model_copy(update={"body": f"{t.body} {n % 100}"}) for n, t in enumerate(desk_of(300))]
    repeated[-1] = repeated[-1].model_copy(update={"body": repeated[0].body})
    assert "Tickets with word for word the same text are all counted" in " ".join(
        basis(assessed(routing_bundle, repeated))
    )
    assert "word for word" not in " ".join(basis(assessment))


def test_of_first_groups_alone_nobody_is_told_how_many_were_handed_on_three_times(routing_bundle: Bundle) -> None:
    def shown(**more: object) -> list[str]:
        (card,) = cards(assessed(routing_bundle, desk_of(90, body="", messages=(), **more)))
        return [figure.whose for figure in card.figures]

    assert shown()[-1] == "three times or more"
    assert shown(group_history=("desk 1",)) == ["hops a ticket today, at least", "handed on at least once"]
