"""A client that is slow, silent or too wordy loses its own connection and nobody else's."""

import contextlib
import gzip
import json
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from firstline.serving.http_protocol import HEAD_BYTES
from tests.serving.served import Served, served

_IMPATIENT = """
import firstline.serving.body_route, firstline.serving.http_protocol
firstline.serving.http_protocol.HEAD_SECONDS = firstline.serving.body_route.BODY_SECONDS = 1.0
"""


@pytest.fixture(scope="module")
def service(trained_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service that waits for a second where others wait for twenty."""
    with served(trained_bundle, tmp_path_factory.mktemp("slow") / "state", before=_IMPATIENT) as running:
        yield running


@contextlib.contextmanager
def _connected(service: Served) -> Iterator[socket.socket]:
    host, _, port = service.address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=20) as line:
        yield line


def _until_closed(line: socket.socket) -> bytes:
    received = b""
    with contextlib.suppress(ConnectionError):
        while piece := line.recv(65_536):
            received += piece
    return received


def _trickle(line: socket.socket, pieces: bytes, *, seconds: float) -> None:
    """A byte now and then, until the other side has had enough."""
    deadline = time.monotonic() + seconds
    with contextlib.suppress(ConnectionError):
        for number in range(len(pieces)):
            if time.monotonic() > deadline:
                return
            line.sendall(pieces[number : number + 1])
            time.sleep(0.1)


def test_a_head_that_comes_byte_by_byte_is_cut_off_while_others_are_answered(service: Served) -> None:
    with _connected(service) as line:
        began = time.monotonic()
        _trickle(line, b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: " + b"a" * 500, seconds=8)
        assert time.monotonic() - began < 6
        assert service.call("GET", "/healthz")["status"] == "ok"


def test_hundreds_of_silent_connections_are_let_go_and_keep_nobody_out(service: Served) -> None:
    with contextlib.ExitStack() as stack:
        lines = [stack.enter_context(_connected(service)) for _ in range(300)]
        assert service.call("POST", "/v1/triage", {"ticket": {"body": "my card was stolen"}})["decision_id"]
        assert [_until_closed(line) for line in lines] == [b""] * len(lines)


def test_a_body_that_comes_byte_by_byte_is_a_problem_and_the_connection_ends(service: Served) -> None:
    head = b"POST /v1/triage HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
    with _connected(service) as line:
        line.sendall(head)
        began = time.monotonic()
        _trickle(line, b"{" + b" " * 500, seconds=8)
        assert time.monotonic() - began < 6
    with _connected(service) as line:
        line.sendall(head + b'{"ticket"')
        head, _, body = _until_closed(line).partition(b"\r\n\r\n")
        assert b" 408 " in head.splitlines()[0]
        assert json.loads(body)["type"] == "urn:firstline:problem:request-timeout"


def test_a_header_of_ten_megabytes_is_not_kept(service: Served) -> None:
    with _connected(service) as line:
        with contextlib.suppress(ConnectionError):
            line.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ")
            for _ in range(160):
                line.sendall(b"a" * HEAD_BYTES)
        answer = _until_closed(line)
        assert answer == b"" or b" 431 " in answer[:40]
    assert service.call("GET", "/healthz")["status"] == "ok"


def test_many_requests_on_one_connection_are_answered(service: Served) -> None:
    """Also those that come together, and one after a pause longer than a head may take."""
    request = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    with _connected(service) as line:
        line.sendall(request * 3)
        received = b""
        while received.count(b'"ok"') < 3:
            received += line.recv(65_536)
        time.sleep(1.5)
        line.sendall(request[:10])
        time.sleep(0.2)
        line.sendall(request[10:])
        received = b""
        while b'"ok"' not in received:
            more = line.recv(65_536)
            assert more, "the connection was closed"
            received += more


def _refused(service: Served, raw: bytes, headers: dict[str, str]) -> int:
    headers = {"Content-Type": "application/json", **headers}
    request = urllib.request.Request(service.address + "/v1/triage", data=raw, headers=headers)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=20)
    refused.value.close()
    return refused.value.code


def test_a_gzip_bomb_is_not_unpacked(service: Served) -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    assert _refused(service, bomb, {"Content-Encoding": "gzip"}) == 415


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"ticket":{"x":['])
def test_deep_json_is_refused(service: Served, opening: str) -> None:
    assert _refused(service, (opening * 200_000).encode(), {}) in (400, 422)
