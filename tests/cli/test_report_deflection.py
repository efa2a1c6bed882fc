"""`firstline report deflection`: from what customers did on the portal to a page."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from firstline.serving.app import create_app
from firstline.serving.requester_token import SECRET_VARIABLE
from firstline.serving.settings import Settings
from tests.cli.command import Run
from tests.serving.desk_client import DeskClient
from tests.serving.keyword_bundle import KeywordBundle
from tests.serving.requester import SECRET, token

TEXT = "Freeze a stolen card in the app at once"
OTHER = "what is the exchange rate for the euro"
NEXT_MONTH = (datetime.now(UTC) + timedelta(days=30)).isoformat()


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DeskClient]:
    monkeypatch.setenv(SECRET_VARIABLE, SECRET)
    settings = Settings(bundle=tmp_path / "desk", hold_out=0.0, audit_share=0.0)
    bundle: Any = KeywordBundle()
    with TestClient(create_app(settings, bundle=bundle)) as client:
        desk = DeskClient(client, tmp_path)
        desk.put_article("A1", "Stolen card", TEXT)
        yield desk


def _write(desk: DeskClient, requester: str | None, *events: str, ticket: str | None = None, **more: Any) -> str:
    signed = {} if requester is None else {"requester_token": token(requester)}
    answer = desk.http.post("/v1/portal/suggest", json={"text": TEXT, **signed, **more}).json()
    for event in events:
        body = {"interaction_id": answer["interaction_id"], "type": event, "article_id": "A1"}
        named = {**body, "ticket_id": ticket} if event == "submitted" and ticket else body
        assert desk.http.post("/v1/portal/events", json=named).status_code == 204
    return str(answer["interaction_id"])


def _ticket(desk: DeskClient, ticket_id: str, text: str = TEXT, **more: Any) -> None:
    desk.put_ticket(ticket_id, text, created_at=(datetime.now(UTC) + timedelta(minutes=1)).isoformat(), **more)


def _report(run: Run, source: Path, output: Path) -> dict[str, Any]:
    done = run("report", "deflection", source, "--until", NEXT_MONTH, "--output", output)
    assert done.code == 0, done.err
    assert done.out.startswith("What articles save is not known yet, so nothing is claimed. Nobody was held out")
    found: dict[str, Any] = json.loads((output / "deflection.json").read_text(encoding="utf-8"))
    return found


def test_what_customers_did_is_counted_from_the_state(run: Run, portal: DeskClient, tmp_path: Path) -> None:
    _write(portal, "R1", "opened", "solved")
    _write(portal, "R2", "opened")
    _write(portal, "R3", "opened", "solved")
    _ticket(portal, "T3", requester_id="R3")
    _write(portal, "R4", "opened", "submitted", ticket="T4")
    _ticket(portal, "T4", requester_id="R4")
    linked = _write(portal, "R5", "opened", "solved")
    _ticket(portal, "T5", requester_id="R5", portal_interaction_id=linked)
    _write(portal, "R6", "asked_person")
    _write(portal, None, "opened", "solved")
    _write(portal, None, "opened", "solved", trial=True)
    found = _report(run, tmp_path / "desk", tmp_path / "out")
    assert found["interactions"] == 7
    assert {name: number for name, number in found["signed_in"]["outcomes"].items() if number} == {
        "confirmed": 1, "assumed": 1, "taken_back": 1, "failed": 2, "asked_person": 1,
    }  # fmt: skip
    assert found["strangers"]["outcomes"]["said_solved"] == 1
    (article,) = found["articles"]
    assert (article["article_id"], article["shown"], article["opened"]) == ("A1", 7, 6)
    assert (article["solved"], article["taken_back"]) == (2, 2), "R3 came back, and R5 sent the request"
    assert article["useful"] > 0.5
    again = _report(run, tmp_path / "desk.state", tmp_path / "again")
    assert again["signed_in"] == found["signed_in"], "a state's folder is as good as its bundle"


def test_a_ticket_about_something_else_takes_nothing_back(run: Run, portal: DeskClient, tmp_path: Path) -> None:
    for number in range(120):
        portal.put_ticket(f"F{number}", f"{(TEXT, OTHER)[number % 2]} case {number}", requester_id="nobody",
                          created_at="2026-01-01T00:00:00Z")  # fmt: skip
    _write(portal, "R1", "opened", "solved")
    _ticket(portal, "T1", OTHER, requester_id="R1")
    _write(portal, "R2", "opened", "solved")
    _ticket(portal, "T2", f"{TEXT} please", requester_id="R2")
    outcomes = _report(run, tmp_path / "desk", tmp_path / "out")["signed_in"]["outcomes"]
    assert (outcomes["confirmed"], outcomes["taken_back"]) == (1, 1)


def test_no_word_and_no_customer_is_in_the_report(run: Run, portal: DeskClient, tmp_path: Path) -> None:
    _write(portal, "canary-person", "opened", "solved")
    _report(run, tmp_path / "desk", tmp_path / "out")
    for path in (tmp_path / "out").iterdir():
        text = path.read_text(encoding="utf-8")
        assert "canary-person" not in text
        assert "Freeze" not in text


def test_only_what_began_in_the_time_that_was_asked_for_is_counted(
    run: Run, portal: DeskClient, tmp_path: Path
) -> None:
    _write(portal, "R1", "opened")
    for option in ("--since", "--until"):
        moment = "2030-01-01T00:00:00Z" if option == "--since" else "2020-01-01T00:00:00Z"
        done = run("report", "deflection", tmp_path / "desk", option, moment, "--output", tmp_path / "out")
        assert done.out.startswith("There is nothing to tell yet")


@pytest.mark.parametrize("arguments", [[], ["nowhere"], ["desk", "--since", "soon"]])
def test_what_cannot_be_reported_on_is_one_readable_line(
    run: Run, portal: DeskClient, tmp_path: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("report", "deflection", *arguments)
    assert done.code == 2
    assert done.complaint
    assert not (tmp_path / "deflection").exists()


def test_who_may_still_be_writing_has_not_left(run: Run, portal: DeskClient, tmp_path: Path) -> None:
    _write(portal, "R1")
    _write(portal, None, "opened")
    output = tmp_path / "out"
    assert run("report", "deflection", tmp_path / "desk", "--output", output).code == 0
    found = json.loads((output / "deflection.json").read_text(encoding="utf-8"))
    for group in ("signed_in", "strangers"):
        assert {name: count for name, count in found[group]["outcomes"].items() if count} == {"going_on": 1}
