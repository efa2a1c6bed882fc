"""Triage over HTTP."""

from typing import Any

import pytest

from tests.serving.desk_client import DeskClient, problem

ANSWER_KEYS = {
    "decision_id", "language", "fields", "request_kind", "out_of_scope", "duplicates", "articles", "replies",
    "clarifying_question", "expected_reply", "warnings", "model", "timing_ms",
}  # fmt: skip


def test_a_ticket_gets_all_that_the_contract_promises(desk: DeskClient) -> None:
    desk.put_article("A1", "Stolen card", "Freeze a stolen card in the app at once.", url="https://kb.example/1")
    answer = desk.triage({"id": "N1", "subject": "", "body": "my card was stolen yesterday"}, top_k=3, explain=True)
    assert set(answer) == ANSWER_KEYS
    category = answer["fields"]["category"]
    assert {"value", "confidence", "tier", "threshold", "alternatives", "explanation"} == set(category)
    assert category["value"] == "card"
    assert category["value"] not in [other["value"] for other in category["alternatives"]]
    assert answer["out_of_scope"] == {"score": 0.1, "flag": False}
    (article,) = answer["articles"]
    assert set(article) == {
        "article_id", "kind", "title", "url", "passage", "highlight", "snippet", "breadcrumb",
        "language", "other_language", "updated_at", "score", "confidence",
    }  # fmt: skip
    assert article["article_id"] == "A1"
    assert len(answer["model"]["version"]) == 64
    stages = {"clean", "words", "encode", "predict", "duplicates", "articles", "replies", "explanation", "total"}
    assert stages == set(answer["timing_ms"])


def test_an_agent_finds_what_was_typed_in_the_wrong_layout_or_alphabet_too(desk: DeskClient) -> None:
    desk.put_article("A1", "Украденная карта", "Заблокируйте украденную карту в приложении.", language="ru")
    meant = desk.triage("украденная карта в приложении")
    for typed in ("erhfltyyfz rfhnf d ghbkj;tybb", "ukradennaya karta v prilozhenii"):
        answer = desk.triage(typed)
        assert [article["article_id"] for article in answer["articles"]] == ["A1"]
        assert answer["fields"] == meant["fields"]
        assert answer["language"] == "ru"
        assert [warning["code"] for warning in answer["warnings"]] == ["text_repaired"]
    assert [article["article_id"] for article in meant["articles"]] == ["A1"]
    assert meant["warnings"] == []


def test_an_article_in_another_language_than_the_customers_says_so(desk: DeskClient) -> None:
    desk.put_article("A1", "Stolen card", "Freeze a stolen card in the app at once.", language="en")
    (foreign,) = desk.triage({"body": "kortet mitt er stjålet, stolen card", "language": "no"})["articles"]
    (own,) = desk.triage({"body": "my card was stolen", "language": "en-GB"})["articles"]
    assert (foreign["language"], foreign["other_language"]) == ("en", True)
    assert own["other_language"] is False
    desk.put_article("A1", "Stolen card", "Freeze a stolen card in the app at once.")
    assert desk.triage({"body": "my card was stolen", "language": "no"})["articles"][0]["other_language"] is False


def test_what_nothing_was_trained_for_is_null_or_empty(desk: DeskClient) -> None:
    answer = desk.triage("my card was stolen")
    assert answer["request_kind"] is None
    assert answer["clarifying_question"] is None
    assert answer["expected_reply"] is None
    assert answer["replies"] == []


def test_a_ticket_is_encoded_once_whatever_is_asked_about_it(desk: DeskClient, bundle: Any) -> None:
    desk.put_ticket("K1", "my card was stolen", status="closed")
    desk.put_article("A1", "Stolen card", "Freeze a stolen card in the app at once.")
    before = len(bundle.encoder.calls)
    desk.triage("my card was stolen", include=["duplicates", "articles", "replies", "explanation"])
    assert bundle.encoder.calls[before:] == [1]


def test_text_is_an_alias_of_body(desk: DeskClient) -> None:
    assert desk.triage({"text": "my card was stolen"})["fields"]["category"]["value"] == "card"


