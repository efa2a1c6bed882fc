"""The demo service: `firstline serve` as a process of its own, asked over HTTP."""

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firstline.datasets.errors import FirstlineError
from firstline.datasets.ticket import Ticket

_HOST = "127.0.0.1"
_READY_SECONDS = 90
_STOP_SECONDS = 20
_ASK_SECONDS = 30


@dataclass(frozen=True, slots=True)
class DemoService:
    """A running service at `address`."""

    address: str
    process: subprocess.Popen[bytes]

    def triage(self, ticket: Ticket) -> dict[str, Any]:
        """The service's answer to one ticket; nothing of it is stored, so that every demo run answers the same."""
        content = {"ticket": ticket.model_dump(mode="json", exclude_defaults=True), "options": {"dry_run": True}}
        answer: dict[str, Any] = json.loads(self._post("/v1/triage", content))
        return answer

    def example(self) -> str:
        """A command line that asks the service from another terminal."""
        body = json.dumps({"ticket": {"body": "Hi, the certificate of my shop ran out last night, can you help?"}})
        return f"Try: curl -s {self.address}/v1/triage -H 'Content-Type: application/json' -d '{body}'"

    def wait(self) -> None:
        """Until the process ends, or Ctrl-C or a signal that stands for it (`as_interrupts`)."""
        try:
            self.process.wait()
        except KeyboardInterrupt:
            return
        raise FirstlineError(f"the service ended by itself with {self.process.returncode}")

    def _post(self, path: str, content: object) -> bytes:
        request = urllib.request.Request(  # noqa: S310 (our own address)
            self.address + path, data=json.dumps(content).encode(), headers={"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=_ASK_SECONDS) as response:  # noqa: S310 (our own address)
            answer: bytes = response.read()
            return answer


@contextmanager
def as_interrupts() -> Iterator[None]:
    """While the block runs, SIGTERM and SIGHUP do what Ctrl-C does: what was begun is ended in order.

    SIGINT too where it was ignored, as it is for a command that a script puts in the background; a SIGHUP that nohup
    wants ignored stays so.
    """
    numbers = [signal.SIGTERM, signal.SIGINT]
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        numbers.append(signal.SIGHUP)
    earlier = {number: signal.signal(number, signal.default_int_handler) for number in numbers}
    try:
        yield
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)


@contextmanager
def demo_service(bundle: Path, port: int) -> Iterator[DemoService]:
    """Start the service on `port`, or a free one where that is taken, wait until it is ready, and stop it at the end.

    It also stops by itself when this process is gone, killed without a chance to stop anything included: its standard
    input is a pipe that nobody else holds. Raises FirstlineError when it does not become ready.
    """
    address = f"http://{_HOST}:{_free(port)}"
    # Whoever tries a demo is no customer whose articles may be held back to measure what they save.
    options = ["--port", address.rpartition(":")[2], "--hold-out", "0", "--drain", "0"]
    command = [sys.executable, "-m", "firstline.cli.demo_process", "serve", str(bundle), *options]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:  # noqa: S603 (ours)
        try:
            _wait_until_ready(address, process)
            yield DemoService(address, process)
        finally:
            process.terminate()
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def _free(port: int) -> int:
    """`port` itself when nothing listens there."""
    for wanted in (port, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((_HOST, wanted))
            except OSError:
                continue
            number: int = probe.getsockname()[1]
            return number
    raise FirstlineError(f"no port is free on {_HOST}")


def _wait_until_ready(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=_ASK_SECONDS):  # noqa: S310 (our own address)
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise FirstlineError(f"the service did not become ready at {address}; run firstline serve to see why")
