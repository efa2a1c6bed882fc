"""The work queue: the threads that models and searches run in, and how much may wait for them."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from firstline.serving.problems import TOO_MANY_REQUESTS, ProblemError

Result = TypeVar("Result")
_TEXTS_A_PIECE = 8


class WorkQueue:
    """Runs one request's whole work in one thread, off the event loop.

    At most `limit` pieces of work wait or run (a single request is one, a batch one for each eight of its texts);
    more are refused at once (429), because a queue that only grows answers nobody in time.
    """

    def __init__(self, *, threads: int, limit: int) -> None:
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="firstline-work")
        self._limit = limit
        self._load = 0

    @property
    def load(self) -> int:
        """How many pieces wait or are worked on."""
        return self._load

    async def run(self, work: Callable[[], Result], *, texts: int = 1) -> Result:
        """Run `work`, which handles so many `texts`, and wait for it.

        Raises:
            ProblemError: 429, too much waits already. A single request is let in whenever nothing waits.
        """
        pieces = -(-texts // _TEXTS_A_PIECE)
        if self._load and self._load + pieces > self._limit:
            raise ProblemError(
                TOO_MANY_REQUESTS, f"{self._load} pieces of work wait and {self._limit} may; try again after a pause"
            )
        self._load += pieces
        future = asyncio.get_running_loop().run_in_executor(self._pool, work)
        future.add_done_callback(lambda done: self._release(done, pieces=pieces))
        # A caller that hangs up does not stop work under way: a shield keeps the count true until it ends.
        return await asyncio.shield(future)

    def close(self) -> None:
        """Finish what was accepted."""
        self._pool.shutdown(wait=True)

    def _release(self, done: "asyncio.Future[Result]", *, pieces: int) -> None:
        self._load -= pieces
        # Looked at, so that the error of a caller who hung up is not reported as one nobody fetched.
        _ = done.cancelled() or done.exception()
