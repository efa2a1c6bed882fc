"""The serving row: one measured figure of a service under load, and what it has to reach."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from firstline.evaluation.benchmark_row import Target


@dataclass(frozen=True, slots=True)
class ServingRow:
    """`value` in `unit`; None where it was not measured, which `note` explains. `least` is wanted, `aim` more."""

    figure: str
    value: float | None = None
    unit: str = "×"
    least: Target | None = None
    aim: Target | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """In words; empty without a target or a value."""
        if self.value is None or self.least is None:
            return ""
        if self.aim is not None and _reached(self.value, self.aim):
            return "aim"
        return "yes" if _reached(self.value, self.least) else "**no**"


@dataclass(frozen=True, slots=True)
class ServicePeer:
    """A service with the same weights, Firstline's own among them: answers a second for 32 callers."""

    peer: str
    does: str
    rate: float | None = None
    median: float | None = None
    resident: float | None = None
    ready_seconds: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ServingResult:
    """All of one run."""

    rows: tuple[ServingRow, ...]
    peers: tuple[ServicePeer, ...]
    about: str
    fast: bool
    commands: tuple[str, ...]

    def save(self, path: Path) -> None:
        path.write_bytes(TypeAdapter(ServingResult).dump_json(self, indent=1))


def _reached(value: float, target: Target) -> bool:
    return value <= target.value if target.at_most else value >= target.value
