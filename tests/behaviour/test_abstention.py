"""What the desk does not know it does not claim to know."""

from collections import Counter

import pytest

from firstline.datasets.demo_desk import demo_tickets
from firstline.datasets.request_text import request_text
from firstline.models.bundle import Bundle
from firstline.models.out_of_scope import CAREFUL_FROM
from tests.behaviour.conftest import Ask
from tests.behaviour.requests import BODIES

EMPTY = ("", "   ", "\n\n")
GIBBERISH = ("asdf qwer zxcv uiop", "фывапролдж йцукен", "🙂🙂🙂")
FIGURES = "1234567890 " * 5
UNCLEAR = ("?", "hi", "...")
OTHER_BUSINESS = (
    "My washing machine leaks water on the kitchen floor, when can a technician come?",
    "I would like to book a table for four on Friday evening, one of us is a vegetarian.",
    "Is my dog allowed on the ferry to Bergen, and do I have to buy a ticket for it?",
    "Our delivery of 200 pallets of cement has not arrived at the building site.",
    "Как испечь яблочный пирог без яиц?",
    "Запишите меня к стоматологу на вторник, болит зуб.",
    "Во сколько отправляется поезд из Москвы в Казань и есть ли нижние полки?",
)


@pytest.mark.parametrize("text", [*EMPTY, *GIBBERISH, FIGURES])
def test_nothing_and_gibberish_are_an_abstention_in_every_field(ask: Ask, text: str) -> None:
    (prediction,) = ask([text])
    assert {field.tier for field in prediction.fields.values()} == {"abstain"}


@pytest.mark.parametrize("text", UNCLEAR)
def test_what_says_nothing_gets_no_category(ask: Ask, text: str) -> None:
    """The desk has such requests: the first line asks back, which is right, but they are about nothing."""
    (prediction,) = ask([text])
    assert prediction.fields["category"].tier == "abstain"


def test_an_empty_request_gets_the_most_frequent_values(ask: Ask) -> None:
    (prediction,) = ask([""])
    tickets = demo_tickets().tickets
    for name in ("priority", "skill_group"):
        most = Counter(label for ticket in tickets if (label := ticket.label(name))).most_common(1)[0][0]
        assert prediction.fields[name].value == most


def test_what_belongs_to_another_business_is_seen_to_be_out_of_scope(ask: Ask) -> None:
    predictions = ask(OTHER_BUSINESS)
    assert sum(prediction.out_of_scope.flag for prediction in predictions) >= len(OTHER_BUSINESS) - 1
    for prediction in predictions:
        assert "auto" not in {field.tier for field in prediction.fields.values()}


UNFAMILIAR = (
    "Strømregningen min er dobbelt så høy som i fjor, kan dere sjekke måleren?",
    "Bankkortet mitt er sperret, hvordan får jeg tatt ut kontanter?",
    "My bank card was swallowed by the machine, what now?",
)


def test_of_requests_that_are_nearly_strange_nothing_is_claimed_for_sure(ask: Ask) -> None:
    for body, said in zip(UNFAMILIAR, ask(UNFAMILIAR), strict=True):
        assert not {field.tier for field in said.fields.values()} & {"auto", "best"}, body


def test_hardly_one_of_the_desks_own_is_nearly_strange(ask: Ask) -> None:
    assert sum(prediction.out_of_scope.score >= CAREFUL_FROM for prediction in ask(BODIES)) <= 0.1 * len(BODIES)


def test_the_desks_own_requests_score_below_those_of_others(ask: Ask) -> None:
    own = sorted(prediction.out_of_scope.score for prediction in ask(BODIES))
    others = sorted(prediction.out_of_scope.score for prediction in ask(OTHER_BUSINESS))
    assert own[len(own) // 2] < 0.1
    assert others[len(others) // 2] > 0.5


def test_only_values_with_evidence_may_be_auto(demo_bundle: Bundle) -> None:
    """Thirty judged cases are the least, so a value of fewer tickets can have no threshold."""
    tickets = demo_tickets().tickets
    for name, policy in demo_bundle.policies.items():
        counts = Counter(ticket.label(name) for ticket in tickets)
        for value, threshold in policy.auto.items():
            assert counts[value] >= policy.minimum_evidence
            assert 0.5 <= threshold < 1


def test_an_automatic_answer_has_a_threshold_and_reaches_it(demo_bundle: Bundle) -> None:
    tickets = demo_tickets().tickets
    texts = [request_text(ticket) for ticket in tickets[::5]]
    for prediction in demo_bundle.predict(texts, demo_bundle.encoder.encode(texts)):
        for field in prediction.fields.values():
            if field.tier == "auto":
                assert field.threshold is not None
                assert field.confidence >= field.threshold
            if field.threshold is None:
                assert field.tier != "auto"
