"""Tests of the scope mark."""

import pytest

from firstline.datasets.scope_mark import marked_out_of_scope
from firstline.datasets.ticket import Ticket


@pytest.mark.parametrize(
    ("mark", "said"),
    [(True, True), ("Yes", True), (1, True), (False, False), ("no", False), ("", None), ("maybe", None)],
)
def test_a_desk_may_say_yes_or_no_or_nothing(mark: object, said: bool | None) -> None:
    assert marked_out_of_scope(Ticket.model_validate({"body": "a pizza, please", "out_of_scope": mark})) is said


def test_without_the_column_nothing_is_said() -> None:
    assert marked_out_of_scope(Ticket(body="a pizza, please")) is None


@pytest.mark.parametrize(("status", "said"), [("Spam", True), ("closed", None), (None, None)])
def test_a_status_of_spam_says_it_too(status: str | None, said: bool | None) -> None:
    assert marked_out_of_scope(Ticket(body="a pizza, please", status=status)) is said
