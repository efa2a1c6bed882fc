"""Links in words: which ticket is repeated."""

import pytest

from firstline.datasets.duplicate_link import are_links_in_words, repeated_ticket, tell_of_duplicates


@pytest.mark.parametrize(
    ("text", "ticket"),
    [
        ("Duplicates #12", "12"),
        ("Дублирует #20058", "20058"),
        ("Blocks #3, Duplicate of PROJ-7", "PROJ-7"),
        ("Duplikat von: 4711", "4711"),
        ("Duplicated by #12", None),
        ("Связана с #5", None),
        ("Продублировано #5", None),
        ("Case 500", None),
        ("#12", None),
        ("", None),
    ],
)
def test_the_ticket_that_is_repeated(text: str, ticket: str | None) -> None:
    assert repeated_ticket(text) == ticket


@pytest.mark.parametrize("text", ["INC-500", "Case 500", "#12", "4711", "M 2601 0001", "RE-5"])
def test_an_id_is_no_link_in_words(text: str) -> None:
    assert not are_links_in_words(text)


def test_a_column_of_links_tells_of_duplicates() -> None:
    assert tell_of_duplicates(["Дублирует #1", "Связана с #2", "Дублирует #3"])
    assert not tell_of_duplicates(["Связана с #1", "Связана с #2", "Блокирует #3"])
    assert not tell_of_duplicates(["Duplicates #1", "the door of room 5", "no light in room 7", "Duplicates #2"])
