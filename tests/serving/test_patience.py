"""How long callers wait: their own deadlines, hanging up, and single requests beside batches."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import anyio.to_thread
import pytest
from starlette.testclient import TestClient

from firstline.serving.app import create_app
from firstline.serving.settings import Settings
from tests.serving.desk_client import DeskClient, problem
from tests.serving.keyword_bundle import KeywordBundle

BODY = {"ticket": {"body": "my card"}}


class Held:
    """An encoder's work that waits until it may go on."""

    def __init__(self, encode: Callable[..., Any]) -> None:
        self.entered, self.leave = threading.Event(), threading.Event()
        self.texts: list[str] = []
        self._encode = encode

    def __call__(self, texts: Any, **options: Any) -> Any:
        self.texts.extend(texts)
        self.entered.set()
        assert self.leave.wait(20)
        return self._encode(texts, **options)


@contextmanager
def busy(tmp_path: Path, **settings: Any) -> Iterator[tuple[TestClient, Held]]:
    """A service with one thread, which is at work."""
    bundle: Any = KeywordBundle()
    with TestClient(create_app(Settings(bundle=tmp_path / "bundle", threads=1, **settings), bundle=bundle)) as client:
        held = bundle.encoder.encode = Held(bundle.encoder.encode)
        first: list[Any] = []
        thread = threading.Thread(target=lambda: first.append(client.post("/v1/triage", json=BODY)))
        thread.start()
        assert held.entered.wait(20)
        try:
            yield client, held
        finally:
            held.leave.set()
            thread.join(20)
        assert first[0].status_code == 200


@pytest.mark.parametrize("sent", ["soon", "0", "-1", "601", "nan", "inf", ""])
def test_a_time_that_is_none_is_refused_and_named(desk: DeskClient, sent: str) -> None:
    document = problem(desk.http.post("/v1/triage", json=BODY, headers={"X-Request-Timeout": sent}), 422)
    assert "header parameter x-request-timeout" in document["errors"][0]["detail"]


def test_a_time_that_suffices_changes_nothing(desk: DeskClient) -> None:
    for path, body in (
        ("/v1/triage", BODY),
        ("/v1/triage/batch", {"tickets": [BODY["ticket"]] * 20}),
        ("/v1/duplicates", BODY),
        ("/v1/portal/suggest", {"text": "my card was stolen"}),
        ("/v1/articles/search", {"text": "my card"}),
    ):
        assert desk.http.post(path, json=body, headers={"X-Request-Timeout": "2.5"}).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/v1/triage", BODY),
        ("POST", "/v1/triage/batch", {"tickets": [BODY["ticket"]] * 20}),
        ("POST", "/v1/portal/suggest", {"text": "my card was stolen"}),
        ("PUT", "/v1/tickets/K1", BODY["ticket"]),
    ],
)
def test_who_waited_as_long_as_they_said_is_told_so_at_once(
    tmp_path: Path, method: str, path: str, body: dict[str, Any]
) -> None:
    with busy(tmp_path) as (client, held):
        started = time.perf_counter()
        answer = client.request(method, path, json=body, headers={"X-Request-Timeout": "0.2"})
        assert 0.2 <= time.perf_counter() - started < 5
        problem(answer, 503, "deadline-passed")
        assert answer.headers["Retry-After"] == "1"
        assert held.texts == ["my card"]


def test_an_idempotency_key_may_be_used_again_after_the_time_ran_out(tmp_path: Path) -> None:
    key = {"Idempotency-Key": "again"}
    with busy(tmp_path) as (client, held):
        late = client.post("/v1/triage", json=BODY, headers={**key, "X-Request-Timeout": "0.1"})
        problem(late, 503, "deadline-passed")
        held.leave.set()
        assert client.post("/v1/triage", json=BODY, headers=key).status_code == 200


def test_what_a_caller_asked_who_hung_up_is_not_encoded(tmp_path: Path) -> None:
    gone, asked = threading.Event(), {"ticket": {"body": "please cancel my transfer"}}
    with busy(tmp_path) as (client, held):

        def ask() -> None:
            raw = json.dumps(asked).encode()
            sent = [{"type": "http.request", "body": raw, "more_body": False}]

            async def receive() -> Any:
                if sent:
                    return sent.pop()
                await anyio.to_thread.run_sync(gone.wait, 20)
                return {"type": "http.disconnect"}

            async def send(message: Any) -> None:
                raise AssertionError(f"{message['type']} to nobody")

            headers = [(b"content-type", b"application/json"), (b"content-length", str(len(raw)).encode())]
            scope = {
                "type": "http", "method": "POST", "path": "/v1/triage", "raw_path": b"/v1/triage", "query_string": b"",
                "root_path": "", "scheme": "http", "server": ("desk", 80), "client": ("127.0.0.1", 1),
                "http_version": "1.1", "headers": headers, "state": {},
            }  # fmt: skip
            assert client.portal is not None
            client.portal.call(client.app, scope, receive, send)

        caller = threading.Thread(target=ask)
        caller.start()
        while pieces(client) < 2:
            time.sleep(0.01)
        gone.set()
        caller.join(20)
        assert pieces(client) == 1
        metrics = client.get("/metrics").text
        assert 'firstline_http_requests_total{method="POST",route="/v1/triage",status="499"} 1.0' in metrics
        held.leave.set()
        assert client.post("/v1/triage", json=BODY).status_code == 200
        assert held.texts == ["my card", "my card"]


def test_single_requests_are_answered_while_batches_run(tmp_path: Path) -> None:
    """Every text takes 10 ms of a core. Eight batches at once would hold every thread until they are done."""
    bundle: Any = KeywordBundle()
    encode = bundle.encoder.encode

    def slow(texts: Any, **options: Any) -> Any:
        time.sleep(0.01 * len(texts))
        return encode(texts, **options)

    bundle.encoder.encode = slow
    batches: list[Any] = []
    with TestClient(create_app(Settings(bundle=tmp_path / "bundle"), bundle=bundle)) as client:
        tickets = {"tickets": [BODY["ticket"]] * 64}

        def send() -> None:
            batches.append(client.post("/v1/triage/batch", json=tickets))

        threads = [threading.Thread(target=send) for _ in range(8)]
        for thread in threads:
            thread.start()
        while pieces(client) < 56 and not batches:
            time.sleep(0.01)
        singles = 0
        while not batches:
            assert client.post("/v1/triage", json=BODY).status_code == 200
            singles += 1
        for thread in threads:
            thread.join(60)
    assert [len(answer.json()["results"]) for answer in batches] == [64] * 8
    assert singles > 3, "single requests come between the pieces"


def pieces(client: TestClient) -> float:
    """How many pieces of work wait or run."""
    lines = client.get("/metrics").text.splitlines()
    return float(next(line.split()[1] for line in lines if line.startswith("firstline_work_pieces ")))