def test_messages_alone_are_text_enough(desk: DeskClient) -> None:
    answer = desk.triage({"messages": [{"id": "m1", "author": "customer", "text": "my card was stolen"}]}, explain=True)
    assert answer["fields"]["category"]["value"] == "card"
    words = answer["fields"]["category"]["explanation"]["words"]
    assert [(word["part"], word["start"], word["end"]) for word in words] == [("m1", 3, 7), ("m1", 12, 18)]


def test_unknown_keys_of_a_ticket_are_kept_and_elsewhere_they_are_named(desk: DeskClient) -> None:
    desk.triage({"body": "my card", "custom_shoe_size": 46})
    for body, pointer in (
        ({"ticket": {"body": "my card"}, "optoins": {}}, "#/optoins"),
        ({"ticket": {"body": "my card"}, "options": {"topk": 3}}, "#/options/topk"),
    ):
        document = problem(desk.http.post("/v1/triage", json=body), 422, "invalid-request")
        assert document["errors"][0]["pointer"] == pointer
        assert "unknown key" in document["errors"][0]["detail"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            {"ticket": {"bdoy": "my card"}},
            "the unknown key 'bdoy' was kept as a field of the desk's own: is 'body' meant?",
        ),
        ({"ticket": {"subject": 5}}, "a number came where text is wanted"),
        ({"ticket": "my card"}, "text came where an object is wanted"),
        ({"ticket": {"body": "my card"}, "options": {"top_k": 99}}, "50 or less is wanted"),
    ],
)
def test_a_refusal_is_in_plain_words(desk: DeskClient, body: object, said: str) -> None:
    document = problem(desk.http.post("/v1/triage", json=body), 422, "invalid-request")
    assert said in document["errors"][0]["detail"]
    assert "my card" not in document["detail"]


def test_an_empty_body_is_told_what_is_wanted(desk: DeskClient) -> None:
    document = problem(desk.http.post("/v1/triage"), 422, "invalid-request")
    assert "no body came; a JSON object is wanted" in document["detail"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "#/ticket"),
        ({"ticket": {"id": "x"}}, "#/ticket/body"),
        ({"ticket": {"body": "  \n "}}, "#/ticket/body"),
        ({"ticket": {"body": 5}}, "#/ticket/body"),
        ({"ticket": []}, "#/ticket"),
        ({"ticket": {"id": "x" * 201, "body": "hello"}}, "#/ticket/id"),
        ({"ticket": {"id": "a\x00b", "body": "hello"}}, "#/ticket/id"),
        ({"ticket": {"restricted_to": [""], "body": "hello"}}, "#/ticket/restricted_to"),
        ({"ticket": {"body": "hello", "created_at": "soon"}}, "#/ticket/created_at"),
        ({"ticket": {"body": "hello"}, "options": {"top_k": 0}}, "#/options/top_k"),
        ({"ticket": {"body": "hello"}, "options": {"explain": "yes"}}, "#/options/explain"),
        ({"ticket": {"body": "hello"}, "options": {"fields": ["shoe_size"]}}, "#/options/fields/0"),
        ({"ticket": {"body": "hello"}, "options": {"include": ["everything"]}}, "#/options/include/0"),
        ([], "#"),
        ("hello", "#"),
    ],
)
def test_a_body_that_is_not_valid_is_told_where(desk: DeskClient, body: Any, pointer: str) -> None:
    document = problem(desk.http.post("/v1/triage", json=body), 422, "invalid-request")
    assert document["errors"][0]["pointer"] == pointer


def test_no_body_is_a_problem(desk: DeskClient) -> None:
    response = desk.http.post("/v1/triage", headers={"Content-Type": "application/json"})
    problem(response, 422, "invalid-request")


def test_only_the_fields_asked_for_are_answered(desk: DeskClient) -> None:
    assert set(desk.triage("my card", fields=["priority"])["fields"]) == {"priority"}


def test_an_article_that_is_filed_under_another_product_still_answers_a_ticket(desk: DeskClient) -> None:
    desk.put_article("A1", "Stolen card", "Freeze a stolen card in the app at once.", product="app")
    answer = desk.triage({"body": "my card was stolen yesterday", "product": "cards"})
    assert [article["article_id"] for article in answer["articles"]] == ["A1"]


