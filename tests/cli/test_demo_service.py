"""Tests of the demo service: `firstline serve` as a process of its own."""

import json
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from firstline.cli.demo_service import demo_service
from firstline.datasets.errors import FirstlineError
from firstline.datasets.ticket import Ticket
from tests.cli.command import python

_DEMO = """
import signal
import sys
from pathlib import Path
from firstline.cli.demo_service import as_interrupts, demo_service

signal.signal(signal.SIGHUP, signal.SIG_DFL)  # as in a terminal, whatever these tests run under
with as_interrupts(), demo_service(Path(sys.argv[1]), 0) as service:
    print(service.address, flush=True)
    service.wait()
"""
_MOST_SECONDS = 20

TICKET = Ticket.model_validate({"id": "L-1", "created_at": "2025-01-01T10:00:00+01:00", "body": "reset my password"})


def _is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_it_answers_on_a_free_port_and_is_gone_afterwards(small_bundle: Path, tmp_path: Path) -> None:
    bundle = Path(shutil.copytree(small_bundle, tmp_path / "desk"))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        wanted = taken.getsockname()[1]
        with demo_service(bundle, wanted) as service:
            port = int(service.address.rpartition(":")[2])
            assert port != wanted
            first, second = service.triage(TICKET), service.triage(TICKET)
            assert first["fields"]["category"]["value"] == "password"
            assert first["fields"] == second["fields"]
            assert first["duplicates"] == second["duplicates"] == []
            with urllib.request.urlopen(f"{service.address}/v1/decisions", timeout=10) as answer:
                assert json.load(answer)["items"] == []
            assert service.address in service.example()
    assert not _is_listening(port)


def test_a_bundle_that_cannot_be_served_is_a_named_failure(tmp_path: Path) -> None:
    with pytest.raises(FirstlineError, match="firstline serve"), demo_service(tmp_path / "none", 0):
        pytest.fail("nothing serves")


def test_it_is_stopped_when_its_user_fails(small_bundle: Path, tmp_path: Path) -> None:
    bundle = Path(shutil.copytree(small_bundle, tmp_path / "desk"))
    ports = []

    def fail() -> None:
        with demo_service(bundle, 0) as service:
            ports.append(int(service.address.rpartition(":")[2]))
            urllib.request.urlopen(f"{service.address}/v1/no-such-thing", timeout=10)

    with pytest.raises(urllib.error.HTTPError):
        fail()
    assert not _is_listening(ports[0])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
def test_it_ends_with_the_demo_however_that_ends(small_bundle: Path, tmp_path: Path, number: signal.Signals) -> None:
    bundle = shutil.copytree(small_bundle, tmp_path / "desk")
    with subprocess.Popen([python(), "-c", _DEMO, bundle], stdout=subprocess.PIPE, text=True) as demo:
        try:
            assert demo.stdout is not None
            port = int(demo.stdout.readline().rpartition(":")[2])
            assert _is_listening(port)
            demo.send_signal(number)
            demo.wait(_MOST_SECONDS)
        finally:
            demo.kill()
    deadline = time.monotonic() + _MOST_SECONDS
    while _is_listening(port):
        assert time.monotonic() < deadline, "the service outlived the demo"
        time.sleep(0.05)
