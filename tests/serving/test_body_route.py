"""Bodies: what is read, what is refused, and what a repeated request gets."""

import gzip
import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from tests.serving.desk_client import DeskClient, problem

HELLO = b'{"ticket": {"body": "my card was stolen"}}'
JSON = {"Content-Type": "application/json"}


def _post(desk: DeskClient, content: bytes, **headers: str) -> Any:
    return desk.http.post("/v1/triage", content=content, headers={**JSON, **headers})


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"nonsense",
        b'{"ticket": {"body": "x", "n": NaN}}',
        b'{"a": Infinity}',
        b"\xff\xfe",
        b'"\xed\xa0\x80"',
        b" ",
    ],
)
def test_what_is_not_json_is_told_so(desk: DeskClient, content: bytes) -> None:
    problem(_post(desk, content), 400, "malformed-json")


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b'{"ticket": {"body": "x", "deep": ' + b"[" * 500 + b"]" * 500 + b"}}",
        b'{"ticket": {"body": "x", "id": ' + b"1" * 5000 + b"}}",
        b'{"ticket": {"body": "x", "csat": 1e999}}',
    ],
)
def test_what_json_allows_and_no_desk_sends_is_refused(desk: DeskClient, content: bytes) -> None:
    assert 400 <= problem(_post(desk, content), _post(desk, content).status_code)["status"] < 500


@pytest.mark.parametrize(
    "content",
    [
        b'{"ticket": {"body": "x", "body": "my card"}}',
        b'{"ticket": {"body": "my card \\ud83d", "\\udc00": "\\ud800"}}',
        b'\xef\xbb\xbf{"ticket": {"body": "my card"}}',
        b'{"ticket": {"body": "my card \\u0000 \xe2\x80\xae"}}',
        json.dumps({"ticket": {"body": "\x00\u202e👩‍👩‍👧 card " + "a" * 200_000}}).encode(),
        json.dumps({"ticket": {"body": "my card " + "<div>" * 50_000}}).encode(),
    ],
)
def test_odd_but_readable_bodies_are_answered(desk: DeskClient, content: bytes) -> None:
    response = _post(desk, content)
    assert response.status_code == 200, response.text
    assert response.json()["fields"]["category"]["value"] == "card"


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "", "text/json", "x" * 5000])
def test_other_kinds_of_bodies_are_a_415(desk: DeskClient, media_type: str) -> None:
    response = desk.http.post("/v1/triage", content=HELLO, headers={"Content-Type": media_type})
    problem(response, 415, "unsupported-media-type")


def test_kinds_of_json_are_json(desk: DeskClient) -> None:
    for media_type in ("application/json; charset=utf-8", "application/vnd.desk+json", "Application/JSON"):
        assert _post(desk, HELLO, **{"Content-Type": media_type}).status_code == 200


def test_a_compressed_body_is_a_415_that_says_what_is_taken(desk: DeskClient) -> None:
    response = _post(desk, gzip.compress(HELLO), **{"Content-Encoding": "gzip"})
    problem(response, 415, "unsupported-media-type")
    assert response.headers["accept-encoding"] == "identity"


def test_a_body_has_a_limit_whether_its_length_is_declared_or_not(desk: DeskClient, settings: Any) -> None:
    large = b'{"ticket": {"body": "' + b"x" * settings.json_bytes + b'"}}'
    problem(_post(desk, large), 413, "too-large")
    pieces = iter([large[:1000], large[1000:]])
    problem(desk.http.post("/v1/triage", content=pieces, headers=JSON), 413, "too-large")
    problem(_post(desk, b"{}", **{"Content-Length": "9" * 30}), 413, "too-large")


def _ask(desk: DeskClient, key: str, body: str = "my card") -> Any:
    headers = {"Idempotency-Key": key}
    return desk.http.post("/v1/triage", json={"ticket": {"id": "N1", "body": body}}, headers=headers)


@pytest.mark.both_engines
def test_a_repeated_request_gets_the_same_answer_and_stores_nothing_new(desk: DeskClient) -> None:
    first, again = _ask(desk, "k1"), _ask(desk, "k1")
    assert again.content == first.content
    assert again.headers["content-type"] == first.headers["content-type"]
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert len(desk.get("/v1/decisions")["items"]) == 1


