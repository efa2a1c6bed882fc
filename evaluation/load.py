"""The load: what callers of a service measured, from a process of their own."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from firstline.datasets.errors import FirstlineError
from firstline.evaluation.workbench import Workbench

_PROCESS = Path(__file__).with_name("load_process.py")
_PLAN, _CALLS = "load-plan.json", "load-calls.json"
_TURNED_AWAY = frozenset({429, 503})


@dataclass(frozen=True, slots=True)
class LoadPlan:
    """See `load_process`. The calls of the first `warm` seconds are made and not counted."""

    url: str
    path: str
    bodies: str
    clients: int
    seconds: float
    rate: float | None = None
    first: int = 0
    warm: float = 2.0
    timeout: float = 60.0

    def run(self, bench: Workbench, python: Path) -> Load:
        """Call the service; `python` has Locust. Raises FirstlineError when the callers could not call."""
        (bench.work / _PLAN).write_text(json.dumps(asdict(self)), encoding="utf-8")
        bench.measure((str(python), "-I", str(_PROCESS), _PLAN, _CALLS), name="the load process")
        calls = json.loads((bench.work / _CALLS).read_text(encoding="utf-8"))
        return Load(tuple((began, took, status) for began, took, status in calls), self.warm, self.seconds)


@dataclass(frozen=True, slots=True)
class Load:
    """`calls` are `(second it began, seconds it took, status)`; counted are those from `warm` to `seconds`."""

    calls: tuple[tuple[float, float, int], ...]
    warm: float
    seconds: float

    @property
    def offered(self) -> float:
        """Calls a second that were made."""
        return sum(began >= self.warm for began, _, _ in self.calls) / self._span

    @property
    def rate(self) -> float:
        """Calls a second that were answered with 200."""
        return sum(s == 200 and self.warm <= b + t <= self.seconds for b, t, s in self.calls) / self._span

    @property
    def statuses(self) -> Mapping[int, int]:
        return Counter(status for began, _, status in self.calls if began >= self.warm)

    @property
    def errors(self) -> int:
        """Calls that were neither answered nor turned away (429, 503)."""
        return sum(count for status, count in self.statuses.items() if status != 200 and status not in _TURNED_AWAY)

    def milliseconds(self, share: float) -> float:
        """That quantile of the time of accepted calls. Raises FirstlineError where none was accepted."""
        taken: Sequence[float] = [1000 * t for b, t, s in self.calls if s == 200 and b >= self.warm]
        if not taken:
            raise FirstlineError(f"no call was answered with 200, but {dict(self.statuses)}")
        return float(np.quantile(taken, share))

    @property
    def _span(self) -> float:
        return max(self.seconds - self.warm, 1e-9)
