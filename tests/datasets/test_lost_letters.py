"""Letters that an export wrote as question marks."""

import pytest

from firstline.datasets.language import UNDETERMINED, detect_language
from firstline.datasets.lost_letters import has_lost_letters, lost_letters_note
from firstline.datasets.ticket_import import import_tickets, look_at_exports

RUSSIAN = "Здравствуйте, не могу войти в кабинет FjordPanel, пишет неверный пароль"
LOST = RUSSIAN.encode("cp1252", "replace").decode("cp1252")


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        (LOST, True),
        ("????????? ????? ? ?????? 555-0142", True),
        (RUSSIAN, False),
        ("Hello??? Is anybody there???", False),
        ("Where is my order?????????????", False),
        ("Why?? How?? When?? Who?? Where?? What??", False),
        ("Hello ?? Anyone ?? Help ??", False),
        ("Is it a? or b? or c? or d?", False),
        ("", False),
        ("Gr??e aus M?nchen, der Drucker streikt seit gestern", False),
    ],
)
def test_words_of_question_marks_are_lost(text: str, lost: bool) -> None:
    assert has_lost_letters(text) is lost


def test_nobody_can_tell_the_language_of_question_marks() -> None:
    assert detect_language(RUSSIAN) == "ru"
    assert detect_language(LOST) == UNDETERMINED


def test_an_import_counts_them_and_says_what_helps(tmp_path) -> None:
    rows = [f"{n},{RUSSIAN if n % 2 else 'the card was stolen'},{'abc'[n % 3]}\n" for n in range(40)]
    path = tmp_path / "export.csv"
    table = "".join(["id,body,category\n", *(row.replace(", ", " ") for row in rows)])
    path.write_bytes(table.encode("cp1252", "replace"))
    result = import_tickets([path], None, mapping=look_at_exports([path]))
    assert (result.tickets, result.lost) == (40, 20)
    assert lost_letters_note(result.lost, result.tickets).startswith("20 of 40 tickets have question marks")
    assert lost_letters_note(0, 40) == ""
