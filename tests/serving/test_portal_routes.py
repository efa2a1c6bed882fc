"""The portal over HTTP: articles for customers, never a wall."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from firstline.serving.app import create_app
from firstline.serving.settings import Settings
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


@pytest.mark.parametrize("text", ["", "  ", "?!", "umbrella", "car", "\x00"])
def test_hardly_a_word_is_too_short(portal: DeskClient, text: str) -> None:
    answer = _suggest(portal, text=text)
    assert (answer["status"], answer["articles"]) == ("too_short", [])


@pytest.mark.parametrize("text", ["ECONNREFUSED", "econnrefused.", "10.0.0.1", "0x80070005"])
def test_one_copied_word_is_enough_where_an_article_writes_it(portal: DeskClient, text: str) -> None:
    portal.put_article("A8", "Codes", "ECONNREFUSED means that 10.0.0.1 is down, 0x80070005 that you may not.")
    answer = _suggest(portal, text=text)
    assert answer["status"] == "ok"
    assert "A8" in [article["article_id"] for article in answer["articles"]]


def test_a_copied_word_that_only_staff_may_read_of_is_too_short(portal: DeskClient) -> None:
    portal.put_article("A8", "Codes", "ECONNREFUSED means that it is down.", visibility="internal")
    assert _suggest(portal, text="ECONNREFUSED")["status"] == "too_short"


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
    assert all(confidence >= 0.6 for articles in found.values() for _, confidence in articles), found
    assert "A2" in [name for name, _ in found["Freeze the account in the app at once"]]


@pytest.mark.both_engines
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


def test_what_identifies_the_customer_is_not_kept(portal: DeskClient, engine: str) -> None:
    if engine != "sqlite":
        pytest.skip("the disk is the server's")
    _suggest(portal, text=TEXT, page_url="https://shop.example/?email=canary", requester_token="canary")
    for path in (portal.folder / "state").iterdir():
        assert b"canary" not in path.read_bytes()


def _tell(desk: DeskClient, interaction: str, event: str, **more: Any) -> None:
    body = {"interaction_id": interaction, "type": event, **more}
    assert desk.http.post("/v1/portal/events", json=body).status_code == 204


def _votes(desk: DeskClient, article_id: str) -> tuple[int, int]:
    """Those that say it helped, and all."""
    state: Any = desk.http.app
    rated = state.state.desks.desk.portal_parts.votes.ratings().of(article_id)
    return rated.solved, rated.votes


def test_what_is_read_keeps_its_place_while_the_customer_types_on(portal: DeskClient) -> None:
    portal.put_article("A2", "Stolen card abroad", f"{TEXT} abroad")
    typed = f"{TEXT}, I am abroad"

    def places(interaction: str | None) -> Iterator[list[str]]:
        for end in range(len("Freeze a stolen card"), len(typed) + 1):
            going_on = {} if interaction is None else {"interaction_id": interaction}
            answer = _suggest(portal, text=typed[:end], **going_on)
            yield [article["article_id"] for article in answer["articles"]]

    alone, steady = list(places(None)), list(places(_suggest(portal, text="Freeze a")["interaction_id"]))
    assert steady[-1] == alone[-1] == ["A2", "A1"], "what is clearly better in the end comes first"
    assert _changes(steady) == 2
    assert _changes(alone) > 4


def _changes(places: list[list[str]]) -> int:
    """How often something moves before the reader's eyes."""
    return sum(before != after for before, after in pairwise(places))


def test_who_asks_for_a_person_is_shown_no_more_articles(portal: DeskClient) -> None:
    portal.http.put("/v1/banners/I-1", json={"text": "Cards fail today."})
    interaction = _suggest(portal, text=TEXT)["interaction_id"]
    _tell(portal, interaction, "asked_person")
    after = _suggest(portal, text=f"{TEXT} please", interaction_id=interaction)
    assert (after["interaction_id"], after["status"], after["articles"]) == (interaction, "nothing_found", [])
    assert [banner["id"] for banner in after["banners"]] == ["I-1"], "an incident concerns them all the same"


def test_after_a_request_was_submitted_the_next_one_is_another_interaction(portal: DeskClient) -> None:
    interaction = _suggest(portal, text=TEXT)["interaction_id"]
    _tell(portal, interaction, "submitted", ticket_id="N1")
    _tell(portal, interaction, "asked_person")
    assert _suggest(portal, text=TEXT, interaction_id=interaction)["interaction_id"] != interaction


