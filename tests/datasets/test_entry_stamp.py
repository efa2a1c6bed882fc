"""The line that heads an entry goes, and of several entries the first in time is the request."""

import pytest

from firstline.datasets.clean import clean_text
from firstline.datasets.entry_stamp import first_entry


@pytest.mark.parametrize(
    "stamp",
    [
        "13-11-2025 07:15 Anna de Test:",
        "13-11-2025 07:15 Test, Anna:",
        "13-11-2025 07:15 Groot, J. de:",
        "13-11-2025 07:15 Berg, M. van den:",
        "2025-11-13 07:15:22 - Anna Test (Additional comments)",
        "[13.11.2025, 07:15] Анна Тестова:",
        "11/13/2025 07:15 PM Anna Test:",
    ],
)
def test_a_line_with_a_time_and_a_name_is_no_word_of_the_customer(stamp: str) -> None:
    assert first_entry(f"{stamp}\nThe door is stuck.\nPlease help.") == "The door is stuck.\nPlease help."


def test_of_several_the_first_in_time_counts_wherever_it_stands() -> None:
    newest_first = "14-11-2025 09:00 Operator Piet:\nDone.\n\n13-11-2025 07:15 Anna de Test:\nThe door is stuck."
    assert first_entry(newest_first) == "The door is stuck."
    oldest_first = "02-11-2025 07:15 Anna de Test:\nThe door is stuck.\n\n11-11-2025 09:00 Operator Piet:\nDone."
    assert first_entry(oldest_first) == "The door is stuck."


@pytest.mark.parametrize(
    "text",
    [
        "12-11-2025 07:15 gaat het mis:\nde deur klemt",
        "12-11-2025 07:15 Fout:\nde deur klemt",
        "12-11-2025 07:15 Server Down in hal 3:\nde deur klemt",
        "12-11-2025 07:15 Anna Test",
        "The door is stuck\n13-11-2025 07:15 Anna Test:\nstill",
        "13-11-2025 07:15 Anna Test:",
        "",
    ],
)
def test_what_only_looks_like_one_stays(text: str) -> None:
    assert first_entry(text) == text


def test_cleaning_takes_it_off_and_the_signature_under_it() -> None:
    text = "13-11-2025 07:15 Anna de Test:\nHello,\nThe door of room 5 is stuck.\n\nKind regards,\nAnna de Test"
    assert clean_text(text) == "Hello,\nThe door of room 5 is stuck."
    assert clean_text(clean_text(text)) == clean_text(text)
