"""The drain: between being told to end and ending, for whoever sends requests here to notice."""

import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Drain:
    """With SIGTERM the service is not ready any more (`begun`), and answers all that comes for some seconds more, each
    answer the last one on its connection, so that a load balancer can send what follows elsewhere. Then the server
    ends as it would have done at once: it takes nothing new and finishes what it took.

    SIGINT, by which a person ends a service, drains nothing.
    """

    def __init__(self, *, seconds: float) -> None:
        self._seconds = seconds
        self.begun = False

    @contextmanager
    def listening(self) -> Iterator[None]:
        """While the block runs, SIGTERM comes here first, and then to the handler that it had before."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        loop, server = asyncio.get_running_loop(), signal.getsignal(signal.SIGTERM)

        def end() -> None:
            if callable(server):
                server(signal.SIGTERM, None)

        def told() -> None:
            if self.begun or not self._seconds:
                end()  # told twice is told to hurry
            else:
                loop.call_later(self._seconds, end)
            self.begun = True

        if not callable(server):  # nobody would end the service afterwards
            yield
            return
        loop.add_signal_handler(signal.SIGTERM, told)
        try:
            yield
        finally:
            loop.remove_signal_handler(signal.SIGTERM)
            signal.signal(signal.SIGTERM, server)
