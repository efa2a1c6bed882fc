"""The text of a ticket is in no log line, no metric and no error message."""

import logging
from typing import Any

import pytest

from tests.serving.desk_client import DeskClient

CANARY = "zz-canary-4711-zz"
BODIES: list[tuple[str, str, Any]] = [
    ("POST", "/v1/triage", {"ticket": {"body": CANARY}}),
    ("POST", "/v1/triage", {"ticket": {"body": [CANARY]}}),
    ("POST", "/v1/triage", {"ticket": {"body": CANARY, "created_at": CANARY}}),
    ("POST", "/v1/triage", {"ticket": {"body": CANARY, "messages": [{"author": CANARY, "text": CANARY}]}}),
    ("POST", "/v1/triage", {"ticket": {"body": CANARY}, "options": {"top_k": CANARY}}),
    ("POST", "/v1/triage", {"ticket": {"body": CANARY}, "options": {"include": [CANARY], "locale": CANARY}}),
    ("POST", "/v1/triage", {"ticket": {"body": CANARY}, "options": {"fields": [CANARY]}}),
    ("POST", "/v1/triage", CANARY),
    ("POST", "/v1/triage/batch", {"tickets": [{"body": CANARY}, CANARY, {"body": 5, "subject": CANARY}]}),
    ("POST", "/v1/portal/suggest", {"text": CANARY}),
    ("POST", "/v1/portal/suggest", {"text": {"a": CANARY}}),
    ("POST", "/v1/articles/search", {"text": CANARY, "top_k": CANARY}),
    ("POST", "/v1/duplicates", {"ticket": {"body": CANARY}, "top_k": CANARY}),
    ("POST", "/v1/feedback", {"decision_id": CANARY, "field": "category", "action": "accepted"}),
    ("POST", "/v1/feedback", {"decision_id": "x", "field": CANARY, "action": CANARY, "reason": [CANARY]}),
    ("PUT", "/v1/tickets/K1", {"body": CANARY, "csat": CANARY}),
    ("PUT", f"/v1/tickets/{CANARY}", {"body": CANARY}),
    ("PUT", "/v1/articles/A1", {"title": CANARY, "visibility": CANARY}),
    ("GET", f"/v1/tickets/{CANARY}x", None),
    ("DELETE", f"/v1/tickets/{CANARY}x", None),
    ("GET", f"/v1/tickets?cursor={CANARY}", None),
    ("GET", f"/v1/decisions?limit={CANARY}", None),
    ("GET", f"/v1/decisions/{CANARY}", None),
    ("GET", f"/v1/portal/articles/{CANARY}", None),
    ("PUT", "/v1/banners/B1", {"text": CANARY, "starts_at": CANARY}),
    ("PUT", f"/v1/banners/{CANARY}", {"text": CANARY}),
    ("PUT", "/v1/fields/category", {"values": [CANARY], "order": [CANARY, "x"]}),
    ("PUT", f"/v1/fields/{CANARY}", {"values": [CANARY]}),
    ("POST", "/v1/portal/events", {"interaction_id": CANARY, "type": "opened", "article_id": CANARY}),
    ("POST", "/v1/portal/events", {"interaction_id": "x", "type": CANARY}),
    ("POST", "/v1/portal/suggest", {"text": "my card", "requester_token": CANARY, "product": CANARY}),
    ("POST", "/v1/portal/suggest", {"text": CANARY * 10_000}),
    ("PUT", "/v1/articles/A2", {"title": CANARY, "body": f"<p>{CANARY}", "url": f"javascript:{CANARY}"}),
    ("PUT", "/v1/tickets/K2", {"body": "x", "messages": [{"author": CANARY, "text": CANARY}]}),
    ("GET", f"/{CANARY}", None),
]


@pytest.mark.parametrize(("method", "path", "body"), BODIES)
def test_a_canary_shows_up_nowhere(
    desk: DeskClient, caplog: pytest.LogCaptureFixture, method: str, path: str, body: Any
) -> None:
    with caplog.at_level(logging.DEBUG):
        response = desk.http.request(method, path, json=body)
    ours = [record for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]
    assert not [record for record in ours if CANARY in record.getMessage()]
    if response.status_code >= 400:
        assert CANARY not in response.text
    assert response.status_code < 500
    assert CANARY not in desk.http.get("/metrics").text


@pytest.mark.parametrize("header", ["Idempotency-Key", "Authorization", "Content-Type", "Origin", "X-Forwarded-For"])
def test_a_canary_in_a_header_shows_up_nowhere(desk: DeskClient, caplog: pytest.LogCaptureFixture, header: str) -> None:
    with caplog.at_level(logging.DEBUG):
        headers = {"Content-Type": "application/json", header: f"Bearer {CANARY}"}
        response = desk.http.post("/v1/triage", content=b'{"ticket": {"body": "my card"}}', headers=headers)
    ours = [record for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]
    assert not [record for record in ours if CANARY in record.getMessage()]
    assert response.status_code < 500
    assert CANARY not in desk.http.get("/metrics").text


def test_malformed_json_is_not_quoted(desk: DeskClient) -> None:
    response = desk.http.post(
        "/v1/triage", content=f'{{"{CANARY}'.encode(), headers={"Content-Type": "application/json"}
    )
    assert response.status_code == 400
    assert CANARY not in response.text


def test_objects_do_not_show_text_when_printed() -> None:
    from firstline.datasets.ticket import Ticket
    from firstline.serving.portal import PortalRequest
    from firstline.serving.triage_request import TriageRequest

    assert CANARY not in repr(TriageRequest(ticket=Ticket(body=CANARY)))
    assert CANARY not in repr(PortalRequest(text=CANARY))
