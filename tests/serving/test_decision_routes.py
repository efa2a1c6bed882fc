"""Decisions over HTTP."""

import pytest

from tests.serving.desk_client import DeskClient, problem


@pytest.mark.both_engines
def test_a_decision_reads_back_without_words(desk: DeskClient) -> None:
    desk.put_ticket("K1", "my canary card was stolen", subject="canary")
    desk.put_article("A1", "canary", "my canary card was stolen")
    answer = desk.triage({"id": "N1", "body": "my canary card was stolen"}, explain=True)
    stored = desk.http.get(f"/v1/decisions/{answer['decision_id']}")
    assert "canary" not in stored.text
    document = stored.json()
    assert (document["decision_id"], document["ticket_id"]) == (answer["decision_id"], "N1")
    assert document["fields"]["category"]["value"] == "card"
    assert document["fields"]["category"]["explanation"]["words"]
    assert document["duplicates"] == [{key: answer["duplicates"][0][key] for key in ("ticket_id", "relation", "score")}]
    assert document["articles"][0]["article_id"] == "A1"
    assert document["feedback"] == []


def test_an_unknown_decision_is_a_404(desk: DeskClient) -> None:
    problem(desk.http.get("/v1/decisions/no-such"), 404, "not-found")


@pytest.mark.both_engines
def test_decisions_about_one_text_can_be_told(desk: DeskClient) -> None:
    for body in ("my card", "my card", "my rate"):
        desk.triage(body)
    first, second, third = (item["text_sha256"] for item in desk.get("/v1/decisions")["items"])
    assert first == second != third


@pytest.mark.both_engines
def test_pages_show_each_decision_once_while_others_are_made(desk: DeskClient) -> None:
    made = [desk.triage({"id": f"N{number % 2}", "body": "my card"})["decision_id"] for number in range(5)]
    seen, cursor = [], None
    while True:
        page = desk.get("/v1/decisions", limit=2, **({"cursor": cursor} if cursor else {}))
        seen += [item["decision_id"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
        if len(made) < 8:
            made.append(desk.triage("written meanwhile")["decision_id"])
    assert seen == made
    assert [item["ticket_id"] for item in desk.get("/v1/decisions", ticket_id="N1")["items"]] == ["N1", "N1"]


@pytest.mark.both_engines
def test_a_list_can_be_limited_in_time(desk: DeskClient) -> None:
    for _ in range(3):
        desk.triage("my card")
    times = [item["created_at"] for item in desk.get("/v1/decisions")["items"]]
    assert len(desk.get("/v1/decisions", since=times[1])["items"]) == 2
    assert len(desk.get("/v1/decisions", until=times[1])["items"]) == 1
    assert desk.get("/v1/decisions", since="2200-01-01T00:00:00Z")["items"] == []


def test_queries_that_cannot_be_read_are_refused(desk: DeskClient) -> None:
    for query in (
        "limit=0",
        "limit=1001",
        "limit=x",
        "since=soon",
        "since=",
        "until=%20",
        "cursor=xyz",
        "cursor=djE6eA",
        "cursor=%00",
        "cursor=",
    ):
        problem(desk.http.get(f"/v1/decisions?{query}"), 422, "invalid-request")


@pytest.mark.parametrize("path", ["decisions", "feedback", "tickets", "articles"])
def test_a_parameter_that_nobody_knows_is_refused_for_it_would_limit_nothing(desk: DeskClient, path: str) -> None:
    document = problem(desk.http.get(f"/v1/{path}?ticketid=7&limit=5&foo"), 422, "invalid-request")
    first, second = (error["detail"] for error in document["errors"])
    assert first.startswith("query parameter 'ticketid': unknown; there are ")
    assert second.startswith("query parameter 'foo'")
    for name in ("since", "until", "ticket_id", "limit", "cursor", "viewer_groups"):
        assert name in first
    known = {"since": "2020-01-01T00:00:00Z", "until": "2030-01-01T00:00:00Z", "ticket_id": "1", "viewer_groups": "a"}
    assert desk.get(f"/v1/{path}", limit=5, **known)["items"] == []


def test_storms_are_not_faked(desk: DeskClient) -> None:
    problem(desk.http.get("/v1/storms"), 404, "not-yet")
