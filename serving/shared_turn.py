"""The shared turn: whoever's turn it is does the waiting work of all, in one go."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(slots=True)
class _Entry(Generic[Item, Result]):
    item: Item = field(repr=False)
    done: bool = False
    result: Result | None = None
    error: Exception | None = None


class SharedTurn(Generic[Item, Result]):
    """Work-conserving batches among threads, without a thread of its own.

    A caller that finds nobody at work starts at once with what it has: an idle service adds no wait. What arrives
    while `work` runs is done together in the next turn, at most `limit` items of it. `work` gets items in order of
    arrival and gives back one result for each. When a batch fails, each of its items is tried alone, so that only
    the one at fault fails.
    """

    def __init__(self, work: Callable[[Sequence[Item]], Sequence[Result]], *, limit: int) -> None:
        self._work = work
        self._limit = limit
        self._waiting: deque[_Entry[Item, Result]] = deque()
        self._turn = threading.Lock()

    def __len__(self) -> int:
        return len(self._waiting)

    def do(self, item: Item) -> Result:
        """Have `item` worked on and return its result, or raise what `work` raised for it."""
        entry: _Entry[Item, Result] = _Entry(item)
        self._waiting.append(entry)
        with self._turn:
            while not entry.done:
                self._work_on([self._waiting.popleft() for _ in range(min(self._limit, len(self._waiting)))])
        if entry.error is not None:
            raise entry.error
        return entry.result  # type: ignore[return-value]  # set whenever there is no error

    def _work_on(self, batch: list[_Entry[Item, Result]]) -> None:
        try:
            results = self._work([entry.item for entry in batch])
        except Exception as error:
            if len(batch) > 1:
                for entry in batch:
                    self._work_on([entry])
                return
            batch[0].error, batch[0].done = error, True
            return
        for entry, result in zip(batch, results, strict=True):
            entry.result, entry.done = result, True
