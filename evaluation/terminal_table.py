"""The terminal table: a report table as rich shows it."""

from __future__ import annotations

from rich import box
from rich.markup import escape
from rich.table import Table

from firstline.evaluation.report_rows import ReportTable


def terminal_table(table: ReportTable, *, prefix: str = "", rows: int | None = None, rest: str = "") -> Table:
    """At most `rows` of it, and below how many more there are in `rest`; its last column wraps where it holds prose."""
    title = escape(f"{prefix}{table.title.lower()}" if prefix else table.title)
    shown = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for number, column in enumerate(table.columns):
        is_prose = table.ends_in_lines and number == len(table.columns) - 1
        shown.add_column(
            column,
            justify="left" if number == 0 or is_prose else "right",
            overflow="fold",
        )
    for row in table.rows[:rows]:
        shown.add_row(*(escape(cell) for cell in row))
    if rows is not None and len(table.rows) > rows:
        shown.caption = f"and {len(table.rows) - rows} more in {rest}"
    return shown
