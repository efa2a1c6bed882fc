"""The cache folder: where encoders and vectors are kept that can always be made again."""

import os
from pathlib import Path

from platformdirs import user_cache_path


def default_cache_folder() -> Path:
    """`FIRSTLINE_CACHE`, or the platform's place for caches (`~/.cache/firstline` on Linux)."""
    chosen = os.environ.get("FIRSTLINE_CACHE")
    return Path(chosen).expanduser() if chosen else user_cache_path("firstline")
