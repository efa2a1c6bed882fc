"""Tests of the running process."""

import os
import subprocess
import sys

from firstline.datasets.running_process import is_running


def test_a_process_runs_until_it_is_over_whether_or_not_anybody_asked_about_it() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert is_running(os.getpid())
    assert is_running(child.pid)
    assert child.stdin is not None
    child.stdin.close()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert not is_running(child.pid), "over, but its parent has not asked yet"
    child.wait()
    assert not is_running(child.pid)
    assert not is_running(2**40)
