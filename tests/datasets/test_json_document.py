"""JSON texts are read value by value."""

import io
from pathlib import Path

import pytest

from firstline.datasets.errors import TicketFileError
from firstline.datasets.json_document import JsonDocument


def document(text):
    return JsonDocument(Path("t.json"), io.StringIO(text))


def test_names_and_values_of_an_object_come_one_after_the_other():
    read = document('{"a": 1, "b": [2, 3]}')
    assert [(name, read.value()) for name in read.members()] == [("a", 1), ("b", [2, 3])]
    assert read.peek() == ""


@pytest.mark.parametrize("text", ["{1: 2}", '{"a" 1}', '{"a": 1 "b": 2}'])
def test_what_is_no_object_is_refused(text):
    read = document(text + " " * 40)
    with pytest.raises(TicketFileError, match="not JSON at character"):
        [read.value() for _ in read.members()]
