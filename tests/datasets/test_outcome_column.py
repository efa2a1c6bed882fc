"""How a ticket ended is no topic."""

import pytest

from firstline.datasets.outcome_column import is_outcome


@pytest.mark.parametrize(
    "name", ["Resolution", "close_code", "Решение", "Результат обращения", "Причина закрытия", "Ergebnis", "Løsning"]
)
def test_names_of_outcomes_are_told(name):
    assert is_outcome(name)


@pytest.mark.parametrize("name", ["Resolution group", "Resolved at", "Topic", "Category", "Status", "Тип заявки"])
def test_names_that_mean_something_else_are_none(name):
    assert not is_outcome(name)
