"""What every request and answer has around it."""

import logging
from typing import Any

import pytest

from tests.serving.desk_client import DeskClient, problem

GETS = ("/", "/docs", "/healthz", "/readyz", "/metrics", "/openapi.json", "/v1/model", "/v1/fields", "/v1/decisions")


def test_a_request_id_comes_back_or_is_made(desk: DeskClient) -> None:
    given = desk.http.get("/healthz", headers={"X-Request-Id": "abc-123"})
    assert given.headers["x-request-id"] == "abc-123"
    made = {desk.http.get("/healthz").headers["x-request-id"] for _ in range(2)}
    assert len(made) == 2


@pytest.mark.parametrize("bad", ["x" * 129, "a b", "<script>", "é".encode("latin-1"), ""])
def test_a_request_id_that_could_spoil_a_log_is_replaced(desk: DeskClient, bad: Any) -> None:
    response = desk.http.get("/healthz", headers=[(b"X-Request-Id", bad if isinstance(bad, bytes) else bad.encode())])
    assert len(response.headers["x-request-id"]) == 32


@pytest.mark.parametrize("path", GETS)
def test_head_is_get_without_the_body(desk: DeskClient, path: str) -> None:
    response = desk.http.head(path)
    assert (response.status_code, response.content) == (200, b"")


def test_options_names_all_methods_of_an_address(desk: DeskClient) -> None:
    response = desk.http.options("/v1/tickets/K1")
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["allow"] == "DELETE, GET, HEAD, OPTIONS, PUT"
    assert desk.http.options("/v1/triage").headers["allow"] == "OPTIONS, POST"
    problem(desk.http.options("/nowhere"), 404, "not-found")


def test_a_method_that_an_address_does_not_know_is_a_405_that_names_the_others(desk: DeskClient) -> None:
    response = desk.http.get("/v1/triage")
    problem(response, 405, "method-not-allowed")
    assert response.headers["allow"] == "OPTIONS, POST"
    response = desk.http.patch("/v1/tickets/K1", json={})
    problem(response, 405)
    assert response.headers["allow"] == "DELETE, GET, HEAD, OPTIONS, PUT"


@pytest.mark.parametrize(
    "path", ["/nowhere", "/v1", "/v1/triage/", "/v2/triage", "/v1/decisions/a/b", "/../etc/passwd"]
)
def test_an_address_that_is_not_there_is_a_404(desk: DeskClient, path: str) -> None:
    problem(desk.http.get(path), 404, "not-found")


def test_what_nobody_foresaw_is_a_500_that_tells_nothing(
    desk: DeskClient, bundle: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise KeyError("canary in the message")

    bundle.predict = fail
    response = desk.http.post("/v1/triage", json={"ticket": {"body": "canary"}}, headers={"X-Request-Id": "r1"})
    problem(response, 500, "internal")
    assert "canary" not in response.text
    assert "canary" not in caplog.text
    assert "KeyError" in caplog.text
    assert "r1" in caplog.text


def test_answers_are_not_cached_or_sniffed(desk: DeskClient) -> None:
    headers = desk.http.get("/v1/model").headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"


def test_a_line_of_log_names_the_route_and_no_id(desk: DeskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="firstline.serving"):
        desk.http.get("/v1/tickets/canary")
    assert "GET /v1/tickets/{ticket_id:path} 404" in caplog.text
    assert "canary" not in caplog.text.replace("http://testserver/v1/tickets/canary", "")