@pytest.mark.both_engines
def test_the_same_key_with_another_body_is_refused(desk: DeskClient) -> None:
    _ask(desk, "k1")
    problem(_ask(desk, "k1", "my rate"), 422, "idempotency-key-reused")


@pytest.mark.both_engines
def test_keys_belong_to_a_route(desk: DeskClient) -> None:
    _ask(desk, "k1")
    response = desk.http.post("/v1/portal/suggest", json={"text": "my card"}, headers={"Idempotency-Key": "k1"})
    assert response.status_code == 200


@pytest.mark.both_engines
def test_a_key_whose_request_failed_may_be_used_again(desk: DeskClient) -> None:
    bad = desk.http.post("/v1/triage", json={"ticket": {}}, headers={"Idempotency-Key": "k1"})
    problem(bad, 422, "invalid-request")
    assert _ask(desk, "k1").status_code == 200


@pytest.mark.parametrize("key", ["", " ", "ключ".encode(), "k" * 256])
def test_a_key_that_is_none_is_refused(desk: DeskClient, key: Any) -> None:
    response = desk.http.post(
        "/v1/triage",
        content=HELLO,
        headers=[
            (b"Content-Type", b"application/json"),
            (b"Idempotency-Key", key if isinstance(key, bytes) else key.encode()),
        ],
    )
    problem(response, 422, "invalid-request")


@pytest.mark.both_engines
def test_a_request_that_still_runs_is_a_409(desk: DeskClient, bundle: Any) -> None:
    entered, leave = threading.Event(), threading.Event()
    encode: Callable[..., Any] = bundle.encoder.encode

    def slow(*args: Any, **options: Any) -> Any:
        entered.set()
        assert leave.wait(10)
        return encode(*args, **options)

    bundle.encoder.encode = slow
    first: list[Any] = []
    thread = threading.Thread(target=lambda: first.append(_ask(desk, "k1")))
    thread.start()
    assert entered.wait(10)
    response = _ask(desk, "k1")
    problem(response, 409, "conflict")
    assert response.headers["retry-after"]
    leave.set()
    thread.join()
    assert first[0].status_code == 200
    assert _ask(desk, "k1").content == first[0].content


@pytest.mark.both_engines
def test_feedback_events_and_batches_may_be_repeated(desk: DeskClient) -> None:
    decision = desk.triage("my card")["decision_id"]
    interaction = desk.http.post("/v1/portal/suggest", json={"text": "my card"}).json()["interaction_id"]
    calls: list[tuple[str, bytes, str]] = [
        (
            "/v1/feedback",
            json.dumps({"decision_id": decision, "field": "category", "action": "accepted"}).encode(),
            "json",
        ),
        ("/v1/portal/events", json.dumps({"interaction_id": interaction, "type": "solved"}).encode(), "json"),
        ("/v1/tickets/batch", b'{"id": "K1", "body": "card"}', "x-ndjson"),
        ("/v1/articles/batch", b'{"id": "A1", "title": "card"}', "x-ndjson"),
        ("/v1/triage/batch", b'{"tickets": [{"body": "card"}]}', "json"),
    ]
    for path, content, kind in calls:
        headers = {"Content-Type": f"application/{kind}", "Idempotency-Key": "k1"}
        first, again = (desk.http.post(path, content=content, headers=headers) for _ in range(2))
        assert first.is_success, first.text
        assert (again.status_code, again.content) == (first.status_code, first.content)
        assert again.headers["idempotency-replayed"] == "true"
    assert len(desk.get("/v1/feedback")["items"]) == 1
    assert len(desk.get("/v1/decisions")["items"]) == 2


def test_an_answer_that_cannot_be_kept_for_a_repeated_call_is_given_all_the_same(
    desk: DeskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was asked for is stored: a refusal would have it stored twice."""

    def gone(*_: object) -> None:
        raise OperationalError("update", {}, Exception("server closed the connection"))

    monkeypatch.setattr("firstline.serving.idempotency_store.IdempotencyStore.finish", gone)
    answer = desk.http.post("/v1/triage", json={"ticket": {"body": "my card"}}, headers={"Idempotency-Key": "k"})
    assert answer.status_code == 200
    kept = desk.get("/v1/decisions")["items"]
    assert [item["decision_id"] for item in kept] == [answer.json()["decision_id"]]
