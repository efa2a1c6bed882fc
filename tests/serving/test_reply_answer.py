"""Replies in triage: saved ones and what agents answered before, for those who may see them."""

from tests.serving.desk_client import DeskClient

FREEZE = "Please freeze the card in the app at once; a new card comes by post within a week."


def _messages(text: str = FREEZE, *, public: bool = True) -> list[dict[str, object]]:
    return [{"author": "agent", "public": public, "text": text}]


def _put(desk: DeskClient, ticket_id: str, **more: object) -> None:
    desk.put_ticket(ticket_id, "my card was stolen yesterday", **{"status": "closed", "messages": _messages(), **more})


def test_a_saved_reply_comes_whole_with_its_placeholders_and_is_no_article(desk: DeskClient) -> None:
    body = "{{customer.name}} " + "my card was stolen yesterday " * 6 + "\n\n# Later\n\n" + "More words. " * 200
    desk.put_article("R1", "Stolen card", body, kind="reply")
    answer = desk.triage("my card was stolen yesterday")
    (reply,) = answer["replies"]
    assert reply["id"] == "R1"
    assert reply["source"] == "saved"
    assert reply["text"].startswith("{{customer.name}} my card")
    assert len(reply["text"]) > 2_000
    assert answer["articles"] == []


def test_what_an_agent_answered_to_a_resolved_request_like_it_is_offered(desk: DeskClient) -> None:
    _put(desk, "K1", language="en")
    (reply,) = desk.triage("my card was stolen yesterday")["replies"]
    assert (reply["id"], reply["ticket_id"], reply["source"], reply["text"]) == ("K1", "K1", "resolved", FREEZE)


def test_open_reopened_and_internally_answered_tickets_offer_nothing(desk: DeskClient) -> None:
    _put(desk, "K1", status="open")
    _put(desk, "K2", reopened=True)
    _put(desk, "K3", messages=_messages(public=False))
    assert desk.triage("my card was stolen yesterday")["replies"] == []


def test_the_answer_of_a_restricted_ticket_is_for_its_groups_alone(desk: DeskClient) -> None:
    _put(desk, "K1", restricted_to=["fraud"])
    assert desk.triage("my card was stolen yesterday")["replies"] == []
    assert desk.triage("my card was stolen yesterday", viewer_groups=["cards"])["replies"] == []
    (reply,) = desk.triage("my card was stolen yesterday", viewer_groups=["fraud"])["replies"]
    assert reply["ticket_id"] == "K1"


def test_a_ticket_is_never_offered_its_own_answer(desk: DeskClient) -> None:
    _put(desk, "K1")
    assert desk.triage({"id": "K1", "body": "my card was stolen yesterday"})["replies"] == []


def test_the_customers_language_comes_first_whatever_the_pool(desk: DeskClient) -> None:
    _put(
        desk,
        "K1",
        language="ru",
        messages=_messages("Заблокируйте карту в приложении, новая придёт по почте за неделю."),
    )
    _put(desk, "K2", language="en")
    desk.put_article("R1", "Stolen card", "Карта украдена: my card was stolen yesterday", kind="reply", language="ru")
    desk.put_article("R2", "Stolen card", "my card was stolen yesterday", kind="reply", language="en")
    said = desk.triage({"body": "my card was stolen yesterday", "language": "en"})["replies"]
    assert [reply["id"] for reply in said] == ["R2", "K2", "R1", "K1"]
    assert [reply["other_language"] for reply in said] == [False, False, True, True]


def test_the_same_wording_is_offered_once(desk: DeskClient) -> None:
    for number in range(4):
        _put(desk, f"K{number}")
    assert len(desk.triage("my card was stolen yesterday")["replies"]) == 1


def test_nothing_is_looked_up_that_was_not_asked_for(desk: DeskClient) -> None:
    _put(desk, "K1")
    assert desk.triage("my card was stolen yesterday", include=["duplicates"])["replies"] == []
    alone = desk.triage("my card was stolen yesterday", include=["replies"])
    assert (len(alone["replies"]), alone["duplicates"], alone["articles"]) == (1, [], [])


def test_a_decision_keeps_which_replies_were_shown_and_none_of_their_words(desk: DeskClient) -> None:
    _put(desk, "K1")
    answer = desk.triage("my card was stolen yesterday")
    kept = desk.http.get(f"/v1/decisions/{answer['decision_id']}").text
    assert '"K1"' in kept
    assert "freeze" not in kept


def test_a_stored_decision_names_a_restricted_reply_only_to_its_groups(desk: DeskClient) -> None:
    _put(desk, "K1", restricted_to=["fraud"])
    answer = desk.triage("my card was stolen yesterday", viewer_groups=["fraud"])
    path = f"/v1/decisions/{answer['decision_id']}"
    assert desk.get(path)["replies"] == []
    assert [reply["id"] for reply in desk.get(path, viewer_groups="fraud")["replies"]] == ["K1"]


OWN = "Our log says that the message to shop-demo.example.com was taken at 14:02. Please look into the spam folder."


def test_an_answer_about_another_customers_own_things_is_not_offered(desk: DeskClient) -> None:
    _put(desk, "K1", messages=_messages(OWN))
    assert desk.triage("my card was stolen yesterday")["replies"] == []
    same = "my card was stolen yesterday on shop-demo.example.com at 14:02"
    assert [reply["id"] for reply in desk.triage(same)["replies"]] == ["K1"]


def test_what_the_desk_publishes_is_nobodys_own_until_it_is_taken_away(desk: DeskClient) -> None:
    _put(desk, "K1", messages=_messages("Please open panel.desk.example.com and freeze the card there at once."))
    assert desk.triage("my card was stolen yesterday")["replies"] == []
    desk.put_article("A1", "The panel", "It is at panel.desk.example.com for everybody.")
    assert [reply["id"] for reply in desk.triage("my card was stolen yesterday")["replies"]] == ["K1"]
    assert desk.http.delete("/v1/articles/A1").status_code == 204
    assert desk.triage("my card was stolen yesterday")["replies"] == []


def test_an_answer_that_claims_a_deed_says_so(desk: DeskClient) -> None:
    _put(desk, "K1", messages=_messages("We have blocked the card and sent you a new one by post this morning."))
    (reply,) = desk.triage("my card was stolen yesterday")["replies"]
    assert reply["says_done"] is True
    _put(desk, "K1")
    (reply,) = desk.triage("my card was stolen yesterday")["replies"]
    assert (reply["says_done"], reply["other_language"]) == (False, False)
