"""The progress of long work: a bar on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from firstline.models.encoder import Progress

_SECONDS_BETWEEN_LINES = 10.0


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """A callback to be told (done, total); it shows on standard error. It may be told of several tables in turn."""
    if sys.stderr.isatty():
        with _bar(what) as report:
            yield report
    else:
        yield _lines(what)


@contextmanager
def _bar(what: str) -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        before = 0

        def report(done: int, total: int) -> None:
            nonlocal before
            if done <= before:
                bar.reset(task)
            before = done
            bar.update(task, completed=done, total=total)

        yield report


def _lines(what: str) -> Progress:
    started = said = time.monotonic()
    before = 0

    def report(done: int, total: int) -> None:
        nonlocal before, said, started
        now = time.monotonic()
        if done <= before:  # the next table: what lay between the two is not its time
            started = said = now
        before = done
        if now - said >= _SECONDS_BETWEEN_LINES and done:
            said = now
            left = (now - started) / done * (total - done)
            sys.stderr.write(f"{what}: {done:,} of {total:,}, about {left:.0f} s left\n")

    return report
