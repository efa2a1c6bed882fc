"""The gates on a terminal: a rich table."""

from __future__ import annotations

from rich import box
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from firstline.evaluation.gate import Verdict


def gate_table(verdict: Verdict, title: str) -> RenderableType:
    """Every gate with what was found and what was wanted, then the notes."""
    table = Table(title=escape(title), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("gate", "", "found", "wanted"):
        table.add_column(column)
    for gate in verdict.gates:
        word = Text("passed", style="green") if gate.passed else Text("REFUSED", style="bold red")
        table.add_row(escape(gate.name), word, escape(gate.found), escape(gate.wanted))
    notes = (Text(f"note: {note}", style="yellow") for note in verdict.notes)
    return Group(table, *notes)
