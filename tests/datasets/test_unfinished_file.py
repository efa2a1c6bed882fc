"""What a killed command left is removed, and what another one is writing is not."""

import os
import subprocess
import sys
from pathlib import Path

from firstline.datasets.unfinished_file import remove_abandoned, unfinished_file


def test_only_files_of_processes_that_are_gone_are_removed(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    output = tmp_path / "tickets.parquet"
    left = tmp_path / f".tickets.parquet.{gone.pid}.part"
    others = [
        unfinished_file(output),
        tmp_path / f".tickets.parquet.{os.getppid()}.part",
        tmp_path / f".other.parquet.{gone.pid}.part",
        tmp_path / ".tickets.parquet.0.part",
        tmp_path / "tickets.parquet",
    ]
    for path in (left, *others):
        path.write_text("x", encoding="utf-8")
    remove_abandoned(output)
    assert not left.exists()
    assert all(path.exists() for path in others)


def test_a_process_that_is_over_is_gone_though_nobody_has_asked_about_it(tmp_path: Path) -> None:
    over = subprocess.Popen([sys.executable, "-c", "print('over')"], stdout=subprocess.PIPE)
    assert over.stdout
    over.stdout.read()
    os.waitid(os.P_PID, over.pid, os.WEXITED | os.WNOWAIT)
    left = tmp_path / f".tickets.parquet.{over.pid}.part"
    left.write_text("x", encoding="utf-8")
    remove_abandoned(tmp_path / "tickets.parquet")
    assert left.exists() == (not Path("/proc/self/stat").exists())
    over.stdout.close()
    over.wait()


def test_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    remove_abandoned(tmp_path / "none" / "tickets.parquet")
    assert not (tmp_path / "none").exists()
