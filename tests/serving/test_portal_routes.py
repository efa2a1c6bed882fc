"""The portal over HTTP: articles for customers, never a wall."""

import json
from typing import Any

import pytest

from tests.serving.desk_client import DeskClient, problem

TEXT = "Freeze a stolen card in the app at once"


@pytest.fixture
def portal(desk: DeskClient) -> DeskClient:
    desk.put_article("A1", "Stolen card", TEXT)
    return desk


def _suggest(desk: DeskClient, **body: Any) -> dict[str, Any]:
    response = desk.http.post("/v1/portal/suggest", json=body)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def test_an_article_that_answers_is_suggested(portal: DeskClient) -> None:
    answer = _suggest(portal, text=TEXT, subject="card")
    assert answer["status"] == "ok"
    assert [article["article_id"] for article in answer["articles"]] == ["A1"]
    assert answer["banners"] == []
    assert answer["interaction_id"]


@pytest.mark.parametrize("text", ["", "  ", "?!", "card", "\x00"])
def test_hardly_a_word_is_too_short(portal: DeskClient, text: str) -> None:
    answer = _suggest(portal, text=text)
    assert (answer["status"], answer["articles"]) == ("too_short", [])


def test_nothing_good_enough_is_nothing(portal: DeskClient) -> None:
    answer = _suggest(portal, text="please bring umbrellas tomorrow morning")
    assert (answer["status"], answer["articles"]) == ("nothing_found", [])


def test_who_only_says_thanks_is_offered_nothing(portal: DeskClient) -> None:
    answer = _suggest(portal, text=f"Many thanks! {TEXT}")
    assert (answer["status"], answer["articles"]) == ("nothing_found", [])


def test_what_is_unlike_this_desks_requests_needs_an_article_that_fits_closely(portal: DeskClient) -> None:
    """To the stand-in all that names no card, transfer or rate is strange."""
    portal.put_article("A2", "Frozen account", "Freeze the account in the app at once")
    portal.put_article("A3", "Opening hours", "The app tells when the office opens")
    found = {
        text: [(article["article_id"], article["confidence"]) for article in _suggest(portal, text=text)["articles"]]
        for text in ("Freeze the account in the app at once", "when is the office with the app empty")
    }
    assert all(confidence >= 0.25 for articles in found.values() for _, confidence in articles), found
    assert "A2" in [name for name, _ in found["Freeze the account in the app at once"]]


def test_an_interaction_goes_on_while_the_customer_writes(portal: DeskClient) -> None:
    first = _suggest(portal, text=TEXT)["interaction_id"]
    assert _suggest(portal, text=TEXT, interaction_id=first)["interaction_id"] == first
    assert _suggest(portal, text=TEXT, interaction_id="made up")["interaction_id"] not in ("made up", first)


@pytest.mark.parametrize(
    "event", ["shown", "solved", "not_related", "did_not_answer", "asked_person", "submitted", "opened"]
)
def test_every_event_is_taken(portal: DeskClient, event: str) -> None:
    interaction = _suggest(portal, text=TEXT)["interaction_id"]
    body = {"interaction_id": interaction, "type": event, "article_id": "A1", "ticket_id": "N1"}
    response = portal.http.post("/v1/portal/events", json=body)
    assert (response.status_code, response.content) == (204, b"")


def test_a_beacon_may_come_as_plain_text(portal: DeskClient) -> None:
    interaction = _suggest(portal, text=TEXT)["interaction_id"]
    content = json.dumps({"interaction_id": interaction, "type": "submitted"})
    headers = {"Content-Type": "text/plain;charset=UTF-8"}
    assert portal.http.post("/v1/portal/events", content=content, headers=headers).status_code == 204
    problem(portal.http.post("/v1/portal/suggest", content='{"text": "x y"}', headers=headers), 415)


def test_an_event_of_an_unknown_interaction_is_a_404(portal: DeskClient) -> None:
    response = portal.http.post("/v1/portal/events", json={"interaction_id": "made up", "type": "shown"})
    problem(response, 404, "not-found")


@pytest.mark.parametrize(
    "body",
    [{}, {"interaction_id": "x"}, {"interaction_id": "x", "type": "danced"}, {"interaction_id": "x", "type": "opened"}],
)
def test_an_event_that_says_nothing_is_refused(portal: DeskClient, body: Any) -> None:
    problem(portal.http.post("/v1/portal/events", json=body), 422, "invalid-request")


def test_what_identifies_the_customer_is_not_kept(portal: DeskClient) -> None:
    _suggest(portal, text=TEXT, page_url="https://shop.example/?email=canary", requester_token="canary")
    for path in (portal.folder / "state").iterdir():
        assert b"canary" not in path.read_bytes()
