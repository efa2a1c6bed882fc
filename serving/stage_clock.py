"""The stage clock: how long each stage of an answer took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


class StageClock:
    """Milliseconds by stage; a stage that is entered again adds up."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._stages: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self.add(name, (time.perf_counter() - began) * 1000)

    def add(self, name: str, milliseconds: float) -> None:
        self._stages[name] = self._stages.get(name, 0.0) + milliseconds

    def share(self, *, among: int) -> "StageClock":
        """A clock that begins with an equal share of the stages so far, for each of several tickets done together."""
        clock = StageClock()
        clock._began -= (time.perf_counter() - self._began) / among
        clock._stages = {name: value / among for name, value in self._stages.items()}
        return clock

    def as_json(self) -> dict[str, float]:
        """Milliseconds of each stage, and `total` since the clock began."""
        total = (time.perf_counter() - self._began) * 1000
        return {name: round(value, 3) for name, value in (*self._stages.items(), ("total", total))}