def test_only_what_is_included_is_looked_up(desk: DeskClient) -> None:
    desk.put_article("A1", "Stolen card", "Freeze a stolen card in the app at once.")
    answer = desk.triage("my card was stolen", include=[])
    assert answer["articles"] == []
    assert answer["duplicates"] == []
    assert "explanation" not in answer["fields"]["category"]


def test_a_value_that_a_person_set_comes_back_and_is_never_contradicted_by_auto(desk: DeskClient) -> None:
    contradicted = desk.triage({"body": "my card was stolen", "category": "transfer"})["fields"]["category"]
    assert (contradicted["value"], contradicted["current"], contradicted["tier"]) == ("card", "transfer", "best")
    confirmed = desk.triage({"body": "my card was stolen", "category": "card"})["fields"]["category"]
    assert (confirmed["current"], confirmed["tier"]) == ("card", "auto")


def test_a_value_that_a_machine_set_is_nobodys_decision(desk: DeskClient) -> None:
    ticket = {"body": "my card was stolen", "category": "transfer", "set_by": {"category": "machine"}}
    said = desk.triage(ticket)["fields"]["category"]
    assert "current" not in said
    assert said["tier"] == "auto"


def test_an_excluded_group_is_never_named_and_the_rest_is_never_automatic(desk: DeskClient) -> None:
    said = desk.triage("my card was stolen", exclude_groups=["cards"])["fields"]["skill_group"]
    named = [said["value"], *(other["value"] for other in said["alternatives"])]
    assert "cards" not in named
    assert said["tier"] == "suggest"
    assert said["threshold"] is None
    everything = desk.triage("my card was stolen")["fields"]["skill_group"]
    measured = {other["value"]: other["confidence"] for other in everything["alternatives"]}
    assert [said["confidence"], *(other["confidence"] for other in said["alternatives"])] == [
        measured[value] for value in named
    ], "an exclusion makes nothing likelier"


def test_excluding_every_group_leaves_none_and_says_so(desk: DeskClient) -> None:
    answer = desk.triage("my card", exclude_groups=["cards", "payments", "treasury", "desk", "no such group"])
    assert answer["fields"]["skill_group"]["value"] is None
    assert answer["fields"]["skill_group"]["tier"] == "abstain"
    assert {warning["code"] for warning in answer["warnings"]} == {"no_group_left", "unknown_group"}


def test_relations_of_duplicates_tell_a_chaser_from_an_incident(desk: DeskClient) -> None:
    text = "the okapi terminal shows error E4711"
    desk.put_ticket("OWN", text, requester_id="R1", status="open")
    desk.put_ticket("OTHER", text, requester_id="R2", status="open")
    desk.put_ticket("OLD", text, requester_id="R1", status="closed")
    answer = desk.triage({"id": "NEW", "body": text, "requester_id": "R1"})
    relations = {hit["ticket_id"]: hit["relation"] for hit in answer["duplicates"]}
    assert relations == {"OWN": "chaser", "OTHER": "same_incident", "OLD": "similar_resolved"}


def test_a_ticket_is_no_duplicate_of_itself(desk: DeskClient) -> None:
    desk.put_ticket("K1", "the okapi terminal shows error E4711")
    answer = desk.triage({"id": "K1", "body": "the okapi terminal shows error E4711"})
    assert answer["duplicates"] == []


def test_unlike_tickets_are_not_called_duplicates(desk: DeskClient) -> None:
    desk.put_ticket("K1", "the okapi terminal shows error E4711")
    assert desk.triage("when does my parcel arrive please")["duplicates"] == []


def test_precedents_are_resolved_tickets_with_the_value_they_ended_with(desk: DeskClient) -> None:
    desk.put_ticket("DONE", "my card was stolen", status="closed", category="card")
    desk.put_ticket("OPEN", "my card was stolen", status="open", category="card")
    answer = desk.triage("my card was stolen", explain=True)
    (precedent,) = answer["fields"]["category"]["explanation"]["precedents"]
    assert (precedent["ticket_id"], precedent["value"]) == ("DONE", "card")


