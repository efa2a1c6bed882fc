"""Tickets over HTTP: the duplicate index stays in step with the desk."""

import json
from typing import Any

import pytest

from tests.serving.desk_client import DeskClient, problem

OKAPI = "the okapi terminal in berlin shows error E4711"


def _duplicates(desk: DeskClient, body: str, **more: Any) -> list[str]:
    response = desk.http.post("/v1/duplicates", json={"ticket": {"body": body}, **more})
    assert response.status_code == 200, response.text
    return [item["ticket_id"] for item in response.json()["items"]]


def _batch(desk: DeskClient, lines: list[Any]) -> Any:
    content = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return desk.http.post(
        "/v1/tickets/batch", content=content.encode(), headers={"Content-Type": "application/x-ndjson"}
    )


def test_a_ticket_is_found_as_soon_as_its_put_is_answered(desk: DeskClient) -> None:
    assert desk.put_ticket("K1", OKAPI, requester_id="R9", status="open") == {
        "id": "K1", "applied": True, "created": True,
    }  # fmt: skip
    assert _duplicates(desk, "error E4711 on the okapi terminal") == ["K1"]


def test_a_put_answers_201_for_a_new_ticket_and_200_for_a_known_one(desk: DeskClient) -> None:
    assert desk.http.put("/v1/tickets/K1", json={"body": OKAPI}).status_code == 201
    assert desk.http.put("/v1/tickets/K1", json={"body": OKAPI}).status_code == 200


def test_an_older_put_is_answered_and_not_applied(desk: DeskClient) -> None:
    desk.put_ticket("K1", OKAPI, updated_at="2026-01-02T10:00:00Z")
    late = desk.http.put("/v1/tickets/K1", json={"body": "something else", "updated_at": "2026-01-01T10:00:00Z"})
    assert (late.status_code, late.json()["applied"]) == (200, False)
    assert desk.get("/v1/tickets/K1")["body"] == OKAPI


def test_a_deleted_ticket_is_gone_and_deleting_it_again_is_no_error(desk: DeskClient) -> None:
    desk.put_ticket("K1", OKAPI)
    for _ in range(2):
        response = desk.http.delete("/v1/tickets/K1")
        assert (response.status_code, response.content) == (204, b"")
    assert _duplicates(desk, OKAPI) == []
    problem(desk.http.get("/v1/tickets/K1"), 404, "not-found")


def test_a_ticket_reads_back_as_it_was_put_unknown_keys_included(desk: DeskClient) -> None:
    desk.put_ticket("K1", OKAPI, custom={"shoe": [46]}, category="card")
    stored = desk.get("/v1/tickets/K1")
    assert (stored["id"], stored["body"], stored["custom"], stored["category"]) == ("K1", OKAPI, {"shoe": [46]}, "card")


def test_an_id_may_hold_a_slash_and_other_letters(desk: DeskClient) -> None:
    assert desk.http.put("/v1/tickets/IT%2F2026%2F%D1%8F", json={"body": OKAPI}).json()["id"] == "IT/2026/я"
    assert desk.get("/v1/tickets/IT%2F2026%2F%D1%8F")["id"] == "IT/2026/я"


@pytest.mark.parametrize(
    ("path", "body", "pointer"),
    [
        ("/v1/tickets/K1", {"id": "K2", "body": OKAPI}, "#/id"),
        ("/v1/tickets/K1", {"status": "closed"}, "#/body"),
        ("/v1/tickets/K1", {"body": 5}, "#/body"),
        ("/v1/tickets/K1", {"body": OKAPI, "url": "java\tScript:alert(1)"}, "#/url"),
        ("/v1/tickets/K%001", {"body": OKAPI}, "#/id"),
        ("/v1/tickets/" + "K" * 201, {"body": OKAPI}, "#"),
    ],
)
def test_a_ticket_that_cannot_be_kept_is_refused(desk: DeskClient, path: str, body: Any, pointer: str) -> None:
    document = problem(desk.http.put(path, json=body), 422, "invalid-request")
    assert document["errors"][0]["pointer"] == pointer


def test_many_tickets_are_put_at_once_each_with_its_own_result(desk: DeskClient) -> None:
    lines = [
        {"id": "K1", "body": OKAPI},
        "",
        "{not json",
        {"body": "no id"},
        {"id": "K2"},
        {"id": "K3", "body": "card"},
    ]
    response = _batch(desk, lines)
    assert response.status_code == 200
    results = response.json()["results"]
    assert [(result["line"], result["id"], result["status"]) for result in results] == [
        (1, "K1", 201), (3, "", 400), (4, "", 422), (5, "K2", 422), (6, "K3", 201),
    ]  # fmt: skip
    assert results[1]["problem"]["type"] == "urn:firstline:problem:malformed-json"
    assert [ticket["id"] for ticket in desk.get("/v1/tickets")["items"]] == ["K1", "K3"]
    assert _duplicates(desk, OKAPI) == ["K1"]


def test_a_batch_is_feedback_too_and_out_of_order_lines_are_told(desk: DeskClient) -> None:
    desk.triage({"id": "N1", "body": "my card was stolen"})
    new = {"id": "N1", "body": "my card", "status": "closed", "category": "card", "updated_at": "2026-01-02T10:00:00Z"}
    results = _batch(desk, [new, {**new, "category": "rate", "updated_at": "2026-01-01T10:00:00Z"}]).json()["results"]
    assert [result["applied"] for result in results] == [True, False]
    assert [item["final_value"] for item in desk.get("/v1/feedback")["items"]] == ["card"]


def test_a_batch_has_a_limit_and_a_type(desk: DeskClient) -> None:
    assert "1000" in problem(_batch(desk, [{"id": "x", "body": "y"}] * 1001), 413, "too-large")["detail"]
    problem(_batch(desk, [""]), 422)
    problem(desk.http.post("/v1/tickets/batch", json=[]), 415, "unsupported-media-type")


def test_a_list_is_read_page_by_page(desk: DeskClient) -> None:
    for number in range(5):
        desk.put_ticket(f"K{number}", f"card {number}", updated_at=f"2026-01-0{number + 1}T00:00:00Z")
    first = desk.get("/v1/tickets", limit=2)
    second = desk.get("/v1/tickets", limit=2, cursor=first["next_cursor"])
    third = desk.get("/v1/tickets", limit=2, cursor=second["next_cursor"])
    assert [[ticket["id"] for ticket in page["items"]] for page in (first, second, third)] == [
        ["K0", "K1"], ["K2", "K3"], ["K4"],
    ]  # fmt: skip
    assert third["next_cursor"] is None
    spanned = desk.get("/v1/tickets", since="2026-01-02T00:00:00Z", until="2026-01-04T00:00:00Z")["items"]
    assert [ticket["id"] for ticket in spanned] == ["K1", "K2"]


def test_duplicates_respect_top_k_and_need_text(desk: DeskClient) -> None:
    for number in range(3):
        desk.put_ticket(f"K{number}", OKAPI)
    assert len(_duplicates(desk, OKAPI, top_k=2)) == 2
    problem(desk.http.post("/v1/duplicates", json={"ticket": {"id": "x"}}), 422)
    problem(desk.http.post("/v1/duplicates", json={"ticket": {"body": "x"}, "topk": 2}), 422)
