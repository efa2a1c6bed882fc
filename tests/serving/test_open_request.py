"""A signed-in customer's own open request is offered before another one; nobody else's ever is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from firstline.serving.app import create_app
from firstline.serving.requester_token import SECRET_VARIABLE
from firstline.serving.settings import Settings
from tests.serving.desk_client import DeskClient
from tests.serving.requester import SECRET, token

TEXT = "my card was stolen on the train"


@pytest.fixture
def portal(settings: Settings, bundle: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DeskClient]:
    monkeypatch.setenv(SECRET_VARIABLE, SECRET)
    with TestClient(create_app(settings, bundle=bundle)) as client:
        desk = DeskClient(client, tmp_path)
        desk.put_ticket("T1", TEXT, subject="Card stolen", requester_id="R1", status="open")
        yield desk


def _offered(desk: DeskClient, text: str = TEXT, **request: Any) -> list[str]:
    response = desk.http.post("/v1/portal/suggest", json={"text": text, **request})
    assert response.status_code == 200, response.text
    return [one["ticket_id"] for one in response.json()["open_requests"]]


def test_ones_own_open_request_is_offered(portal: DeskClient) -> None:
    answer = portal.http.post("/v1/portal/suggest", json={"text": TEXT, "requester_token": token("R1")}).json()
    (offered,) = answer["open_requests"]
    assert offered["score"] > 0.3
    assert {**offered, "score": 1} == {
        "ticket_id": "T1", "subject": "Card stolen", "status": "open", "created_at": None, "url": None, "score": 1,
    }  # fmt: skip


def test_another_customers_request_is_never_offered(portal: DeskClient) -> None:
    portal.put_ticket("T2", TEXT, status="open")
    for nobody in (token("R2"), token("R1", exp=1), token("R1", secret="x" * 40), "canary", "", token("R1")[:-4]):
        assert _offered(portal, requester_token=nobody) == []
    assert _offered(portal) == []
    assert _offered(portal, requester_token=token("R1")) == ["T1"], "and not the one that names nobody"


def test_only_what_is_open_unrestricted_and_about_the_same_is_offered(portal: DeskClient) -> None:
    portal.put_ticket("T3", TEXT, requester_id="R1", status="closed")
    portal.put_ticket("T4", TEXT, requester_id="R1", resolved_at="2026-01-01T00:00:00Z")
    portal.put_ticket("T5", TEXT, requester_id="R1", status="open", restricted_to=["fraud"])
    portal.put_ticket("T6", "what is the exchange rate for the euro", requester_id="R1", status="open")
    assert _offered(portal, requester_token=token("R1")) == ["T1"]
    assert _offered(portal, "please send umbrellas tomorrow", requester_token=token("R1")) == []
    portal.put_ticket("T1", TEXT, requester_id="R1", status="solved")
    assert _offered(portal, requester_token=token("R1")) == []


def test_ones_own_open_request_is_offered_though_it_is_told_otherwise_this_time(portal: DeskClient) -> None:
    request = {"text": "somebody stole my purse with the card in it", "requester_token": token("R1")}
    (offered,) = portal.http.post("/v1/portal/suggest", json=request).json()["open_requests"]
    assert offered["ticket_id"] == "T1"
    assert offered["score"] < Settings(bundle=Path()).duplicate_score, "it is too unlike to be called a duplicate"


def test_without_a_secret_a_token_is_ignored(desk: DeskClient) -> None:
    desk.put_ticket("T1", TEXT, requester_id="R1", status="open")
    assert _offered(desk, requester_token=token("R1")) == []


def test_an_interaction_does_not_go_over_to_another_customer(portal: DeskClient) -> None:
    def interaction(**request: Any) -> str:
        answer = portal.http.post("/v1/portal/suggest", json={"text": TEXT, **request}).json()
        return str(answer["interaction_id"])

    first = interaction()
    assert interaction(interaction_id=first, requester_token=token("R1")) == first, "who signs in meanwhile goes on"
    assert interaction(interaction_id=first, requester_token=token("R2")) != first
    assert _offered(portal, interaction_id=first) == [], "the token itself is wanted, not what is known of it"


def test_neither_token_nor_secret_is_kept(portal: DeskClient) -> None:
    made = token("R1")
    assert _offered(portal, requester_token=made) == ["T1"]
    for path in (portal.folder / "state").glob("*.db*"):
        kept = path.read_bytes()
        assert made.encode() not in kept
        assert SECRET.encode() not in kept
