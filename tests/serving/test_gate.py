"""Tests of the gate: a desk that wants keys."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from firstline.kb_index.database import Database
from firstline.serving.app import create_app
from firstline.serving.key_store import KeyStore
from firstline.serving.settings import Settings
from tests.serving.desk_client import DeskClient, problem

PORTAL = "https://portal.example.com"
ASKED = {"ticket": {"body": "my card was stolen"}}


@pytest.fixture
def keys(settings: Settings) -> Iterator[KeyStore]:
    """The keys of the desk, as another process changes them."""
    database = Database.open(str(settings.state))
    yield KeyStore(database)
    database.close()


@pytest.fixture
def closed(settings: Settings, bundle: Any, tmp_path: Path) -> Iterator[DeskClient]:
    wanting = settings.model_copy(update={"keys_required": True, "visitor_rate": 5})
    with TestClient(create_app(wanting, bundle=bundle)) as client:
        yield DeskClient(client, tmp_path)


def bearer(text: str, **more: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {text}", **more}


def test_without_a_key_nothing_of_the_desk_is_shown(closed: DeskClient) -> None:
    for method, path in (("GET", "/v1/model"), ("POST", "/v1/triage"), ("GET", "/metrics"), ("GET", "/v1/no-such")):
        response = closed.http.request(method, path)
        problem(response, 401, "unauthorized")
        assert response.headers["www-authenticate"] == "Bearer"
    for path in ("/healthz", "/readyz", "/", "/docs", "/openapi.json"):
        assert closed.http.get(path).status_code == 200


def test_a_key_opens_what_its_scopes_say(closed: DeskClient, keys: KeyStore) -> None:
    _, text = keys.add("console", ["predict"])
    assert closed.http.post("/v1/triage", json=ASKED, headers=bearer(text)).status_code == 200
    assert closed.http.post("/v1/triage", json=ASKED, headers={"X-API-Key": text}).status_code == 200
    refused = problem(closed.http.put("/v1/tickets/T1", json={"body": "x"}, headers=bearer(text)), 403, "forbidden")
    assert "tickets" in refused["detail"]
    assert closed.http.head("/v1/model", headers=bearer(text)).status_code == 200


@pytest.mark.both_engines
def test_a_key_is_changed_without_a_restart(closed: DeskClient, keys: KeyStore) -> None:
    (old, text), (_, newer) = keys.add("console", ["predict"]), keys.add("console, next", ["predict"])
    assert closed.http.get("/v1/model", headers=bearer(text)).status_code == 200
    keys.revoke(old.id)
    problem(closed.http.get("/v1/model", headers=bearer(text)), 401, "unauthorized")
    assert closed.http.get("/v1/model", headers=bearer(newer)).status_code == 200


def test_a_key_that_comes_is_looked_at_also_where_none_is_wanted(desk: DeskClient, keys: KeyStore) -> None:
    assert desk.http.get("/v1/model").status_code == 200
    problem(desk.http.get("/v1/model", headers=bearer("fl_000000000000_" + "a" * 43)), 401, "unauthorized")
    _, text = keys.add("reader", ["reports"])
    problem(desk.http.post("/v1/triage", json=ASKED, headers=bearer(text)), 403, "forbidden")


def test_a_key_with_groups_sees_nothing_that_is_restricted_to_others(closed: DeskClient, keys: KeyStore) -> None:
    _, admin = keys.add("sync", ["articles", "tickets", "reports", "predict"])
    _, narrow = keys.add("billing's console", ["predict"], groups=["billing"])
    for group in ("billing", "abuse"):
        document = {"title": f"Stolen card, {group}", "body": "my card was stolen", "restricted_to": [group]}
        assert closed.http.put(f"/v1/articles/{group}", json=document, headers=bearer(admin)).status_code == 201
        ticket = {"body": "my card was stolen", "restricted_to": [group]}
        assert closed.http.put(f"/v1/tickets/t-{group}", json=ticket, headers=bearer(admin)).status_code == 201
    everything = ["billing", "abuse"]
    for text, seen in ((admin, {"billing", "abuse"}), (narrow, {"billing"})):
        asked = {**ASKED, "options": {"viewer_groups": everything}}
        said = closed.http.post("/v1/triage", json=asked, headers=bearer(text)).json()
        assert {hit["article_id"] for hit in said["articles"]} == seen
        assert {hit["ticket_id"] for hit in said["duplicates"]} == {f"t-{group}" for group in seen}
        batch = {"tickets": [ASKED["ticket"]], "options": {"viewer_groups": everything}}
        (one,) = closed.http.post("/v1/triage/batch", json=batch, headers=bearer(text)).json()["results"]
        assert {hit["article_id"] for hit in one["result"]["articles"]} == seen
        search = {"text": "my card was stolen", "viewer_groups": everything}
        found = closed.http.post("/v1/articles/search", json=search, headers=bearer(text)).json()["items"]
        assert {hit["article_id"] for hit in found} == seen
        same = {**ASKED, "viewer_groups": everything}
        earlier = closed.http.post("/v1/duplicates", json=same, headers=bearer(text)).json()["items"]
        assert {hit["ticket_id"] for hit in earlier} == {f"t-{group}" for group in seen}
        groups = {"viewer_groups": everything}
        listed = closed.http.get("/v1/articles", params=groups, headers=bearer(text)).json()["items"]
        assert {item["id"] for item in listed} == seen
        status = closed.http.get("/v1/tickets/t-abuse", params=groups, headers=bearer(text)).status_code
        assert status == (200 if "abuse" in seen else 404)


@pytest.mark.both_engines
def test_one_callers_stored_answer_is_nobody_elses(closed: DeskClient, keys: KeyStore) -> None:
    (_, one), (_, other) = keys.add("one", ["predict"]), keys.add("other", ["predict"])
    named = {"Idempotency-Key": "the-same"}
    first = closed.http.post("/v1/triage", json=ASKED, headers=bearer(one, **named)).json()
    again = closed.http.post("/v1/triage", json=ASKED, headers=bearer(one, **named)).json()
    others = closed.http.post("/v1/triage", json=ASKED, headers=bearer(other, **named)).json()
    assert first["decision_id"] == again["decision_id"] != others["decision_id"]


def test_a_portal_key_opens_the_portal_from_its_own_pages_only(closed: DeskClient, keys: KeyStore) -> None:
    _, text = keys.add("help page", ["portal"], origins=[PORTAL])
    body = {"text": "my card was stolen yesterday"}
    answer = closed.http.post("/v1/portal/suggest", json=body, headers=bearer(text, Origin=PORTAL))
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == PORTAL
    assert "Origin" in answer.headers["vary"]
    event = json.dumps({"interaction_id": answer.json()["interaction_id"], "type": "asked_person"})
    plain = {"Origin": PORTAL, "Content-Type": "text/plain"}
    beacon = closed.http.post("/v1/portal/events", params={"key": text}, content=event, headers=plain)
    assert beacon.status_code == 204
    other = closed.http.post("/v1/portal/suggest", json=body, headers=bearer(text, Origin="https://evil.example"))
    problem(other, 403, "forbidden")
    assert "access-control-allow-origin" not in other.headers
    problem(closed.http.post("/v1/triage", json=ASKED, headers=bearer(text)), 403, "forbidden")
    problem(closed.http.post("/v1/portal/suggest", params={"key": text}, json=body), 401, "unauthorized")


def test_a_portal_key_reads_public_articles_whole_and_no_others(closed: DeskClient, keys: KeyStore) -> None:
    (_, text), (_, writer) = keys.add("help page", ["portal"], origins=[PORTAL]), keys.add("sync", ["articles"])
    for name, visibility in (("P1", "public"), ("S1", "internal")):
        body = {"title": name, "body": "A text.", "visibility": visibility}
        assert closed.http.put(f"/v1/articles/{name}", json=body, headers=bearer(writer)).status_code == 201
    whole = closed.http.get("/v1/portal/articles/P1", headers=bearer(text, Origin=PORTAL))
    assert (whole.status_code, whole.headers["access-control-allow-origin"]) == (200, PORTAL)
    problem(closed.http.get("/v1/portal/articles/S1", headers=bearer(text, Origin=PORTAL)), 404, "not-found")
    other = closed.http.get("/v1/portal/articles/P1", headers=bearer(text, Origin="https://evil.example"))
    problem(other, 403, "forbidden")
    problem(closed.http.get("/v1/articles/P1", headers=bearer(text)), 403, "forbidden")
    ask = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization", "Origin": PORTAL}
    assert "GET" in closed.http.options("/v1/portal/articles/P1", headers=ask).headers["access-control-allow-methods"]


def test_a_browser_is_told_beforehand_which_pages_may_ask(closed: DeskClient, keys: KeyStore) -> None:
    keys.add("help page", ["portal"], origins=[PORTAL])
    ask = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    path = "/v1/portal/suggest"
    allowed = closed.http.options(path, headers={**ask, "Origin": PORTAL})
    assert allowed.status_code == 204
    assert allowed.headers["access-control-allow-origin"] == PORTAL
    assert "authorization" in allowed.headers["access-control-allow-headers"]
    for address, origin in ((path, "https://evil.example"), ("/v1/triage", PORTAL)):
        refused = closed.http.options(address, headers={**ask, "Origin": origin})
        assert "access-control-allow-origin" not in refused.headers


def test_a_visitor_who_asks_too_often_is_told_when_to_come_back(closed: DeskClient, keys: KeyStore) -> None:
    _, text = keys.add("help page", ["portal"], origins=[PORTAL])
    headers = bearer(text, Origin=PORTAL)
    answers = [closed.http.post("/v1/portal/suggest", json={"text": "card"}, headers=headers) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    problem(answers[-1], 429, "too-many-requests")
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 61
    assert answers[-1].headers["access-control-allow-origin"] == PORTAL


def test_the_log_names_the_key_by_its_id_alone(
    closed: DeskClient, keys: KeyStore, caplog: pytest.LogCaptureFixture
) -> None:
    key, text = keys.add("console", ["predict"])
    with caplog.at_level(logging.DEBUG):
        closed.http.get("/v1/model", headers=bearer(text))
    assert f"key={key.id}" in caplog.text
    assert text.rpartition("_")[2] not in caplog.text


@pytest.mark.both_engines
def test_keys_that_cannot_be_read_are_a_problem_and_no_open_door(
    closed: DeskClient, keys: KeyStore, settings: Settings
) -> None:
    _, text = keys.add("console", ["predict"])
    assert closed.http.get("/v1/model", headers=bearer(text)).status_code == 200
    database = Database.open(str(settings.state))
    with database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE api_keys RENAME TO gone")
    database.close()
    problem(closed.http.get("/v1/model", headers=bearer(text)), 503, "not-ready")
