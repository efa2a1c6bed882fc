"""The retention: what is older than the desk's policy allows is erased, once a day while the service runs."""

import asyncio
import logging
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from firstline.datasets.config import PrivacyConfig
from firstline.datasets.errors import FirstlineError
from firstline.kb_index.state import State, default_location
from firstline.serving.clock import now
from firstline.serving.current_desk import CurrentDesk
from firstline.serving.desk import Desk
from firstline.serving.personal_data import Holdings, Retention, erase, old_holdings
from firstline.serving.settings import Settings

_DAY = 86_400.0
_FIRST, _APART = 300.0, 600
"""Seconds after the start; workers begin apart, and who comes later finds nothing left."""

_MOST_DRIFT = 3_600.0

logger = logging.getLogger("firstline.serving")


def retention(policy: PrivacyConfig, *, at: datetime) -> Retention:
    """Since when each kind of row may stay, seen from the moment `at`."""

    def since(days: int | None) -> datetime | None:
        return None if days is None else at - timedelta(days=days)

    return Retention(since(policy.tickets_days), since(policy.decisions_days), since(policy.portal_days))


def purge(desk: Desk, settings: Settings) -> Holdings:
    """Erase what is older than `settings.privacy` allows, while the desk goes on answering.

    Raises:
        StateError: what was erased may still lie in the file.
    """
    with desk.state.database.read() as connection:
        held = old_holdings(connection, retention(settings.privacy, at=now()))
    if any(held.counts.values()):
        erase(desk.state, held)
    if held.tickets:
        # A new copy of the index: the vocabulary of the one in use has words of what was erased.
        location = settings.state or default_location(settings.bundle)
        bundle = desk.bundle
        with State.open(location, encoder=desk.encoder, centre=bundle.centre, offsets=bundle.offsets) as fresh:
            fresh.optimise()
    return held


class DailyPurge:
    """Purges once a day, and never after the clock was moved: a clock that jumped ahead makes everything old.

    Args:
        settings: as the service was started.
    """

    def __init__(self, settings: Settings, current: CurrentDesk, *, first: float | None = None) -> None:
        self._settings = settings
        self._current = current
        self._first = _FIRST + os.getpid() % _APART if first is None else first
        self._began = time.time() - time.monotonic()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While the block runs."""
        if not self._settings.privacy.lets_go:
            yield
            return
        task = asyncio.create_task(self._run())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _run(self) -> None:
        await asyncio.sleep(self._first)
        while True:
            await self._purge()
            await asyncio.sleep(_DAY)

    async def _purge(self) -> None:
        if abs(time.time() - time.monotonic() - self._began) > _MOST_DRIFT:
            logger.error("nothing is erased by its age: the clock was moved since the service began; start it again")
            return
        try:
            with self._current.hold() as desk:
                held = await asyncio.to_thread(purge, desk, self._settings)
        except (FirstlineError, SQLAlchemyError, OSError) as error:
            # A driver's own words may quote a row.
            reason = str(error) if isinstance(error, FirstlineError) else type(error).__name__
            logger.error("what is old could not be erased, it is tried again in a day: %s", reason)
            return
        if any(held.counts.values()):
            logger.warning("erased by age: %s", ", ".join(f"{n:,} {name}" for name, n in held.counts.items() if n))
