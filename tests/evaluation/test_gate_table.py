"""The gates on a terminal."""

from io import StringIO

from rich.console import Console

from firstline.evaluation.gate import Gate, Verdict
from firstline.evaluation.gate_table import gate_table


def test_every_gate_is_a_row_with_its_word_and_notes_follow() -> None:
    gates = (
        Gate("latency", passed=True, found="3 ms", wanted="4 ms"),
        Gate("[b]x", passed=False, found="a", wanted="b"),
    )
    written = StringIO()
    console = Console(width=120, file=written)
    console.print(gate_table(Verdict(gates, tickets=3, notes=("few tickets",)), "version 2"))
    lines = written.getvalue().splitlines()
    assert [line.split()[:2] for line in lines if " passed " in line or " REFUSED " in line] == [
        ["latency", "passed"],
        ["[b]x", "REFUSED"],
    ]
    assert "note: few tickets" in [line.strip() for line in lines]
