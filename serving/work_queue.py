"""The work queue: the threads that models and searches run in, and how much may wait for them."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect

from firstline.serving.patience import Patience
from firstline.serving.problems import DEADLINE_PASSED, TOO_MANY_REQUESTS, ProblemError

Result = TypeVar("Result")

TEXTS_A_PIECE = 8
_LONG_AT_ONCE = 2


@dataclass(eq=False, slots=True)
class _Entry:
    """One piece of work. `size` is how many pieces it counts for."""

    work: Callable[[], Any] = field(repr=False)
    size: int
    is_long: bool
    outcome: "asyncio.Future[Any]"
    has_begun: bool = False


class WorkQueue:
    """Runs work in threads, off the event loop. Only for one event loop: nothing here is locked.

    There are two queues: single requests (up to eight texts) in one, batches in the other, whose pieces take turns
    with single requests, one at a time while any of those waits, so that neither starves the other. At most `limit`
    single requests wait or run, and `batch_limit` pieces of batches (by default as many; a batch is one for each eight
    of its texts); more are refused at once (429), because a queue that only grows answers nobody in time.
    """

    def __init__(self, *, threads: int, limit: int, batch_limit: int | None = None) -> None:
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="firstline-work")
        self._threads = threads
        self._limits = {False: limit, True: limit if batch_limit is None else batch_limit}
        self._waiting: dict[bool, deque[_Entry]] = {False: deque(), True: deque()}
        self._running = {False: 0, True: 0}
        self._loads = {False: 0, True: 0}
        self._long_was_last = False

    @property
    def load(self) -> int:
        """How many pieces wait or are worked on."""
        return sum(self._loads.values())

    async def run(self, work: Callable[[], Result], *, texts: int = 1, patience: Patience | None = None) -> Result:
        """Run `work`, which handles so many `texts`, and wait for it.

        Raises:
            ProblemError: 429, too much waits already (whatever comes is let in where nothing of its queue waits or
                runs); 503, the caller's time ran out before the work began.
            ClientDisconnect: the caller hung up before it began.
        """
        (result,) = await self._run([work], size=-(-texts // TEXTS_A_PIECE), patience=patience)
        return result

    async def run_pieces(
        self, works: Sequence[Callable[[], Result]], *, patience: Patience | None = None
    ) -> list[Result]:
        """Run the pieces of one batch, of up to eight texts each; their results in order.

        What has begun before the caller's time runs out is finished, all of it; when the caller hangs up, the pieces
        that have not begun are dropped. Raises as `run` does, and the first error of a piece.
        """
        return await self._run(works, size=1, patience=patience)

    def close(self) -> None:
        """Finish what has begun."""
        self._pool.shutdown(wait=True)

    async def _run(
        self, works: Sequence[Callable[[], Result]], *, size: int, patience: Patience | None
    ) -> list[Result]:
        entries = self._accept(works, size, patience)
        # A caller who hangs up does not stop what is under way: a shield keeps the count true until it ends.
        outcomes = asyncio.shield(asyncio.gather(*(entry.outcome for entry in entries)))
        loop = asyncio.get_running_loop()
        watching: list[asyncio.TimerHandle | asyncio.Task[None]] = []
        if patience is not None and not entries[-1].has_begun:
            if patience.seconds is not None:
                watching.append(loop.call_later(patience.seconds, self._time_is_up, entries))
            if patience.receive is not None:
                watching.append(gone := loop.create_task(patience.hung_up()))
                gone.add_done_callback(partial(self._hung_up, entries))
        try:
            return await outcomes
        finally:
            for watch in watching:
                watch.cancel()
            self._drop(entries, None)

    def _accept(self, works: Sequence[Callable[[], Any]], size: int, patience: Patience | None) -> list[_Entry]:
        is_long = size * len(works) > 1
        load = self._loads[is_long]
        if load and load + size * len(works) > self._limits[is_long]:
            raise ProblemError(
                TOO_MANY_REQUESTS,
                f"{load} pieces of work wait and {self._limits[is_long]} may; try again after a pause",
            )
        if patience is not None and patience.seconds == 0:
            raise _out_of_time()
        create = asyncio.get_running_loop().create_future
        entries = [_Entry(work, size, is_long, create()) for work in works]
        self._loads[is_long] += size * len(works)
        self._waiting[is_long].extend(entries)
        self._begin()
        return entries

    def _begin(self) -> None:
        while sum(self._running.values()) < self._threads and (entry := self._next()) is not None:
            entry.has_begun = True
            self._running[entry.is_long] += 1
            self._long_was_last = entry.is_long
            future = asyncio.get_running_loop().run_in_executor(self._pool, entry.work)
            future.add_done_callback(partial(self._end, entry))

    def _next(self) -> _Entry | None:
        short, long = self._waiting[False], self._waiting[True]
        room_for_long = self._running[True] < (1 if short else _LONG_AT_ONCE)
        if long and room_for_long and not (short and self._long_was_last):
            return long.popleft()
        return short.popleft() if short else None

    def _end(self, entry: _Entry, done: "asyncio.Future[Any]") -> None:
        self._running[entry.is_long] -= 1
        self._loads[entry.is_long] -= entry.size
        if not entry.outcome.done():
            error = None if done.cancelled() else done.exception()
            if done.cancelled():
                entry.outcome.cancel()
            elif error is not None:
                _fail(entry, error)
            else:
                entry.outcome.set_result(done.result())
        self._begin()

    def _time_is_up(self, entries: Sequence[_Entry]) -> None:
        if not entries[0].has_begun:
            self._drop(entries, _out_of_time())

    def _hung_up(self, entries: Sequence[_Entry], gone: "asyncio.Task[None]") -> None:
        if not gone.cancelled() and gone.exception() is None:
            self._drop(entries, ClientDisconnect())

    def _drop(self, entries: Iterable[_Entry], error: Exception | None) -> None:
        """Forget what has not begun."""
        for entry in entries:
            if entry.has_begun or entry.outcome.done():
                continue
            self._waiting[entry.is_long].remove(entry)
            self._loads[entry.is_long] -= entry.size
            if error is None:
                entry.outcome.cancel()
            else:
                _fail(entry, error)


def _fail(entry: _Entry, error: BaseException) -> None:
    entry.outcome.set_exception(error)
    # Looked at, so that the error of a caller who hung up is not reported as one nobody fetched.
    entry.outcome.exception()


def _out_of_time() -> ProblemError:
    return ProblemError(DEADLINE_PASSED, "the time of X-Request-Timeout ran out before the work began; try again")
