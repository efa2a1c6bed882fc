"""Request kind and second requests over HTTP."""

import pytest

from tests.serving.desk_client import DeskClient, problem

AUTOMATIC = {"subject": "Away", "body": "my card was stolen", "mail_headers": {"auto-submitted": "auto-replied"}}


def _codes(answer: dict[str, object]) -> list[str]:
    warnings = answer["warnings"]
    assert isinstance(warnings, list)
    return [warning["code"] for warning in warnings]


def test_the_kind_stands_beside_the_fields_and_never_among_them(desk: DeskClient) -> None:
    answer = desk.triage("my card is broken, please send a new one")
    assert answer["request_kind"]["value"] == "incident"
    assert answer["request_kind"]["source"] == "model"
    shape = {"value", "confidence", "tier", "threshold", "alternatives", "source", "asks_nothing"}
    assert set(answer["request_kind"]) == shape
    assert "request_kind" not in answer["fields"]
    assert desk.get(f"/v1/decisions/{answer['decision_id']}")["request_kind"] == answer["request_kind"]


def test_a_header_decides_before_any_text_and_takes_the_priority_away(desk: DeskClient) -> None:
    answer = desk.triage(AUTOMATIC)
    assert answer["request_kind"] == {
        "value": "automatic", "confidence": 1.0, "tier": "auto", "threshold": None, "alternatives": [],
        "source": "header", "asks_nothing": True,
    }  # fmt: skip
    assert answer["fields"]["priority"] == {
        "value": None, "confidence": 0.0, "tier": "abstain", "threshold": None, "alternatives": [],
    }  # fmt: skip
    assert "no_priority" in _codes(answer)
    assert "no_group_left" not in _codes(answer)


def test_what_asks_for_nothing_is_routed_nowhere_and_it_is_said_why(desk: DeskClient) -> None:
    asked, automatic = desk.triage("my card was stolen"), desk.triage(AUTOMATIC)
    assert asked["fields"]["category"]["tier"] in ("auto", "best")
    said = automatic["fields"]["category"]
    assert (said["value"], said["tier"], said["threshold"]) == (asked["fields"]["category"]["value"], "suggest", None)
    assert "no_route" in _codes(automatic)
    assert "no_route" in _codes(desk.triage("lottery: a card for a transfer"))
    assert "no_route" not in _codes(asked)
    assert "no_route" not in _codes(desk.triage(AUTOMATIC, fields=["priority"]))


def test_what_asks_for_nothing_did_not_come_to_the_wrong_place(desk: DeskClient) -> None:
    """To the stand-in all that names no card, transfer or rate is strange."""
    for ticket in ("thanks, all is well again", {"body": "away", "mail_headers": {"auto-submitted": "auto-replied"}}):
        answer = desk.triage(ticket)
        assert (answer["request_kind"]["asks_nothing"], answer["out_of_scope"]["flag"]) == (True, False)
    spam = desk.triage("the great lottery is here")
    assert (spam["request_kind"]["asks_nothing"], spam["out_of_scope"]["flag"]) == (True, True)


def test_no_article_is_looked_for_where_nothing_is_asked(desk: DeskClient) -> None:
    desk.put_article("A1", "Stolen card", "Freeze a stolen card in the app at once")
    assert desk.triage("my card was stolen", include=["articles"])["articles"]
    for ticket in ("thanks for the card that was stolen", AUTOMATIC):
        assert desk.triage(ticket, include=["articles"])["articles"] == []


def test_what_holds_no_word_finds_nothing(desk: DeskClient) -> None:
    desk.put_article("A1", "Stolen card", "Freeze a stolen card in the app at once")
    desk.triage({"id": "N1", "body": "my card was stolen"})
    found = desk.triage("🙂 👍", include=["articles", "duplicates"])
    assert (found["articles"], found["duplicates"]) == ([], [])
    assert desk.triage("E4711", include=["articles"])["articles"], "a code is enough to search for"


def test_a_field_says_why_it_is_no_more_than_a_suggestion(desk: DeskClient) -> None:
    assert desk.triage(AUTOMATIC)["fields"]["category"]["not_auto"] == "no_route"
    asked = desk.triage({"body": "my card was stolen", "category": "rate"}, exclude_groups=["desk"])["fields"]
    assert (asked["category"]["tier"], asked["category"]["not_auto"]) == ("best", "current")
    assert asked["skill_group"]["not_auto"] == "excluded"
    assert "not_auto" not in asked["priority"]


def test_a_priority_that_a_person_set_stays_in_sight(desk: DeskClient) -> None:
    said = desk.triage({**AUTOMATIC, "priority": "low"}, explain=True)["fields"]["priority"]
    assert (said["value"], said["current"], said["explanation"]["words"]) == (None, "low", [])


def test_thanks_need_no_priority_and_a_call_without_it_no_warning(desk: DeskClient) -> None:
    assert desk.triage("many thanks for the new card")["fields"]["priority"]["value"] is None
    assert "no_priority" not in _codes(desk.triage("many thanks for the new card", fields=["category"]))


@pytest.mark.parametrize("headers", [7, [[]], "Auto-Submitted", {"Auto-Submitted": 5}, [None, {"name": []}]])
def test_odd_headers_are_no_error(desk: DeskClient, headers: object) -> None:
    assert desk.triage({"body": "my card is broken", "mail_headers": headers})["request_kind"]["source"] == "model"


def test_two_requests_are_flagged_in_plain_words(desk: DeskClient) -> None:
    answer = desk.triage("my card is gone. also, where is my transfer?")
    (warning,) = (warning for warning in answer["warnings"] if warning["code"] == "second_request")
    assert "first about card, then about transfer" in warning["detail"]
    assert (warning["field"], warning["values"]) == ("category", ["card", "transfer"])
    assert "second_request" not in _codes(desk.triage("lottery: a card for a transfer"))
    assert "second_request" not in _codes(desk.triage("where is my card"))


def test_the_kinds_are_told(desk: DeskClient) -> None:
    assert desk.get("/v1/model")["request_kinds"] == ["incident", "thanks", "spam"]
    assert desk.get("/v1/fields")["request_kinds"] == ["incident", "thanks", "spam"]
    assert "request_kind" not in [item["name"] for item in desk.get("/v1/fields")["items"]]


@pytest.mark.parametrize("body", ["my card is broken", "my card was stolen"])
def test_a_person_names_the_right_kind_also_where_nothing_was_said(desk: DeskClient, body: str) -> None:
    decision = desk.triage({"id": "N1", "body": body})["decision_id"]
    given = {"decision_id": decision, "target": "request_kind", "action": "modified"}
    response = desk.http.post("/v1/feedback", json={**given, "final_value": "chaser"})
    assert response.status_code == 201, response.text
    (item,) = desk.get("/v1/feedback")["items"]
    assert (item["target"], item["field"], item["final_value"]) == ("request_kind", None, "chaser")
    refused = problem(desk.http.post("/v1/feedback", json={**given, "final_value": "no such kind"}), 422)
    assert refused["errors"][0]["pointer"] == "#/final_value"
    problem(desk.http.post("/v1/feedback", json=given), 422)


def test_only_a_kind_that_was_said_is_accepted(desk: DeskClient) -> None:
    unsaid = desk.triage("my card was stolen")["decision_id"]
    said = desk.triage("my card is broken")["decision_id"]
    for decision, status in ((unsaid, 422), (said, 201)):
        given = {"decision_id": decision, "target": "request_kind", "action": "accepted"}
        assert desk.http.post("/v1/feedback", json=given).status_code == status