def test_offsets_point_into_the_text_as_it_was_sent(desk: DeskClient) -> None:
    body = "👩‍👩‍👧 <p>Hello &amp; good day,</p><p>my <b class='card'>card</b> was stolen</p>"
    words = desk.triage({"subject": "CARD!", "body": body}, explain=True)["fields"]["category"]["explanation"]["words"]
    shown = [({"subject": "CARD!", "body": body}[w["part"]][w["start"] : w["end"]]).lower() for w in words]
    assert shown == ["card", "card", "stolen"]
    assert body[words[1]["start"] - 1] == ">", "the word itself, not the attribute of the same name"


def test_a_dry_run_stores_nothing(desk: DeskClient) -> None:
    decision = desk.triage("my card was stolen", dry_run=True)["decision_id"]
    problem(desk.http.get(f"/v1/decisions/{decision}"), 404, "not-found")
    assert desk.get("/v1/decisions")["items"] == []


def test_a_text_without_words_is_warned_about(desk: DeskClient) -> None:
    assert [warning["code"] for warning in desk.triage("\x00\u202e ??")["warnings"]] == ["text_too_short"]


def test_a_long_text_is_cut_and_says_so(desk: DeskClient) -> None:
    assert "text_truncated" in [warning["code"] for warning in desk.triage("card " * 40_000)["warnings"]]


def test_the_language_is_the_tickets_or_detected(desk: DeskClient) -> None:
    assert desk.triage({"body": "my card was stolen", "language": "de-AT"})["language"] == "de-AT"
    german = "Meine Karte wurde gestern gestohlen und ich brauche dringend eine neue, bitte helfen Sie mir"
    assert desk.triage(german)["language"] == "de"


def test_a_batch_is_answered_in_order_with_a_problem_in_the_place_of_a_bad_ticket(desk: DeskClient) -> None:
    tickets = [{"id": "B1", "body": "my card"}, {"id": "B2"}, {"id": 3, "body": "exchange rate"}, "no ticket"]
    response = desk.http.post("/v1/triage/batch", json={"tickets": tickets})
    assert response.status_code == 200
    results = response.json()["results"]
    assert [(result["id"], result["status"]) for result in results] == [
        ("B1", 200), ("B2", 422), ("3", 200), ("", 422),
    ]  # fmt: skip
    assert results[0]["result"]["fields"]["category"]["value"] == "card"
    assert results[1]["problem"]["errors"][0]["pointer"] == "#/tickets/1/body"
    assert results[2]["result"]["fields"]["category"]["value"] == "rate"
    assert len(desk.get("/v1/decisions")["items"]) == 2


def test_a_batch_says_the_same_as_single_requests(desk: DeskClient) -> None:
    bodies = ["my card was stolen", "exchange rate", "hello"]
    results = desk.http.post("/v1/triage/batch", json={"tickets": [{"body": body} for body in bodies]}).json()[
        "results"
    ]
    assert [result["result"]["fields"] for result in results] == [desk.triage(body)["fields"] for body in bodies]


def test_more_tickets_than_the_limit_are_refused_by_its_name(desk: DeskClient) -> None:
    response = desk.http.post("/v1/triage/batch", json={"tickets": [{"body": "x"}] * 257})
    assert "256" in problem(response, 413, "too-large")["detail"]
    assert desk.http.post("/v1/triage/batch", json={"tickets": [{"body": "x"}] * 256}).status_code == 200
    assert desk.http.post("/v1/triage/batch", json={"tickets": []}).json() == {"results": []}


@pytest.mark.parametrize("top_k", [True, "3", 2.5, 0, 51, None])
def test_the_number_of_hits_is_a_number_and_nothing_like_one(desk: DeskClient, top_k: object) -> None:
    ticket = {"body": "my card"}
    for path, body, pointer in (
        ("/v1/triage", {"ticket": ticket, "options": {"top_k": top_k}}, "#/options/top_k"),
        ("/v1/triage/batch", {"tickets": [ticket], "options": {"top_k": top_k}}, "#/options/top_k"),
        ("/v1/duplicates", {"ticket": ticket, "top_k": top_k}, "#/top_k"),
        ("/v1/articles/search", {"text": "my card", "top_k": top_k}, "#/top_k"),
    ):
        document = problem(desk.http.post(path, json=body), 422, "invalid-request")
        assert document["errors"][0]["pointer"] == pointer
