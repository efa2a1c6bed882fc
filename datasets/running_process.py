"""The running process: whether the one that left something behind is still at work."""

import os
from pathlib import Path


def is_running(process: int) -> bool:
    """Whether a process with that id is at work. Only for POSIX: elsewhere asking for a process may end it."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return not _is_dead(process)


def _is_dead(process: int) -> bool:
    """Whether a process is over that nobody has asked about, as in a container without an init."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return False
    return state[:1] in (["Z"], ["X"])
