"""The cache of converted encoders: a folder that holds whole encoder folders or nothing."""

import logging
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from firstline.datasets.disk_sync import sync
from firstline.datasets.errors import BundleError
from firstline.models.cache_folder import default_cache_folder
from firstline.models.encoder_manifest import MANIFEST_NAME, EncoderManifest

_PARTIAL = ".partial"
_log = logging.getLogger(__name__)


class EncoderCache:
    """Encoder folders by name under one root. A folder appears by one rename when it is complete and on disk, so an
    interrupted conversion leaves only what the next one removes; one at a time converts a name, others wait for it.
    """

    def __init__(self, root: Path | None = None) -> None:
        self._root = (root or default_cache_folder()) / "encoders"

    def get(self, name: str, build: Callable[[Path], None]) -> Path:
        """The folder called `name`, verified by sha256; where it is missing or damaged, `build` fills it first.

        `build` gets an empty folder. What it raises is passed on and nothing is kept.
        """
        folder = self._root / name
        if _is_whole(folder):
            return folder
        self._root.mkdir(parents=True, exist_ok=True)
        with FileLock(self._root / f"{name}.lock"):
            if not _is_whole(folder):
                self._build(folder, build)
        return folder

    def _build(self, folder: Path, build: Callable[[Path], None]) -> None:
        for leftover in self._root.glob(f"{folder.name}.*{_PARTIAL}"):
            shutil.rmtree(leftover, ignore_errors=True)
        partial = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", suffix=_PARTIAL, dir=self._root))
        try:
            build(partial)
            EncoderManifest.read(partial)
            partial.chmod(0o755)  # mkdtemp makes it private; a cache may be shared
            for path in (*partial.iterdir(), partial):
                sync(path)
            shutil.rmtree(folder, ignore_errors=True)
            partial.rename(folder)
            sync(self._root)
        finally:
            shutil.rmtree(partial, ignore_errors=True)


def _is_whole(folder: Path) -> bool:
    if not (folder / MANIFEST_NAME).exists():
        return False
    try:
        EncoderManifest.read(folder)
    except BundleError as error:
        _log.warning("the cached encoder %s is made again: %s", folder.name, error)
        return False
    return True
