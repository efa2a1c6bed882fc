"""Tests of the terminal table."""

from io import StringIO

from rich.console import Console

from firstline.evaluation.report_rows import ReportTable
from firstline.evaluation.terminal_table import terminal_table

TABLE = ReportTable("Values", "", ("value", "tickets"), tuple((f"[b]{n}", str(n)) for n in range(5)))


def _shown(rows: int | None) -> str:
    stream = StringIO()
    Console(file=stream, width=80).print(terminal_table(TABLE, prefix="category: ", rows=rows, rest="report.html"))
    return stream.getvalue()


def test_it_shows_cells_as_they_are_and_says_what_is_left_out() -> None:
    shown = _shown(2)
    assert "category: values" in shown
    assert "[b]1" in shown
    assert "[b]2" not in shown
    assert "and 3 more in report.html" in " ".join(shown.split())


def test_without_a_limit_it_shows_all() -> None:
    assert "[b]4" in _shown(None)
    assert "more in" not in _shown(None)
