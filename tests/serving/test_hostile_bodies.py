"""Whatever comes, the service answers and does not fail."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.serving.desk_client import DeskClient

_SETTINGS = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
_TEXT = st.text(st.characters(codec=None), max_size=40)  # lone surrogates included
_ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**18), 10**18)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=8,
)
_TICKET_KEYS = st.sampled_from(
    ["id", "subject", "body", "text", "messages", "created_at", "updated_at", "language", "category", "skill_group",
     "set_by", "restricted_to", "article_ids", "group_history", "csat", "status", "requester_id", "attachments"]
)  # fmt: skip
_OPTION_KEYS = st.sampled_from(
    ["fields", "include", "top_k", "explain", "exclude_groups", "viewer_groups", "locale", "dry_run"]
)
_TICKET = st.dictionaries(_TICKET_KEYS | _TEXT, _ANY, max_size=6) | _ANY
_FEEDBACK_KEYS = st.sampled_from(
    ["decision_id", "ticket_id", "target", "field", "action", "final_value", "reason", "actor", "items"]
)


def _answered(desk: DeskClient, method: str, path: str, document: Any) -> None:
    content = json.dumps(document).encode()
    response = desk.http.request(method, path, content=content, headers={"Content-Type": "application/json"})
    assert response.status_code < 500, (document, response.text)
    if response.status_code >= 400:
        assert response.headers["content-type"] == "application/problem+json"


@_SETTINGS
@given(ticket=_TICKET, body=_TEXT, options=st.dictionaries(_OPTION_KEYS, _ANY, max_size=3))
def test_any_ticket_is_answered_or_refused(desk: DeskClient, ticket: Any, body: str, options: Any) -> None:
    ticket = {"body": body, **ticket} if isinstance(ticket, dict) else ticket
    _answered(desk, "POST", "/v1/triage", {"ticket": ticket, "options": {"explain": True}})
    _answered(desk, "POST", "/v1/triage", {"ticket": ticket, "options": options})
    _answered(desk, "PUT", "/v1/tickets/T1", ticket)
    _answered(desk, "GET", "/v1/tickets", None)
    _answered(desk, "POST", "/v1/triage/batch", {"tickets": [ticket, ticket]})


@_SETTINGS
@given(document=st.dictionaries(_FEEDBACK_KEYS, _ANY, max_size=5), action=st.sampled_from(["accepted", "modified"]))
def test_any_feedback_is_kept_or_refused(desk: DeskClient, document: Any, action: str) -> None:
    decision = desk.triage({"id": "N1", "body": "my card"})["decision_id"]
    _answered(desk, "POST", "/v1/feedback", document)
    _answered(
        desk, "POST", "/v1/feedback", {"decision_id": decision, "field": "category", "action": action, **document}
    )
    _answered(desk, "GET", "/v1/feedback", None)


@_SETTINGS
@given(document=_ANY)
def test_any_document_is_taken_or_refused_everywhere(desk: DeskClient, document: Any) -> None:
    wrapped = document if isinstance(document, dict) else {"text": document}
    for path in (
        "/v1/portal/suggest",
        "/v1/portal/events",
        "/v1/articles/search",
        "/v1/duplicates",
        "/v1/triage/batch",
    ):
        _answered(desk, "POST", path, document)
        _answered(desk, "POST", path, wrapped)
    _answered(desk, "PUT", "/v1/articles/A1", {"title": "t", **wrapped})


@_SETTINGS
@given(raw=st.binary(max_size=200))
def test_any_bytes_are_answered(desk: DeskClient, raw: bytes) -> None:
    for kind in ("application/json", "application/x-ndjson", "text/plain"):
        for path in ("/v1/triage", "/v1/tickets/batch", "/v1/portal/events"):
            assert desk.http.post(path, content=raw, headers={"Content-Type": kind}).status_code < 500


@pytest.mark.both_engines
@pytest.mark.parametrize(
    "path", ["/v1/tickets/%ff%fe", "/v1/tickets/%ed%a0%80", "/v1/decisions/%00", "/v1/articles/%0a", "/%00"]
)
def test_any_address_is_answered(desk: DeskClient, path: str) -> None:
    for method in ("GET", "PUT", "DELETE", "POST", "OPTIONS", "HEAD", "PATCH"):
        assert desk.http.request(method, path).status_code < 500


@pytest.mark.both_engines
@pytest.mark.parametrize(
    "query", ["cursor=%ff", "ticket_id=%00", "since=%ed%a0%80", "limit=9999999999999999999999", "since=99999"]
)
def test_any_query_is_answered(desk: DeskClient, query: str) -> None:
    for path in ("/v1/decisions", "/v1/feedback", "/v1/tickets", "/v1/articles"):
        assert desk.http.get(f"{path}?{query}").status_code < 500
