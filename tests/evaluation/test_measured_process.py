"""The measured process."""

import json
import subprocess
import sys
from pathlib import Path

from firstline.evaluation import measured_process


def test_time_and_memory_are_those_of_the_command_and_its_exit_code_is_passed_on(tmp_path: Path) -> None:
    measures = tmp_path / "measures.json"
    code = "import sys; held = bytearray(80_000_000); sys.exit(7)"
    done = subprocess.run(
        [sys.executable, "-I", measured_process.__file__, str(measures), sys.executable, "-c", code], check=False
    )
    assert done.returncode == 7
    found = json.loads(measures.read_text(encoding="utf-8"))
    assert 80_000_000 < found["peak_bytes"] < 200_000_000
    assert 0 < found["seconds"] < 30
