"""The server as a process: a real bundle, a real socket, real signals."""

import contextlib
import http.client
import os
import signal
import socket
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from firstline.datasets.errors import BundleError, InputError, StateError
from firstline.serving.server import serve
from firstline.serving.settings import Settings
from tests.serving.served import served


def test_head_answers_without_a_body_and_keeps_the_connection(trained_bundle: Path, tmp_path: Path) -> None:
    with served(trained_bundle, tmp_path / "state") as service:
        with contextlib.closing(
            http.client.HTTPConnection(service.address.removeprefix("http://"), timeout=30)
        ) as line:
            line.connect()
            first = line.sock
            for path in ("/healthz", "/v1/model", "/healthz"):
                line.request("HEAD", path)
                answer = line.getresponse()
                assert (answer.status, answer.read()) == (200, b"")
                assert int(answer.headers["Content-Length"]) > 0
                line.request("GET", path)
                assert len(line.getresponse().read()) == int(answer.headers["Content-Length"])
            assert line.sock is first
        os.killpg(service.process.pid, signal.SIGTERM)
        assert service.process.stderr is not None
        assert "ERROR" not in service.process.stderr.read()


def test_what_was_acknowledged_survives_kill_9(trained_bundle: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    with served(trained_bundle, state) as first:
        decision = first.call("POST", "/v1/triage", {"ticket": {"id": "N1", "body": "my card was stolen"}})[
            "decision_id"
        ]
        first.call("PUT", "/v1/tickets/K1", {"body": "the okapi terminal shows error E4711"})
        first.call("PUT", "/v1/articles/A1", {"title": "quokka", "body": "Close the account under quokka."})
        first.call("PUT", "/v1/articles/A2", {"title": "zebra", "body": "A zebra procedure."})
        first.call("DELETE", "/v1/articles/A2")
        first.call("POST", "/v1/feedback", {"decision_id": decision, "field": "category", "action": "rejected"})
        os.killpg(first.process.pid, signal.SIGKILL)
        first.process.wait(timeout=20)
    with served(trained_bundle, state) as second:
        kept = second.call("GET", f"/v1/decisions/{decision}")
        assert [item["action"] for item in kept["feedback"]] == ["rejected"]
        duplicates = second.call("POST", "/v1/duplicates", {"ticket": {"body": "the okapi terminal shows error E4711"}})
        assert [item["ticket_id"] for item in duplicates["items"]] == ["K1"]
        found = second.call("POST", "/v1/articles/search", {"text": "quokka or zebra"})
        assert [item["article_id"] for item in found["items"]] == ["A1"]


def test_a_request_that_was_accepted_is_answered_before_the_server_ends(trained_bundle: Path, tmp_path: Path) -> None:
    with served(trained_bundle, tmp_path / "state") as server:
        batch = {"tickets": [{"id": str(n), "body": f"my card was stolen {n} " * 40} for n in range(256)]}
        answers: list[Any] = []
        thread = threading.Thread(target=lambda: answers.append(server.call("POST", "/v1/triage/batch", batch)))
        thread.start()
        time.sleep(0.3)
        server.process.send_signal(signal.SIGTERM)
        thread.join(timeout=30)
        assert len(answers[0]["results"]) == 256
        assert server.process.wait(timeout=20) == 0
        assert server.process.stderr is not None
        assert server.process.stderr.read() == ""


def test_workers_share_what_they_know_through_the_state(trained_bundle: Path, tmp_path: Path) -> None:
    with served(trained_bundle, tmp_path / "state", workers=2) as server:
        for number in range(8):
            server.call("PUT", f"/v1/articles/A{number}", {"title": f"quokka {number}", "body": "under quokka"})
            found = server.call("POST", "/v1/articles/search", {"text": "quokka", "top_k": 20})
            assert len(found["items"]) == number + 1
        made = [server.call("POST", "/v1/triage", {"ticket": {"body": "my card"}})["decision_id"] for _ in range(8)]
        assert [item["decision_id"] for item in server.call("GET", "/v1/decisions")["items"]] == made
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=30) == 0


@pytest.mark.parametrize("workers", [1, 2])
def test_an_address_that_others_reach_wants_keys(trained_bundle: Path, tmp_path: Path, workers: int) -> None:
    settings = Settings(bundle=trained_bundle, state=str(tmp_path / "state"))
    with pytest.raises(InputError, match=r"firstline keys add .* --no-authentication"):
        serve(settings, host="0.0.0.0", port=0, workers=workers)  # it is refused
    with pytest.raises(InputError, match="firstline keys add"):
        serve(settings.model_copy(update={"keys_required": True}), port=0, workers=workers)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.9.9.9"])
def test_a_bundle_that_is_not_there_is_a_readable_error(tmp_path: Path, host: str) -> None:
    with pytest.raises(BundleError):
        serve(Settings(bundle=tmp_path / "bundle"), host=host, port=0)


def test_an_address_that_cannot_be_listened_on_is_a_readable_error(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(InputError, match="Cannot listen on"):
        serve(Settings(bundle=tmp_path / "bundle"), port=taken.getsockname()[1])
    with pytest.raises(InputError, match="--port"):
        serve(Settings(bundle=tmp_path / "bundle"), port=99_999)
    with pytest.raises(InputError, match="--workers"):
        serve(Settings(bundle=tmp_path / "bundle"), workers=0)


def test_a_state_that_cannot_be_used_is_a_readable_error(trained_bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "firstline.db").write_bytes(b"no database, although it is long enough to be one" * 10)
    with pytest.raises(StateError):
        serve(Settings(bundle=trained_bundle, state=str(tmp_path / "state")), port=0)


@pytest.mark.parametrize("length", ["abc", "-1", "1, 2"])
def test_what_is_no_http_is_refused_by_the_server_before_the_service_sees_it(
    trained_bundle: Path, tmp_path: Path, length: str
) -> None:
    """docs/http.md says so: uvicorn answers in its own words, for there is no request that could have an id."""
    with served(trained_bundle, tmp_path / "state") as server:
        host, _, port = server.address.removeprefix("http://").partition(":")
        with socket.create_connection((host, int(port)), timeout=20) as connection:
            connection.sendall(f"POST /v1/triage HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n".encode())
            answer = connection.makefile("rb").read()
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 ")
    assert b"text/plain" in head
    assert body == b"Invalid HTTP request received."
