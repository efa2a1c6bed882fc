"""Minutes and money."""

from dataclasses import replace

import pytest

from firstline.datasets.ticket import Ticket
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.estimate import Estimate
from firstline.evaluation.first_assignment import RoutingComparison, compare_routing
from firstline.evaluation.savings import Costs, savings
from firstline.models.prediction import FieldPrediction


@pytest.fixture
def routing() -> RoutingComparison:
    answer = FieldPrediction("B", 0.9, "best", None, ())
    found = compare_routing([Ticket(group_history=("A", "B"))], [answer], slices={}, bootstrap=Bootstrap(resamples=5))
    assert found is not None
    return replace(found, hops_avoided=Estimate(0.2, 0.1, 0.3))


def test_nothing_is_said_of_money_that_nobody_stated(routing: RoutingComparison) -> None:
    assert savings(routing, Costs()) is None
    assert savings(routing, Costs(cost_per_minute=2.0)) is None
    assert savings(None, Costs(minutes_per_hop=10)) is None


def test_passing_through_an_inbox_is_no_hop_that_is_saved() -> None:
    tickets = [Ticket(group_history=("inbox", "A"))] * 10
    answers = [FieldPrediction("A", 0.9, "best", None, ())] * 10
    found = savings(
        compare_routing(tickets, answers, slices={}, bootstrap=Bootstrap(resamples=5)), Costs(minutes_per_hop=9)
    )
    assert found is not None
    assert found.minutes.value == 0.0


def test_minutes_come_before_money(routing: RoutingComparison) -> None:
    found = savings(routing, Costs(minutes_per_hop=10))
    assert found is not None
    assert found.minutes.value == pytest.approx(200)
    assert found.money is None
    paid = savings(routing, Costs(minutes_per_hop=10, cost_per_minute=1.5, currency="EUR"))
    assert paid is not None
    assert paid.money is not None
    assert (paid.money.low, paid.currency) == (pytest.approx(150), "EUR")
