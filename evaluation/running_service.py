"""The running service: any HTTP service that a benchmark starts, Firstline's or a peer's."""

from __future__ import annotations

import contextlib
import http.client
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from firstline.datasets.errors import FirstlineError
from firstline.evaluation.workbench import Workbench

_START_LIMIT = 600.0
_POLL_SECONDS = 0.05
_PROCESSES = Path("/proc")


@dataclass(frozen=True, slots=True)
class RunningService:
    """`ready_seconds` from its start until it said that it is ready."""

    port: int
    pid: int
    ready_seconds: float

    @classmethod
    @contextlib.contextmanager
    def of(
        cls,
        bench: Workbench,
        command: Sequence[str],
        *,
        port: int,
        ready: str,
        environment: Mapping[str, str] | None = None,
    ) -> Iterator[RunningService]:
        """Run `command` until leaving; `ready` is the path that answers 200 once it is.

        Raises FirstlineError when it ends or is not ready in time.
        """
        started = time.perf_counter()
        with bench.running(command, environment) as process:
            while not _answers(port, ready):
                if process.poll() is not None or time.perf_counter() - started > _START_LIMIT:
                    lines = bench.log.read_text(encoding="utf-8", errors="replace").strip().splitlines() or [""]
                    raise FirstlineError(f"it did not become ready: {lines[-1]} ({bench.log})")
                time.sleep(_POLL_SECONDS)
            yield cls(port, process.pid, time.perf_counter() - started)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def resident_mebibytes(self) -> float:
        """Of the process with all that it started; nan where the system does not tell."""
        if not (_PROCESSES / str(self.pid)).is_dir():
            return float("nan")
        return sum(map(_resident_kibibytes, _family(self.pid))) / 1024


def _family(pid: int) -> Iterator[int]:
    yield pid
    for children in (_PROCESSES / str(pid) / "task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in children.read_text(encoding="ascii").split():
                yield from _family(int(child))


def _resident_kibibytes(pid: int) -> int:
    with contextlib.suppress(OSError):
        for line in (_PROCESSES / str(pid) / "status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1])
    return 0


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
