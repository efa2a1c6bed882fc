"""The unfinished file: what a command writes into until all of it is there, and what a killed one left behind."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from firstline.datasets.running_process import is_running


def unfinished_file(path: Path) -> Path:
    """Where to write what shall become `path`: beside it, under a name that no other process has."""
    return path.with_name(f".{path.name}.{os.getpid()}.part")


def remove_abandoned(path: Path) -> None:
    """Remove the unfinished files of `path` that processes left which are gone; those of others stay."""
    if os.name != "posix":
        return
    mine = re.compile(rf"\.{re.escape(path.name)}\.([1-9]\d*)\.part")
    try:
        found = [(one, int(match[1])) for one in path.parent.iterdir() if (match := mine.fullmatch(one.name))]
        for one, process in found:
            if not is_running(process):
                one.unlink(missing_ok=True)
    except OSError:
        return


@contextmanager
def removed_on_failure(unfinished: Path) -> Iterator[None]:
    """Whatever ends the block early leaves nothing of `unfinished`."""
    try:
        yield
    except BaseException:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
