"""What a state holds of a person is handed out whole, and nothing of it is left after it was erased."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from firstline.kb_index.state import State
from firstline.serving.personal_data import Retention, erase, holdings_of, old_holdings, rows_of
from firstline.serving.requester_token import SECRET_VARIABLE
from firstline.serving.settings import Settings
from tests.serving.desk_client import DeskClient
from tests.serving.requester import SECRET, token

pytestmark = pytest.mark.both_engines

OKAPI = "zz-okapi-1847"


@pytest.fixture(autouse=True)
def _signed_portal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SECRET_VARIABLE, SECRET)


@pytest.fixture
def state(desk: DeskClient, settings: Settings, bundle: Any) -> Any:
    """A desk with two customers, and beside the service a second process that looks into its state."""
    desk.put_article("A1", "Stolen card", "Freeze a stolen card in the app at once.")
    desk.put_ticket("R1-a", f"my card was stolen {OKAPI}", requester_id="R1")
    desk.put_ticket("R1-b", "my card again", requester_id="R1")
    desk.put_ticket("R2-a", "my card was stolen by R1", requester_id="R2")
    for ticket in ("R1-a", "R2-a"):
        decision = desk.triage({"id": ticket, "body": "my card was stolen"})["decision_id"]
        said = {"decision_id": decision, "field": "category", "action": "accepted", "actor": "R1", "reason": OKAPI}
        assert desk.http.post("/v1/feedback", json=said).status_code == 201
    key = {"Idempotency-Key": "k1"}
    asked = {"ticket": {"body": f"my card was stolen {OKAPI}"}}
    assert desk.http.post("/v1/triage", json=asked, headers=key).json()["duplicates"]
    for person in ("R1", "R2"):
        shown = {"text": "freeze a stolen card in the app at once", "requester_token": token(person)}
        interaction = desk.http.post("/v1/portal/suggest", json=shown).json()["interaction_id"]
        event = {"interaction_id": interaction, "type": "solved", "article_id": "A1"}
        assert desk.http.post("/v1/portal/events", json=event).status_code == 204
    assert settings.state is not None
    with State.open(settings.state, encoder=bundle.encoder, centre=bundle.centre, offsets=bundle.offsets) as opened:
        yield opened


def _held(state: State, person: str) -> Any:
    with state.database.read() as connection:
        return holdings_of(connection, person)


def test_a_person_gets_all_that_is_held_of_them_and_of_nobody_else(state: State) -> None:
    held = _held(state, "R1")
    assert held.tickets == ("R1-a", "R1-b")
    assert held.counts == {"tickets": 2, "decisions": 1, "feedback": 1, "portal interactions": 1, "votes": 1}
    with state.database.read() as connection:
        rows = list(rows_of(connection, held))
    assert [row["kind"] for row in rows] == [
        "ticket", "ticket", "decision", "feedback", "portal_interaction", "portal_event", "portal_event",
    ]  # fmt: skip
    assert rows[0]["body"] == f"my card was stolen {OKAPI}"
    assert _held(state, "R").counts == dict.fromkeys(held.counts, 0)


@pytest.fixture
def files(settings: Settings, engine: str, request: pytest.FixtureRequest) -> Callable[[], list[Path]]:
    """What the state is kept in."""

    def on_disk() -> list[Path]:
        if engine == "postgresql":
            found: list[Path] = request.getfixturevalue("postgresql").files_of(settings.state)
            return found
        return [path for path in Path(str(settings.state)).rglob("*") if path.is_file()]

    return on_disk


def _holding(files: list[Path], words: str) -> list[str]:
    return [path.name for path in files if words.encode() in path.read_bytes()]


def test_nothing_of_an_erased_person_is_left(desk: DeskClient, state: State, files: Callable[[], list[Path]]) -> None:
    assert _holding(files(), f"stolen {OKAPI}")
    held, other = _held(state, "R1"), _held(state, "R2")
    erase(state, held, person="R1")
    assert _held(state, "R1").counts == dict.fromkeys(held.counts, 0)
    assert _held(state, "R2") == other
    (said,) = desk.get("/v1/feedback")["items"]
    assert (said["ticket_id"], said["actor"]) == ("R2-a", None)
    assert desk.http.get("/v1/tickets/R1-a").status_code == 404
    found = desk.http.post("/v1/duplicates", json={"ticket": {"body": "my card was stolen"}}).json()["items"]
    assert [hit["ticket_id"] for hit in found] == ["R2-a"]
    assert files()
    assert _holding(files(), f"stolen {OKAPI}") == []


def test_what_is_old_goes_and_what_was_touched_since_stays(desk: DeskClient, state: State) -> None:
    now = datetime.now(UTC)
    desk.put_ticket("old", "an old card", created_at=(now - timedelta(days=900)).isoformat())
    late = {"created_at": (now - timedelta(days=900)).isoformat(), "closed_at": (now - timedelta(days=5)).isoformat()}
    desk.put_ticket("late", "a card closed lately", **late)
    with state.database.read() as connection:
        held = old_holdings(connection, Retention(tickets=now - timedelta(days=730)))
        nothing = old_holdings(connection, Retention())
        all_of_it = old_holdings(connection, Retention(decisions=now, portal=now))
    assert held.tickets == ("old",)
    assert not any(nothing.counts.values())
    assert len(all_of_it.decisions) == 3
    assert len(all_of_it.feedback) == 2
    assert len(all_of_it.interactions) == 2
    assert all_of_it.tickets == ()
    erase(state, held)
    assert desk.http.get("/v1/tickets/old").status_code == 404
    assert desk.http.get("/v1/tickets/late").status_code == 200
