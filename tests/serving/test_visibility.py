"""People see what they may see."""

from typing import Any

import pytest

from tests.serving.desk_client import DeskClient, problem

SECRET = "quokka"


@pytest.fixture
def guarded(desk: DeskClient) -> DeskClient:
    desk.put_ticket("HR1", f"my card {SECRET} salary", subject=SECRET, status="closed", restricted_to=["hr"])
    desk.put_article("HR2", f"card {SECRET}", f"my card {SECRET} salary", restricted_to=["hr"])
    desk.put_article("IN1", "card staff only", f"my card internal {SECRET}", visibility="internal")
    desk.put_article("RE1", "card reply", f"my card reply {SECRET}", kind="reply")
    return desk


def _triage(desk: DeskClient, groups: list[str] | None) -> dict[str, Any]:
    options = {} if groups is None else {"viewer_groups": groups}
    return desk.triage(f"my card {SECRET} salary", explain=True, top_k=20, **options)


@pytest.mark.parametrize("groups", [None, [], ["sales"]])
def test_restricted_tickets_and_articles_are_shown_to_their_groups_only(
    guarded: DeskClient, groups: list[str] | None
) -> None:
    answer = _triage(guarded, groups)
    assert answer["duplicates"] == []
    assert "HR2" not in [article["article_id"] for article in answer["articles"]]
    assert all(said["explanation"]["precedents"] == [] for said in answer["fields"].values())


def test_a_member_of_the_group_sees_them(guarded: DeskClient) -> None:
    answer = _triage(guarded, ["hr"])
    assert [hit["ticket_id"] for hit in answer["duplicates"]] == ["HR1"]
    assert "HR2" in [article["article_id"] for article in answer["articles"]]
    assert answer["fields"]["category"]["explanation"]["precedents"][0]["ticket_id"] == "HR1"


def test_a_stored_decision_does_not_carry_words_of_restricted_tickets(guarded: DeskClient) -> None:
    decision = _triage(guarded, ["hr"])["decision_id"]
    stored = guarded.http.get(f"/v1/decisions/{decision}", params={"viewer_groups": "hr"})
    assert "HR1" in stored.text
    assert SECRET not in stored.text


@pytest.mark.parametrize("path", ["/v1/tickets/HR1", "/v1/articles/HR2"])
def test_reading_by_id_asks_for_the_group_too(guarded: DeskClient, path: str) -> None:
    problem(guarded.http.get(path), 404, "not-found")
    problem(guarded.http.get(path, params={"viewer_groups": "sales"}), 404, "not-found")
    assert guarded.http.get(path, params={"viewer_groups": ["sales", "hr"]}).status_code == 200


def test_lists_leave_restricted_documents_out(guarded: DeskClient) -> None:
    assert guarded.get("/v1/tickets")["items"] == []
    assert [article["id"] for article in guarded.get("/v1/articles")["items"]] == ["IN1", "RE1"]
    assert len(guarded.get("/v1/articles", viewer_groups="hr")["items"]) == 3


def test_searches_of_agents_see_internal_articles_but_not_restricted_ones(guarded: DeskClient) -> None:
    found = guarded.http.post("/v1/articles/search", json={"text": f"my card {SECRET}"}).json()["items"]
    assert {article["article_id"] for article in found} == {"IN1", "RE1"}
    duplicates = guarded.http.post("/v1/duplicates", json={"ticket": {"body": f"my card {SECRET} salary"}}).json()
    assert duplicates["items"] == []


def test_the_portal_never_shows_what_is_internal_restricted_or_a_saved_reply(guarded: DeskClient) -> None:
    response = guarded.http.post("/v1/portal/suggest", json={"text": f"my card {SECRET} salary internal reply"})
    assert response.json()["articles"] == []
    assert SECRET not in response.text


def test_the_portal_knows_no_viewer_groups(guarded: DeskClient) -> None:
    response = guarded.http.post("/v1/portal/suggest", json={"text": "my card salary", "viewer_groups": ["hr"]})
    problem(response, 422, "invalid-request")
