"""How a service ends: first it says so, then it finishes what it took."""

import contextlib
import http.client
import json
import signal
import socket
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.serving.served import Served, served

_BODY = json.dumps({"ticket": {"body": "my card was stolen"}})


@dataclass
class Load:
    """Callers who keep a connection open as long as they may, until nobody takes a new one."""

    address: str
    answers: list[int] = field(default_factory=list)
    broken: list[Exception] = field(default_factory=list)

    def run(self) -> None:
        with contextlib.closing(http.client.HTTPConnection(self.address, timeout=30)) as line:
            self._call(line)

    def _call(self, line: http.client.HTTPConnection) -> None:
        while True:
            try:
                if line.sock is None:
                    line.connect()
            except OSError:
                return
            try:
                line.request("POST", "/v1/triage", _BODY, {"Content-Type": "application/json"})
                answer = line.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException) as error:
                self.broken.append(error)
                return
            self.answers.append(answer.status)


def readiness(server: Served) -> int | None:
    """The status of /readyz; None where nobody answers."""
    with contextlib.closing(http.client.HTTPConnection(server.address.removeprefix("http://"), timeout=30)) as line:
        try:
            line.request("GET", "/readyz")
            return line.getresponse().status
        except OSError:
            return None


@pytest.mark.parametrize("workers", [1, 2])
def test_under_load_a_service_says_that_it_ends_and_loses_no_request(
    trained_bundle: Path, tmp_path: Path, workers: int
) -> None:
    with served(trained_bundle, tmp_path / "state", workers=workers, drain_seconds=1.5) as server:
        load = Load(server.address.removeprefix("http://"))
        threads = [threading.Thread(target=load.run) for _ in range(6)]
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        before = len(load.answers)
        server.process.send_signal(signal.SIGTERM)
        told, seen = time.monotonic(), [200]
        while seen[-1] is not None and time.monotonic() < told + 30:
            seen.append(readiness(server))
            time.sleep(0.02)
        ended = time.monotonic() - told
        for thread in threads:
            thread.join(30)
        assert server.process.wait(timeout=30) == 0
        assert server.process.stderr is not None
        assert server.process.stderr.read() == ""
    assert [status for status, earlier in zip(seen[1:], seen, strict=False) if status != earlier] == [503, None]
    assert 1.0 < ended < 10
    assert before > 0
    assert set(load.answers) == {200}
    assert len(load.answers) > before
    # A worker that ends closes what the kernel took for it and nobody read yet; only the last moment may see that.
    assert len(load.broken) <= len(threads)


def test_told_twice_a_service_ends_at_once(trained_bundle: Path, tmp_path: Path) -> None:
    with served(trained_bundle, tmp_path / "state", drain_seconds=600) as server:
        server.process.send_signal(signal.SIGTERM)
        while readiness(server) != 503:
            time.sleep(0.01)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=30) == 0


def test_a_person_who_ends_it_does_not_wait(trained_bundle: Path, tmp_path: Path) -> None:
    with served(trained_bundle, tmp_path / "state", drain_seconds=600) as server:
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(timeout=30) == 0


def test_while_it_ends_every_answer_is_the_last_on_its_connection(trained_bundle: Path, tmp_path: Path) -> None:
    with served(trained_bundle, tmp_path / "state", drain_seconds=600) as server:
        host, _, port = server.address.removeprefix("http://").partition(":")
        with socket.create_connection((host, int(port)), timeout=30) as connection:
            reader = connection.makefile("rb")
            for expected in ("", "close"):
                connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
                lines = iter(reader.readline, b"\r\n")
                head = dict(line.decode().strip().lower().split(": ", 1) for line in list(lines)[1:])
                assert head.get("connection", "") == expected
                reader.read(int(head["content-length"]))
                if not expected:
                    server.process.send_signal(signal.SIGTERM)
                    while readiness(server) != 503:
                        time.sleep(0.01)
            assert reader.read() == b""


_PATIENT = "import firstline.serving.http_protocol as protocol; protocol.LAST_SECONDS = 20.0"


def test_a_request_on_its_way_when_the_service_ends_is_answered(trained_bundle: Path, tmp_path: Path) -> None:
    head = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    with served(trained_bundle, tmp_path / "state", before=_PATIENT) as server, contextlib.ExitStack() as stack:
        host, _, port = server.address.removeprefix("http://").partition(":")
        new, begun, idle = (
            stack.enter_context(socket.create_connection((host, int(port)), timeout=30)) for _ in range(3)
        )
        begun.sendall(head[:9])
        idle.sendall(head)
        while b"}" not in idle.recv(65_536):
            pass
        server.process.send_signal(signal.SIGTERM)
        while readiness(server) is not None:
            time.sleep(0.01)
        assert idle.recv(65_536) == b""
        new.sendall(head)
        begun.sendall(head[9:])
        for line in (new, begun):
            answer = b"".join(iter(lambda line=line: line.recv(65_536), b""))
            assert answer.startswith(b"HTTP/1.1 200")
            assert b"connection: close" in answer.lower()
        assert server.process.wait(timeout=30) == 0


def test_a_silent_connection_does_not_hold_up_the_end(trained_bundle: Path, tmp_path: Path) -> None:
    with served(trained_bundle, tmp_path / "state") as server:
        host, _, port = server.address.removeprefix("http://").partition(":")
        with socket.create_connection((host, int(port)), timeout=30) as silent:
            server.process.send_signal(signal.SIGTERM)
            told = time.monotonic()
            assert silent.recv(65_536) == b""
            assert server.process.wait(timeout=30) == 0
            assert time.monotonic() - told < 15
