"""What looks like the name of a human being."""

import pytest

from firstline.datasets.person_name import is_person_name


@pytest.mark.parametrize(
    "name", ["Beth Anglin", "Иванова О.", "Operator, Piet", "Groot, J. de", "Anna de Test", "von der Heide, U."]
)
def test_names_may_begin_and_end_with_small_words(name: str) -> None:
    assert is_person_name(name)


@pytest.mark.parametrize("text", ["Printer", "de", "Mail & Accounts", "gaat het mis", "Server down", "Printer 5"])
def test_what_is_no_name(text: str) -> None:
    assert not is_person_name(text)
