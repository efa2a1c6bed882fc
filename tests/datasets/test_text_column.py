"""Texts that customers wrote are told from texts that came later, by names and by what stands in them."""

import pytest

from firstline.datasets.column_profile import ColumnProfile
from firstline.datasets.text_column import is_later, is_summary, may_be_request, may_be_request_after_all

TEXTS = [f"The lamp of room {number} has been broken since Monday, please help." for number in range(6)]


def column(name, cells=TEXTS, rows=None):
    return ColumnProfile.of(name, cells, rows=rows or len(cells))


@pytest.mark.parametrize(
    "name", ["Agent reply", "Last comment", "preview", "Internal note", "Letzte Nachricht", "Решение"]
)
def test_what_was_written_later_is_no_request(name):
    assert is_later(name)
    assert not may_be_request(column(name))


def test_a_column_of_keys_is_no_text():
    assert not may_be_request(column("urlcode", [f"fPkpL5i2igy02StuXD{number}H" for number in range(30)]))
    assert may_be_request(column("Anything"))


def test_notes_that_every_ticket_has_may_be_the_request_and_the_newest_comment_may_not():
    assert may_be_request_after_all(column("Notes"))
    assert may_be_request_after_all(column("Комментарий"))
    assert not may_be_request_after_all(column("Last comment"))
    assert not may_be_request_after_all(column("Notes", TEXTS, rows=12))
    assert not may_be_request_after_all(column("Notes", ["Mended and closed by the night shift of the desk"] * 6))


def test_a_summary_is_one_unless_people_are_asked_for_it():
    assert is_summary("Zusammenfassung")
    assert not is_summary("Issue Summary")
