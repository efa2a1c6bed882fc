"""Clear-cut requests get their category, in both languages of the desk."""

import pytest

from tests.behaviour.conftest import Ask
from tests.behaviour.requests import BODIES, REQUESTS

RIGHT = 0.85


@pytest.mark.parametrize("category", sorted({category for category, _ in REQUESTS}))
def test_a_clear_request_of_each_category_gets_it_or_has_it_next(ask: Ask, category: str) -> None:
    bodies = [body for wanted, body in REQUESTS if wanted == category]
    for body, prediction in zip(bodies, ask(bodies), strict=True):
        field = prediction.fields["category"]
        assert category in {field.value, *(other.value for other in field.alternatives[:2])}, body


@pytest.mark.parametrize("russian", [False, True], ids=["English", "Russian"])
def test_most_clear_requests_get_their_category(ask: Ask, russian: bool) -> None:
    wanted = [(c, body) for c, body in REQUESTS if any("а" <= letter <= "я" for letter in body) == russian]
    found = [prediction.fields["category"].value for prediction in ask([body for _, body in wanted])]
    right = sum(value == category for value, (category, _) in zip(found, wanted, strict=True))
    assert right >= RIGHT * len(wanted), list(zip(found, wanted, strict=True))


def test_clear_requests_belong_here(ask: Ask) -> None:
    assert sum(prediction.out_of_scope.flag for prediction in ask(BODIES)) <= 1


def test_a_group_is_named_that_the_desk_has(ask: Ask) -> None:
    for prediction in ask(BODIES):
        assert prediction.fields["skill_group"].value.endswith(("_team", "first_line"))
        assert prediction.fields["priority"].value in {"low", "normal", "high"}
