"""Why a record is refused."""

import pytest
from pydantic import ValidationError

from firstline.datasets.ticket import Ticket
from firstline.datasets.validation_reason import plain_reason, validation_reason


def test_the_reason_names_the_place_and_not_the_text():
    with pytest.raises(ValidationError) as caught:
        Ticket.model_validate({"messages": [{"author": "secret", "text": "secret"}]})
    assert validation_reason(caught.value) == "messages.0.author: 'customer', 'agent' or 'system' is wanted"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"subject": 5}, "subject: a number came where text is wanted"),
        ({"body": ["secret"]}, "body: a list came where text is wanted"),
        ({"messages": "secret"}, "messages: text came where a list is wanted"),
        ({"messages": ["secret"]}, "messages.0: text came where an object is wanted"),
        ({"csat": "secret"}, "csat: text came where a number is wanted"),
        ({"messages": [{"text": "secret"}]}, "messages.0.author: required, but missing"),
    ],
)
def test_what_came_and_what_was_wanted_is_said_in_plain_words(cells, said):
    with pytest.raises(ValidationError) as caught:
        Ticket.model_validate(cells)
    assert validation_reason(caught.value) == said


def test_a_kind_that_has_no_words_of_its_own_keeps_its_message():
    assert plain_reason({"type": "value_error", "msg": "Value error, no time"}) == "no time"
    assert plain_reason({"type": "string_too_long", "msg": "too long"}) == "too long"