@pytest.mark.both_engines
def test_a_verdict_is_one_vote_on_an_article_that_was_shown(portal: DeskClient) -> None:
    interaction = _suggest(portal, text=TEXT)["interaction_id"]
    _tell(portal, interaction, "solved", article_id="never shown")
    _tell(portal, interaction, "solved")
    assert (_votes(portal, "never shown"), _votes(portal, "A1")) == ((0, 0), (0, 0)), "nothing was opened yet"
    _tell(portal, interaction, "opened", article_id="A1")
    for _ in range(3):
        _tell(portal, interaction, "solved")
    assert _votes(portal, "A1") == (1, 1)
    _tell(portal, interaction, "did_not_answer", article_id="A1")
    assert _votes(portal, "A1") == (0, 1)


def _solved(desk: DeskClient, **signed: Any) -> str:
    interaction = str(_suggest(desk, text=TEXT, **signed)["interaction_id"])
    _tell(desk, interaction, "solved", article_id="A1")
    return interaction


@pytest.mark.parametrize("ending", ["submitted", "asked_person"])
def test_solved_of_who_asks_a_person_all_the_same_is_no_vote(portal: DeskClient, ending: str) -> None:
    interaction = _solved(portal)
    assert _votes(portal, "A1") == (1, 1)
    _tell(portal, interaction, ending)
    assert _votes(portal, "A1") == (0, 0)
    _tell(portal, interaction, "solved", article_id="A1")
    assert _votes(portal, "A1") == (0, 0), "a beacon that comes late takes nothing back"
    _tell(portal, interaction, "not_related", article_id="A1")
    assert _votes(portal, "A1") == (0, 1), "what is said against it stays"


def test_a_ticket_that_was_sent_from_an_interaction_takes_its_vote_back(portal: DeskClient) -> None:
    interaction = _solved(portal)
    portal.put_ticket("T1", "something", portal_interaction_id=interaction)
    assert _votes(portal, "A1") == (0, 0)


@pytest.mark.both_engines
def test_one_visitor_cannot_stuff_an_article(portal: DeskClient) -> None:
    for _ in range(10):
        _tell(portal, _suggest(portal, text=TEXT)["interaction_id"], "solved", article_id="A1")
    assert _votes(portal, "A1") == (1, 1)


@pytest.mark.both_engines
def test_who_only_tries_the_portal_out_counts_nowhere(portal: DeskClient) -> None:
    interaction = _suggest(portal, text=TEXT, trial=True)["interaction_id"]
    _tell(portal, interaction, "solved", article_id="A1")
    assert _votes(portal, "A1") == (0, 0)


@pytest.fixture
def held_out(settings: Settings, bundle: Any, tmp_path: Path) -> Iterator[DeskClient]:
    everybody = settings.model_copy(update={"hold_out": 1.0})
    with TestClient(create_app(everybody, bundle=bundle)) as client:
        desk = DeskClient(client, tmp_path)
        desk.put_article("A1", "Stolen card", TEXT)
        yield desk


@pytest.mark.both_engines
def test_who_is_held_out_sees_no_article_and_it_is_kept_which_it_would_have_been(held_out: DeskClient) -> None:
    held_out.http.put("/v1/banners/I-1", json={"text": "Cards fail today."})
    answer = _suggest(held_out, text=TEXT)
    assert (answer["held_out"], answer["status"], answer["articles"]) == (True, "nothing_found", [])
    assert len(answer["banners"]) == 1
    app: Any = held_out.http.app
    kept = app.state.desks.desk.portal_parts.store.find(answer["interaction_id"])
    assert (kept.held_out, kept.article_ids) == (True, ("A1",))
    _tell(held_out, answer["interaction_id"], "solved", article_id="A1")
    assert _votes(held_out, "A1") == (0, 0)
    trial = _suggest(held_out, text=TEXT, trial=True)
    assert (trial["held_out"], trial["status"]) == (False, "ok")


