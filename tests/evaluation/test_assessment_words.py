"""The assessment in words."""

from dataclasses import replace

from firstline.evaluation.assessment import Assessment
from firstline.evaluation.assessment_words import basis, cards, headline
from firstline.evaluation.estimate import Estimate
from firstline.evaluation.first_assignment import RoutingComparison
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


def test_an_inbox_is_not_held_against_people(routing_bundle: Bundle) -> None:
    tickets = [t.model_copy(update={"group_history": ("inbox", str(t.category))}) for t in desk_of(150)]
    found = assessed(routing_bundle, tickets)
    assert routing_of(found).intake is not None
    assert headline(found).startswith("Neither people nor Firstline")
    assert "“inbox”" in headline(found)


def test_every_figure_has_its_interval(assessment: Assessment) -> None:
    found = {card.question: card for card in cards(assessment)}
    right = found["Of 100 tickets, how many go to the right group at once?"]
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
