"""The benchmark row: one measured figure, with all that is needed to judge it and to measure it again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from firstline.evaluation.estimate import Estimate


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure has to reach. `at_most` turns it round; `over_floor` is about the difference, not the figure."""

    value: float
    at_most: bool = False
    over_floor: bool = False

    def __str__(self) -> str:
        sign = "≤" if self.at_most else "≥"
        return f"{sign} floor + {self.value:g}" if self.over_floor else f"{sign} {self.value:g}"


@dataclass(frozen=True, slots=True)
class QualityRow:
    """A figure of quality, the floor's in the same run, and their paired difference (95 % intervals, all three)."""

    figure: str
    value: Estimate
    n: int
    floor: Estimate | None = None
    difference: Estimate | None = None
    p_value: float | None = None
    target: Target | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None without one."""
        if self.target is None:
            return None
        if self.target.over_floor:
            return self.difference is not None and self.difference.value >= self.target.value
        return self.value.value <= self.target.value if self.target.at_most else self.value.value >= self.target.value


@dataclass(frozen=True, slots=True)
class SpeedRow:
    """A time, rate or size and what it is compared with; `ratio` is figure over reference."""

    figure: str
    value: float
    unit: str
    reference: float | None = None
    reference_name: str = ""
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return self.value / self.reference if self.reference else None


@dataclass(frozen=True, slots=True)
class PeerRow:
    """A way to do the same on the same rows, Firstline among them; None where it was not measured, and `note` says why.

    `difference` is Firstline's accuracy less this one's, paired by ticket. Times are in seconds and milliseconds,
    `peak_bytes` is the most memory that training and answering held.
    """

    peer: str
    accuracy: Estimate | None = None
    difference: Estimate | None = None
    p_value: float | None = None
    train_seconds: float | None = None
    text_milliseconds: float | None = None
    peak_bytes: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class BenchmarkResult:
    """All rows of one case of the benchmark, and how they came about."""

    case: str
    split: str
    seed: int
    encoder: str
    train_rows: int
    commands: tuple[str, ...]
    seconds: float
    machine: str
    measured: str
    fast: bool = False
    quality: tuple[QualityRow, ...] = ()
    speed: tuple[SpeedRow, ...] = ()
    peers: tuple[PeerRow, ...] = ()
    seeds: tuple[int, ...] = ()

    def save(self, folder: Path) -> None:
        """Write `<case>.json` into `folder`, replacing an earlier one."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{self.case}.json").write_bytes(_ADAPTER.dump_json(self, indent=1))

    @classmethod
    def load(cls, path: Path) -> BenchmarkResult:
        return _ADAPTER.validate_json(path.read_bytes())


_ADAPTER = TypeAdapter(BenchmarkResult)
