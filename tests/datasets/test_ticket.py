"""A ticket reads what exports write, and shows no text."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from firstline.datasets.ticket import Ticket


def test_a_list_of_names_has_no_empty_one():
    assert Ticket(body="x", restricted_to=[" HR "]).restricted_to == ("HR",)
    with pytest.raises(ValidationError, match="a name in the list is empty"):
        Ticket(body="x", restricted_to=["HR", " "])


def test_ids_and_labels_are_strings_whatever_an_export_writes():
    ticket = Ticket.model_validate({"id": 7, "requester_id": 8.0, "category": Decimal(3), "priority": 1.5})
    assert (ticket.id, ticket.requester_id, ticket.category, ticket.priority) == ("7", "8", "3", "1.5")


def test_text_is_another_name_of_body_and_fills_an_empty_one():
    assert Ticket.model_validate({"text": "a"}).body == "a"
    assert Ticket.model_validate({"text": "a", "body": None}).body == "a"
    assert Ticket.model_validate({"text": "a", "body": ""}).body == "a"
    assert Ticket.model_validate({"text": "a", "body": "b"}).body == "b"


def test_nan_and_empty_cells_are_missing():
    ticket = Ticket.model_validate(
        {"category": float("nan"), "priority": " ", "csat": "", "messages": "", "floor": None}
    )
    assert (ticket.category, ticket.priority, ticket.csat, ticket.messages) == (None, None, None, ())
    assert ticket.label("floor") is None


def test_a_field_of_the_desks_own_has_a_label():
    ticket = Ticket.model_validate({"floor": 3, "tags": ["a"]})
    assert ticket.label("floor") == "3"
    assert ticket.label("tags") is None
    assert ticket.label("unheard of") is None


def test_set_by_loses_the_nulls_of_columnar_exports():
    assert Ticket.model_validate({"set_by": {"category": "human", "priority": None}}).set_by == {"category": "human"}
    assert Ticket.model_validate({"set_by": [("category", "rule")]}).set_by == {"category": "rule"}


def test_neither_repr_nor_errors_show_the_text():
    assert "secret" not in repr(Ticket(subject="secret", body="secret"))
    with pytest.raises(ValidationError) as caught:
        Ticket.model_validate({"body": ["secret"]})
    assert "secret" not in str(caught.value)
