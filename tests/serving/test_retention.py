"""What is personal is read and answered, and not stored; what is old goes by itself."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from firstline.datasets.config import PrivacyConfig
from firstline.serving.app import create_app
from firstline.serving.retention import DailyPurge, purge
from firstline.serving.settings import Settings
from tests.serving.desk_client import DeskClient

MAIL, CARD = "ann.example@example.com", "4111 1111 1111 1111"
TEXT = f"my card was stolen, it is {CARD}, write to {MAIL}"
REDACTED = "my card was stolen, it is <card>, write to <email>"


def _on_disk(settings: Settings, words: str) -> list[str]:
    files = [path for path in Path(str(settings.state)).rglob("*") if path.is_file()]
    assert files
    return [path.name for path in files if words.encode() in path.read_bytes()]


def _put_and_asked(desk: DeskClient) -> dict[str, Any]:
    desk.put_ticket("K1", TEXT, requester_id=MAIL, messages=[{"author": "agent", "text": f"mailed {MAIL}"}])
    answer = desk.triage({"id": "T1", "body": TEXT}, include=["duplicates"])
    said = {"decision_id": answer["decision_id"], "field": "category", "action": "rejected", "reason": f"ask {MAIL}"}
    assert desk.http.post("/v1/feedback", json=said).status_code == 201
    return answer


def test_personal_data_is_not_stored_and_duplicates_are_found_all_the_same(
    desk: DeskClient, settings: Settings
) -> None:
    answer = _put_and_asked(desk)
    (hit,) = answer["duplicates"]
    assert hit["ticket_id"] == "K1"
    # The vector is that of the text that came, so the same text is as like it as can be.
    assert hit["score"] > 0.8
    kept = desk.get("/v1/tickets/K1")
    assert (kept["body"], kept["requester_id"]) == (REDACTED, MAIL)
    assert kept["messages"][0]["text"] == "mailed <email>"
    assert desk.get("/v1/feedback")["items"][0]["reason"] == "ask <email>"
    assert "asked_text" not in desk.get(f"/v1/decisions/{answer['decision_id']}")
    assert _on_disk(settings, CARD) == []
    assert _on_disk(settings, f"write to {MAIL}") == []
    assert _on_disk(settings, "my card was stolen")


def test_what_a_ticket_said_is_followed_though_its_redacted_text_is_the_same(desk: DeskClient) -> None:
    desk.put_ticket("K1", "call +47 22 33 44 55")
    again = desk.put_ticket("K1", "call +47 55 44 33 22")
    assert again["applied"]
    assert desk.get("/v1/tickets/K1")["body"] == "call <phone>"


def _served(settings: Settings, bundle: Any, policy: PrivacyConfig) -> TestClient:
    return TestClient(create_app(settings.model_copy(update={"privacy": policy}), bundle=bundle))


def test_the_policy_says_what_is_redacted_and_whether_the_asked_text_is_kept(
    settings: Settings, bundle: Any, tmp_path: Path
) -> None:
    policy = PrivacyConfig(redact=("card",), keep_asked_text=True)
    with _served(settings, bundle, policy) as client:
        desk = DeskClient(client, tmp_path)
        answer = _put_and_asked(desk)
        wanted = TEXT.replace(CARD, "<card>")
        assert desk.get("/v1/tickets/K1")["body"] == wanted
        assert desk.get(f"/v1/decisions/{answer['decision_id']}")["asked_text"] == wanted
        assert desk.get("/v1/feedback")["items"][0]["reason"] == f"ask {MAIL}"


def test_what_is_old_is_erased_while_the_desk_answers(settings: Settings, bundle: Any, tmp_path: Path) -> None:
    policy = PrivacyConfig(tickets_days=30)
    with _served(settings, bundle, policy) as client:
        desk = DeskClient(client, tmp_path)
        for name, days in (("old", 40), ("new", 20)):
            moment = (datetime.now(UTC) - timedelta(days=days)).isoformat()
            desk.put_ticket(name, f"my card was stolen {name}", created_at=moment)
        app: Any = client.app
        held = purge(app.state.desks.desk, app.state.settings)
        assert held.tickets == ("old",)
        assert not any(purge(app.state.desks.desk, app.state.settings).counts.values())
        found = desk.triage("my card was stolen", include=["duplicates"])["duplicates"]
        assert [hit["ticket_id"] for hit in found] == ["new"]
        assert _on_disk(app.state.settings, "my card was stolen old") == []


@pytest.mark.parametrize(("moved", "left"), [(0.0, 404), (1e8, 200), (-1e8, 200)])
def test_a_clock_that_was_moved_erases_nothing(
    settings: Settings, bundle: Any, monkeypatch: pytest.MonkeyPatch, moved: float, left: int
) -> None:
    policy = PrivacyConfig(tickets_days=30)
    with _served(settings, bundle, policy) as client:
        desk = DeskClient(client, Path())
        desk.put_ticket("old", "a card", created_at=(datetime.now(UTC) - timedelta(days=40)).isoformat())
        app: Any = client.app
        daily = DailyPurge(app.state.settings, app.state.desks)
        real = time.time
        with monkeypatch.context() as patch:
            patch.setattr("firstline.serving.retention.time.time", lambda: real() + moved)
            assert client.portal is not None
            client.portal.call(daily._purge)
        assert client.get("/v1/tickets/old").status_code == left
