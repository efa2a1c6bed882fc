"""The disk sync: what was written is on disk, and stays there when the power goes."""

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Put a file or a folder's entries on the disk; Windows cannot open folders, and does not need it."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
