"""The service as a process of its own: a real bundle, a real socket, real signals."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firstline.serving.settings import Settings

_COMMAND = """
import signal, sys
from firstline.serving.server import serve
from firstline.serving.settings import Settings
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # also where the tests run under nohup
serve(Settings.model_validate_json(sys.argv[1]), port=0, workers=int(sys.argv[2]))
"""


@dataclass
class Served:
    process: subprocess.Popen[str]
    address: str

    def call(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.address + path, data=data, method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=30) as response:
            raw = response.read()
        return json.loads(raw) if raw else None


@contextmanager
def served(
    bundle: Path,
    state: Path | str,
    *,
    workers: int = 1,
    follow_seconds: float | None = None,
    drain_seconds: float = 0,
    before: str = "",
) -> Iterator[Served]:
    """`before` is run by the process before it serves."""
    settings = Settings(bundle=bundle, state=str(state), follow_seconds=follow_seconds, drain_seconds=drain_seconds)
    command = [sys.executable, "-c", before + _COMMAND, settings.model_dump_json(), str(workers)]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("Firstline is ready at http://127.0.0.1:"), (
            line,
            process.stderr and process.stderr.read(),
        )
        yield Served(process, line.split()[-1])
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=20)
