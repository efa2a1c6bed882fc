"""The gate: one condition that a model must meet before it may replace the champion."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Gate:
    """`found` and `wanted` are for people, with numbers; `passed` is what counts."""

    name: str
    passed: bool
    found: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """All gates of one candidate. `notes` say what the reader should know of the tickets."""

    gates: tuple[Gate, ...]
    tickets: int
    notes: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return all(gate.passed for gate in self.gates)

    @property
    def refusals(self) -> tuple[Gate, ...]:
        return tuple(gate for gate in self.gates if not gate.passed)

    def reasons(self) -> str:
        """The gates that refuse, in one line."""
        return "; ".join(f"{gate.name}: {gate.found}, wanted {gate.wanted}" for gate in self.refusals)

    def as_json(self) -> dict[str, object]:
        """Figures only: no text of a ticket is in a gate."""
        return {"passed": self.passed, "tickets": self.tickets, "gates": [asdict(gate) for gate in self.gates]}


def refused(name: str, found: str, wanted: str) -> Verdict:
    """A verdict of one gate that could not even be tried further."""
    return Verdict((Gate(name, passed=False, found=found, wanted=wanted),), tickets=0)
