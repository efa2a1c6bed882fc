"""Whoever reads decisions and feedback learns of no ticket or article that they may not see."""

from typing import Any

import pytest

from firstline.serving.clock import now, stamp
from firstline.serving.decision_store import Decision
from tests.serving.desk_client import DeskClient, problem

TEXT = "my card was stolen, says quokka"


@pytest.fixture
def seen_by_hr(desk: DeskClient) -> str:
    """A decision about an open ticket whose duplicates, precedents and articles are restricted to hr."""
    desk.put_ticket("HR1", TEXT, status="closed", restricted_to=["hr"])
    desk.put_ticket("K1", TEXT, status="closed")
    desk.put_article("HR2", "card", TEXT, restricted_to=["hr"])
    desk.put_article("A1", "card", TEXT)
    answer = desk.triage({"id": "N1", "body": TEXT}, viewer_groups=["hr"], explain=True)
    assert {hit["ticket_id"] for hit in answer["duplicates"]} == {"HR1", "K1"}
    return str(answer["decision_id"])


def _named(decision: dict[str, Any]) -> tuple[set[str], set[str], set[str]]:
    precedents = {hit["ticket_id"] for said in decision["fields"].values() for hit in said["explanation"]["precedents"]}
    duplicates = {hit["ticket_id"] for hit in decision["duplicates"]}
    return duplicates, {hit["article_id"] for hit in decision["articles"]}, precedents


def _readings(desk: DeskClient, decision: str, **groups: Any) -> list[dict[str, Any]]:
    """The decision by its id, in the list and in the list of its ticket."""
    return [
        desk.get(f"/v1/decisions/{decision}", **groups),
        desk.get("/v1/decisions", **groups)["items"][0],
        desk.get("/v1/decisions", ticket_id="N1", **groups)["items"][0],
    ]


@pytest.mark.parametrize("groups", [{}, {"viewer_groups": "sales"}])
def test_restricted_tickets_and_articles_are_left_out_of_a_decision(
    desk: DeskClient, seen_by_hr: str, groups: dict[str, str]
) -> None:
    for decision in _readings(desk, seen_by_hr, **groups):
        assert _named(decision) == ({"K1"}, {"A1"}, {"K1"})
        assert "HR" not in str(decision)


def test_a_member_of_the_group_sees_them_all(desk: DeskClient, seen_by_hr: str) -> None:
    for decision in _readings(desk, seen_by_hr, viewer_groups=["sales", "hr"]):
        assert _named(decision) == ({"HR1", "K1"}, {"HR2", "A1"}, {"HR1", "K1"})


def test_what_was_restricted_or_deleted_later_is_left_out_too(desk: DeskClient, seen_by_hr: str) -> None:
    desk.put_ticket("K1", TEXT, status="closed", restricted_to=["legal"])
    desk.http.delete("/v1/articles/A1")
    desk.http.delete("/v1/tickets/HR1")
    for decision in _readings(desk, seen_by_hr, viewer_groups="hr"):
        assert _named(decision) == (set(), {"HR2"}, set())


@pytest.fixture
def mixed(desk: DeskClient) -> list[str]:
    """Nine decisions, every third about a ticket that is kept and restricted."""
    for number in range(9):
        desk.put_ticket(f"N{number}", "my card", **({"restricted_to": ["hr"]} if number % 3 == 0 else {}))
    return [desk.triage({"id": f"N{number}", "body": "my card"})["decision_id"] for number in range(9)]


def _pages(desk: DeskClient, path: str, **query: Any) -> list[list[dict[str, Any]]]:
    pages, cursor = [], None
    while True:
        page = desk.get(path, limit=2, **query, **({"cursor": cursor} if cursor else {}))
        pages.append(page["items"])
        cursor = page["next_cursor"]
        if cursor is None:
            return pages


def test_decisions_about_restricted_tickets_are_for_their_groups_and_pages_stay_full(
    desk: DeskClient, mixed: list[str]
) -> None:
    pages = _pages(desk, "/v1/decisions")
    assert [len(page) for page in pages] == [2, 2, 2]
    assert [item["ticket_id"] for page in pages for item in page] == ["N1", "N2", "N4", "N5", "N7", "N8"]
    assert desk.get("/v1/decisions", ticket_id="N0") == {"items": [], "next_cursor": None}
    hidden, unknown = (desk.http.get(f"/v1/decisions/{decision}") for decision in (mixed[0], "no-such"))
    assert problem(hidden, 404, "not-found")["detail"] == problem(unknown, 404, "not-found")["detail"]
    members = _pages(desk, "/v1/decisions", viewer_groups="hr")
    assert [item["decision_id"] for page in members for item in page] == mixed
    assert desk.get(f"/v1/decisions/{mixed[0]}", viewer_groups="hr")["ticket_id"] == "N0"


def test_feedback_on_restricted_tickets_is_for_their_groups(desk: DeskClient, mixed: list[str]) -> None:
    for decision in mixed:
        body = {"decision_id": decision, "field": "category", "action": "rejected", "reason": "secret"}
        assert desk.http.post("/v1/feedback", json=body).status_code == 201
    seen = [item["ticket_id"] for page in _pages(desk, "/v1/feedback") for item in page]
    assert seen == ["N1", "N2", "N4", "N5", "N7", "N8"]
    assert desk.get("/v1/feedback", decision_id=mixed[0])["items"] == []
    assert len(desk.get("/v1/feedback", viewer_groups="hr")["items"]) == 9


def test_feedback_that_names_a_restricted_document_is_for_its_groups(desk: DeskClient, seen_by_hr: str) -> None:
    for target, named in (("duplicate", "HR1"), ("article", "HR2"), ("duplicate", "K1")):
        body = {"decision_id": seen_by_hr, "target": target, "action": "accepted", "final_value": named}
        assert desk.http.post("/v1/feedback", json=body).status_code == 201
    for path, key in (("/v1/feedback", "items"), (f"/v1/decisions/{seen_by_hr}", "feedback")):
        assert [item["final_value"] for item in desk.get(path)[key]] == ["K1"]
        assert len(desk.get(path, viewer_groups="hr")[key]) == 3


def test_a_ticket_that_is_not_kept_is_restricted_as_it_was_sent(desk: DeskClient) -> None:
    store = desk.http.app.state.desks.desk.decisions  # type: ignore[attr-defined]  # starlette types any ASGI application
    answer = {"fields": {}, "duplicates": [], "articles": []}
    store.add([Decision("D1", "S1", stamp(now()), "0" * 64, answer, restricted_to=("hr",))])
    assert desk.get("/v1/decisions")["items"] == []
    problem(desk.http.get("/v1/decisions/D1"), 404, "not-found")
    stored = desk.get("/v1/decisions/D1", viewer_groups="hr")
    assert stored["ticket_id"] == "S1"
    desk.put_ticket("S1", "my card")
    assert [item["ticket_id"] for item in desk.get("/v1/decisions")["items"]] == ["S1"], (
        "a PUT replaces the restriction"
    )


def test_a_decision_remembers_whom_its_ticket_was_restricted_to(desk: DeskClient) -> None:
    decision = desk.triage({"id": "S2", "body": "my card", "restricted_to": ["hr"]})["decision_id"]
    assert desk.get("/v1/decisions")["items"] == []
    assert desk.get(f"/v1/decisions/{decision}", viewer_groups="hr")["ticket_id"] == "S2"
