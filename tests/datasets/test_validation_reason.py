"""Why a record is refused."""

import pytest
from pydantic import ValidationError

from firstline.datasets.ticket import Ticket
from firstline.datasets.validation_reason import validation_reason


def test_the_reason_names_the_place_and_not_the_text():
    with pytest.raises(ValidationError) as caught:
        Ticket.model_validate({"messages": [{"author": "secret", "text": "secret"}]})
    assert validation_reason(caught.value) == "messages.0.author: Input should be 'customer', 'agent' or 'system'"
