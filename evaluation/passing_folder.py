"""The passing folder: where an assessment puts what nobody keeps; what killed ones left behind is cleared away."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, gettempdir

from firstline.datasets.running_process import is_running

_NAME = re.compile(r"firstline-(\d+)-.+")
_DAY = 86_400.0


@contextmanager
def passing_folder() -> Iterator[Path]:
    """An empty folder that is gone afterwards; those that processes left behind which ended since are cleared away."""
    _clear(Path(gettempdir()))
    with TemporaryDirectory(prefix=f"firstline-{os.getpid()}-") as folder:
        yield Path(folder)


def _clear(place: Path) -> None:
    """A day is waited for: a process that is not seen here may live in a container that shares the folder."""
    if os.name != "posix":
        return
    for path in place.glob("firstline-*"):
        match = _NAME.fullmatch(path.name)
        if match and not is_running(int(match[1])) and _is_old_and_ours(path):
            rmtree(path, ignore_errors=True)


def _is_old_and_ours(path: Path) -> bool:
    try:
        found = path.lstat()
    except OSError:
        return False
    return found.st_uid == os.getuid() and time.time() - found.st_mtime > _DAY
