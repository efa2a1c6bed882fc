"""Feedback over HTTP."""

from typing import Any

import pytest

from tests.serving.desk_client import DeskClient, problem


@pytest.fixture
def decision(desk: DeskClient) -> str:
    return str(desk.triage({"id": "N1", "body": "my card was stolen"})["decision_id"])


def _give(desk: DeskClient, **body: Any) -> Any:
    return desk.http.post("/v1/feedback", json=body)


@pytest.mark.both_engines
def test_feedback_is_kept_and_read_back(desk: DeskClient, decision: str) -> None:
    response = _give(
        desk, decision_id=decision, field="category", action="modified", final_value="rate", reason="r", actor="anna"
    )
    assert response.status_code == 201
    (item,) = desk.get("/v1/feedback")["items"]
    assert item == response.json()["items"][0]
    assert (item["decision_id"], item["ticket_id"], item["field"]) == (decision, "N1", "category")
    assert (item["final_value"], item["source"], item["actor"]) == ("rate", "api", "anna")
    assert desk.get(f"/v1/decisions/{decision}")["feedback"] == [item]


def test_feedback_by_ticket_is_about_its_last_decision(desk: DeskClient, decision: str) -> None:
    last = desk.triage({"id": "N1", "body": "my card was stolen, again"})["decision_id"]
    item = _give(desk, ticket_id="N1", field="category", action="accepted").json()["items"][0]
    assert item["decision_id"] == last != decision


@pytest.mark.both_engines
def test_all_feedback_is_kept_in_order(desk: DeskClient, decision: str) -> None:
    for action in ("accepted", "withdrawn", "rejected"):
        assert _give(desk, decision_id=decision, field="category", action=action).status_code == 201
    assert [item["action"] for item in desk.get("/v1/feedback")["items"]] == ["accepted", "withdrawn", "rejected"]


@pytest.mark.parametrize("about", [{"decision_id": "no-such"}, {"ticket_id": "no-such"}])
def test_an_unknown_decision_is_a_404(desk: DeskClient, about: dict[str, str]) -> None:
    problem(_give(desk, **about, field="category", action="accepted", final_value="card"), 404, "not-found")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"field": "shoe_size", "action": "accepted"}, "#/field"),
        ({"action": "accepted"}, "#/field"),
        ({"field": "category", "action": "modified"}, "#/final_value"),
        ({"field": "category", "action": "modified", "final_value": "Peripherals::Computer"}, "#/final_value"),
        ({"field": "category", "action": "accepted", "final_value": "rate"}, "#/final_value"),
        ({"field": "category", "action": "guessed"}, "#/action"),
        ({"field": "category"}, "#"),
        ({"field": "category", "action": "accepted", "actoin": 1}, "#/actoin"),
        ({"target": "article", "action": "accepted"}, "#/final_value"),
        ({"target": "article", "field": "category", "action": "accepted", "final_value": "A1"}, "#/field"),
        ({"ticket_id": "N2", "field": "category", "action": "accepted"}, "#/ticket_id"),
    ],
)
def test_feedback_that_its_decision_cannot_have_is_refused(
    desk: DeskClient, decision: str, body: dict[str, Any], pointer: str
) -> None:
    document = problem(_give(desk, decision_id=decision, **body), 422, "invalid-request")
    assert document["errors"][0]["pointer"] == pointer
    assert desk.get("/v1/feedback")["items"] == []


def test_feedback_must_say_what_it_is_about(desk: DeskClient) -> None:
    problem(_give(desk, field="category", action="accepted"), 422, "invalid-request")


def test_several_items_are_kept_together(desk: DeskClient, decision: str) -> None:
    items = [
        {"field": "category", "action": "accepted"},
        {"target": "duplicate", "action": "rejected", "final_value": "K1"},
        {"target": "out_of_scope", "action": "rejected", "actor": "ben"},
    ]
    response = _give(desk, decision_id=decision, actor="anna", items=items)
    assert response.status_code == 201
    kept = desk.get("/v1/feedback")["items"]
    assert [item["target"] for item in kept] == ["field", "duplicate", "out_of_scope"]
    assert [item["actor"] for item in kept] == ["anna", "anna", "ben"]


@pytest.mark.both_engines
def test_of_several_items_one_bad_keeps_all_out(desk: DeskClient, decision: str) -> None:
    items = [
        {"decision_id": decision, "field": "category", "action": "accepted"},
        {"decision_id": decision, "field": "nonsense", "action": "accepted"},
    ]
    document = problem(_give(desk, items=items), 422)
    assert document["errors"][0]["pointer"] == "#/items/1/field"
    assert desk.get("/v1/feedback")["items"] == []


@pytest.mark.both_engines
def test_the_end_of_a_ticket_is_feedback_on_its_decisions(desk: DeskClient, decision: str) -> None:
    final = {"status": "closed", "category": "card", "priority": "normal", "updated_at": "2026-01-02T10:00:00Z"}
    desk.put_ticket("N1", "my card was stolen", **final)
    kept = desk.get("/v1/feedback", decision_id=decision)["items"]
    assert {(item["field"], item["action"], item["final_value"], item["source"]) for item in kept} == {
        ("category", "accepted", "card", "outcome"),
        ("priority", "modified", "normal", "outcome"),
    }
    desk.put_ticket("N1", "my card was stolen", **final)
    assert len(desk.get("/v1/feedback")["items"]) == 2, "a webhook that comes twice says nothing new"


def test_an_open_ticket_or_an_old_message_says_nothing_of_the_outcome(desk: DeskClient, decision: str) -> None:
    desk.put_ticket("N1", "my card", status="open", category="rate", updated_at="2026-01-02T10:00:00Z")
    desk.put_ticket("N1", "my card", status="closed", category="rate", updated_at="2026-01-01T10:00:00Z")
    assert desk.get("/v1/feedback")["items"] == []


def test_a_value_that_a_machine_set_is_no_evidence(desk: DeskClient, decision: str) -> None:
    desk.put_ticket("N1", "my card", status="closed", category="rate", set_by={"category": "machine"})
    assert desk.get("/v1/feedback")["items"] == []
