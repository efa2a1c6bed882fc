"""The unfinished file: what a command writes into until all of it is there, and what a killed one left behind."""

import os
import re
from pathlib import Path


def unfinished_file(path: Path) -> Path:
    """Where to write what shall become `path`: beside it, under a name that no other process has."""
    return path.with_name(f".{path.name}.{os.getpid()}.part")


def remove_abandoned(path: Path) -> None:
    """Remove the unfinished files of `path` that processes left which are gone; those of others stay."""
    if os.name != "posix":
        return  # Elsewhere asking for a process may end it.
    mine = re.compile(rf"\.{re.escape(path.name)}\.([1-9]\d*)\.part")
    try:
        found = [(one, int(match[1])) for one in path.parent.iterdir() if (match := mine.fullmatch(one.name))]
        for one, process in found:
            if not _runs(process):
                one.unlink(missing_ok=True)
    except OSError:
        return


def _runs(process: int) -> bool:
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
