"""The folder of what nobody keeps."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from firstline.evaluation.passing_folder import passing_folder


def test_it_is_gone_afterwards_and_so_are_those_of_processes_that_were_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    left, fresh, living = (
        tmp_path / name
        for name in (f"firstline-{process.pid}-a", f"firstline-{process.pid}-b", f"firstline-{os.getpid()}-c")
    )
    long_ago = time.time() - 100_000
    for folder in (left, fresh, living):
        folder.mkdir()
        (folder / "file").touch()
    for folder in (left, living):
        os.utime(folder, (long_ago, long_ago))
    with passing_folder() as folder:
        assert folder.is_dir()
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted((fresh.name, living.name, folder.name))
    assert not folder.exists()
