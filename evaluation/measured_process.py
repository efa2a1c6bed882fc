"""The measured process: runs a command and writes down its wall time and peak memory. Standard library only.

    python measured_process.py MEASURES COMMAND...

A process begins with the peak memory of the one that started it (Linux keeps the figure through exec), so a benchmark
that holds data itself cannot measure its children: this small one in between can.
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

# Linux counts in kibibytes, macOS in bytes.
_UNIT = 1 if sys.platform == "darwin" else 1024


def main() -> int:
    started = time.perf_counter()
    code = subprocess.call(sys.argv[2:])  # noqa: S603 - the command that the workbench names, no shell
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * _UNIT
    Path(sys.argv[1]).write_text(json.dumps({"seconds": seconds, "peak_bytes": peak}), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())
