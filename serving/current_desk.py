"""The current desk: which desk answers what comes now, and how the next one takes its place."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from firstline.serving.desk import Desk


@dataclass(slots=True)
class _Shift:
    """A desk's time at work. `ended` is set when its last holder has let go of it."""

    desk: Desk
    holders: int = 0
    ended: asyncio.Event = field(default_factory=asyncio.Event)


class CurrentDesk:
    """Every request holds the desk that it began with until it is answered, so none is answered by two.

    Only for the event loop: nothing here is locked.
    """

    def __init__(self, desk: Desk) -> None:
        self._shift = _Shift(desk)

    @property
    def desk(self) -> Desk:
        return self._shift.desk

    @contextmanager
    def hold(self) -> Iterator[Desk]:
        """The desk for one request."""
        shift = self._shift
        shift.holders += 1
        try:
            yield shift.desk
        finally:
            shift.holders -= 1
            if not shift.holders and shift is not self._shift:
                shift.ended.set()

    async def replace(self, desk: Desk) -> Desk:
        """Let `desk` answer whatever comes from now on; return the one before it once nobody holds that any more."""
        before, self._shift = self._shift, _Shift(desk)
        if before.holders:
            await before.ended.wait()
        return before.desk