def test_after_a_long_silence_it_is_another_interaction(portal: DeskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _suggest(portal, text=TEXT)["interaction_id"]
    for hours, same in ((11, True), (13, False)):
        later = datetime.now(UTC) + timedelta(hours=hours)
        monkeypatch.setattr("firstline.serving.portal.now", lambda later=later: later)
        assert (_suggest(portal, text=TEXT, interaction_id=first)["interaction_id"] == first) is same


def test_what_is_typed_in_the_wrong_keyboard_layout_finds_what_was_meant(desk: DeskClient) -> None:
    desk.put_article("A1", "Украденная карта", "Заблокируйте украденную карту в приложении.", language="ru")
    meant = _suggest(desk, text="украденная карта в приложении")
    typed = _suggest(desk, text="erhfltyyfz rfhnf d ghbkj;tybb")
    assert [article["article_id"] for article in meant["articles"]] == ["A1"]
    assert typed["articles"] == meant["articles"]


def test_what_is_misspelt_finds_what_was_meant(portal: DeskClient) -> None:
    meant = _suggest(portal, text="freeze a stolen card in the app at once ")
    typed = _suggest(portal, text="freze a stoeln card in the app at once ")
    assert [article["article_id"] for article in meant["articles"]] == ["A1"]
    assert typed["articles"] == meant["articles"]


def test_an_error_code_alone_finds_the_article_that_names_it(portal: DeskClient) -> None:
    portal.put_article("A2", "Signing in", "The app says F-LOG-07 when its clock is wrong.")
    answer = _suggest(portal, text="F-LOG-07")
    assert (answer["status"], [article["article_id"] for article in answer["articles"]]) == ("ok", ["A2"])
    assert _suggest(portal, text="F-LOG-08")["status"] == "nothing_found"
    assert _suggest(portal, text="07")["status"] == "too_short"


def test_the_language_of_the_page_does_not_decide_how_the_words_of_a_text_are_read(portal: DeskClient) -> None:
    """Stems of another language than the text's would not be those of the article."""
    portal.put_article("A2", "Freezer", "Defrost the freezer of a stolen fridge")
    portal.put_article("A3", "Apples", "Apples in the basket at once")
    found = [
        _suggest(portal, text="Freezing a stolen card in the apps at once", language=language)["articles"]
        for language in ("fr", "de", "no-NO", "ru")
    ]
    assert found[0] != []
    assert all(other == found[0] for other in found)


@pytest.mark.parametrize("text", ["カードを盗まれた", "карта украдена", "카드 도난 신고"])
def test_a_script_tells_the_readers_language_after_a_few_letters(portal: DeskClient, text: str) -> None:
    portal.put_article("A9", text, f"{text} {TEXT}", language="en")
    found = {one["article_id"]: one["other_language"] for one in _suggest(portal, text=text)["articles"]}
    assert found["A9"] is True
    portal.put_article("A9", text, f"{text} {TEXT}", language={"カ": "ja", "к": "ru", "카": "ko"}[text[0]])
    found = {one["article_id"]: one["other_language"] for one in _suggest(portal, text=text)["articles"]}
    assert found["A9"] is False


def test_an_interaction_id_is_a_text(portal: DeskClient) -> None:
    problem(portal.http.post("/v1/portal/suggest", json={"text": TEXT, "interaction_id": 5}), 422, "invalid-request")
    problem(portal.http.post("/v1/portal/events", json={"interaction_id": 5, "type": "shown"}), 422, "invalid-request")


def test_the_product_that_a_customer_chose_is_preferred_and_hides_no_other(portal: DeskClient) -> None:
    for product in ("cards", "app"):
        portal.put_article(f"P-{product}", f"Refund {product}", "A refund takes five days.", product=product)
    for product in ("cards", "app", "loans"):
        found = _suggest(portal, text="a refund takes five days", product=product)["articles"]
        names = [article["article_id"] for article in found]
        assert {"P-cards", "P-app"} <= set(names)
        assert product == "loans" or names[0] == f"P-{product}"


def test_one_word_that_names_a_subject_finds_its_article_and_half_of_it_is_too_short(portal: DeskClient) -> None:
    portal.put_article("R1", "Refund", "Refund: a refund takes five days.", tags=["chargeback"], language="en")
    portal.put_article("R2", "Vault", "How the vault is opened.", visibility="internal")
    found = _suggest(portal, text="refund")
    assert (found["status"], found["articles"][0]["article_id"]) == ("ok", "R1")
    assert _suggest(portal, text="chargeback")["status"] != "too_short"
    assert [_suggest(portal, text=text)["status"] for text in ("refun", "vault")] == ["too_short"] * 2
