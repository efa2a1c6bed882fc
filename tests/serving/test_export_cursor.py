"""A cursor is a place in the order of commits, and says which."""

from datetime import UTC, datetime

import pytest

from firstline.datasets.errors import InputError
from firstline.serving.export_cursor import ExportCursor, read_place


def test_a_cursor_comes_back_as_it_was() -> None:
    cursor = ExportCursor("training", 12, 34)
    assert read_place(f" {cursor}\n", "training") == cursor


def test_a_time_needs_an_offset() -> None:
    assert read_place("2026-01-31T12:00:00Z", "decisions") == datetime(2026, 1, 31, 12, tzinfo=UTC)
    with pytest.raises(InputError, match="offset"):
        read_place("2026-01-31T12:00:00", "decisions")


def test_the_cursor_of_another_export_and_anything_else_are_refused() -> None:
    with pytest.raises(InputError, match="firstline export decisions"):
        read_place("decisions:1:0", "training")
    for text in ("", "yesterday", "decisions:1", "decisions:-1:0"):
        with pytest.raises(InputError, match="not understood"):
            read_place(text, "decisions")
