"""The reload: another bundle goes live in a service that goes on answering."""

import asyncio
import gc
import logging
import signal
import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from firstline.datasets.errors import FirstlineError
from firstline.models.manifest import read_manifest
from firstline.serving.bundle_source import newest
from firstline.serving.current_desk import CurrentDesk
from firstline.serving.desk import Desk
from firstline.serving.settings import Settings

logger = logging.getLogger("firstline.serving")


class Reload:
    """Looks again at where the bundle came from, and lets what lies there now take over.

    The next desk is loaded, checked and warmed while the present one answers; requests under way are answered by the
    desk that they began with. What cannot be loaded never goes live: the present bundle stays, and the log says why.
    While both are in memory the process needs about twice as much.

    Args:
        settings: as the service was started.
        close: lets go of a desk that nobody holds any more.
    """

    def __init__(self, settings: Settings, current: CurrentDesk, *, close: Callable[[Desk], None]) -> None:
        self._settings = settings
        self._current = current
        self._close = close
        self._turn = asyncio.Lock()
        self._refused: str | None = None

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """While the block runs, SIGHUP is a reload, and with `follow_seconds` so is another bundle at the source."""
        tasks: set[asyncio.Task[None]] = set()

        def asked() -> None:
            tasks.add(task := asyncio.create_task(self.run()))
            task.add_done_callback(tasks.discard)

        listens = _takes_hangup()
        if listens:
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, asked)
        if self._settings.follow_seconds:
            tasks.add(asyncio.create_task(self._follow(self._settings.follow_seconds)))
        try:
            yield
        finally:
            if listens:
                asyncio.get_running_loop().remove_signal_handler(signal.SIGHUP)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def run(self) -> None:
        """Let the bundle that lies at the source go live, unless it is the present one already."""
        self._refused = None
        await self._run()

    async def _follow(self, seconds: float) -> None:
        while True:
            await asyncio.sleep(seconds)
            await self._run()

    async def _run(self) -> None:
        async with self._turn:
            present = self._current.desk
            wanted = "unknown"
            try:
                settings = await asyncio.to_thread(newest, self._settings)
                _, wanted = await asyncio.to_thread(read_manifest, settings.bundle)
                if wanted in (present.bundle.version, self._refused):
                    return
                desk = await asyncio.to_thread(_warmed, settings, present)
            except Exception as error:  # whatever it is, the present desk goes on
                if self._refused != wanted:
                    reason = str(error) if isinstance(error, FirstlineError) else type(error).__name__
                    logger.error("the bundle %s does not go live, %s stays: %s", wanted[:12], present.name, reason)
                    present.metrics.reloaded("refused")
                self._refused = wanted
                return
            desk.announce()
            before = await self._current.replace(desk)
            logger.warning("the bundle %s went live, %s before it", desk.name, before.name)
            desk.metrics.reloaded("live")
            await asyncio.to_thread(self._close, before)
            gc.unfreeze()  # what was loaded at the start may go now (see `loading`)


def _warmed(settings: Settings, present: Desk) -> Desk:
    desk = Desk.open(settings, metrics=present.metrics)
    try:
        desk.warm()
    except BaseException:
        desk.close(with_state=True)
        raise
    return desk


def _takes_hangup() -> bool:
    """Whether SIGHUP is for us: not where somebody's terminal hangs up, nor where `nohup` had it ignored."""
    if not hasattr(signal, "SIGHUP") or threading.current_thread() is not threading.main_thread():
        return False
    with suppress(ValueError, AttributeError):  # no standard input at all, or a closed one
        if sys.stdin.isatty():
            return False
    return signal.getsignal(signal.SIGHUP) is signal.SIG_DFL
