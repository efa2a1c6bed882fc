"""The patience: how long a caller waits for work to begin, and whether they are still there."""

import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, replace
from typing import Any, Final

LONGEST_SECONDS: Final = 600
"""The most that `X-Request-Timeout` may ask for."""


@dataclass(frozen=True, slots=True)
class Patience:
    """One request's.

    `until` is when the caller gives up, by `time.perf_counter`; None for a caller who did not say. `receive` is the
    request's channel, its body read already: what comes next is that the caller hung up. None: nobody looks.
    """

    receive: Callable[[], Awaitable[MutableMapping[str, Any]]] | None = None
    until: float | None = None

    @property
    def seconds(self) -> float | None:
        """How much is left, 0 when it is used up; None without an end."""
        return None if self.until is None else max(0.0, self.until - time.perf_counter())

    def unwatched(self) -> "Patience":
        """The patience of a write, which is wanted also by a caller who does not wait for the answer."""
        return replace(self, receive=None)

    async def hung_up(self) -> None:
        """Wait until the caller is gone; only with `receive`."""
        assert self.receive is not None
        # The server may wake us once more for the body that was read.
        while (await self.receive())["type"] != "http.disconnect":
            pass
