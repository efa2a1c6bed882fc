"""The turnstile: lets so many threads through at a time, in the order in which they came."""

import threading
from collections import deque


class Turnstile:
    """A semaphore that is handed over. `threading.Semaphore` lets a thread that gives its place back take it again
    before the one that waits has woken up, so that a long list of work in pieces would pass everybody else.

    A context manager, for any number of threads.
    """

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: deque[threading.Event] = deque()
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        with self._lock:
            if self._free:
                self._free -= 1
                return
            self._waiting.append(turn := threading.Event())
        turn.wait()

    def __exit__(self, *error: object) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._free += 1
