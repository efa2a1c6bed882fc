"""What an agent sees and says of an answer: stored once, and never shown as stored when it is not."""

import re
from collections.abc import Callable
from typing import Any

from tests.browser.try_page import STOLEN, TryPage


def change_answers(page: TryPage, change: Callable[[dict[str, Any]], object]) -> None:
    """The service's own answers, changed before the page gets them."""

    def answer(route: Any) -> None:
        document = route.fetch().json()
        change(document)
        route.fulfill(json=document)

    page.tab.route("**/v1/triage", answer)


def test_two_quick_corrections_belong_to_one_decision(page: TryPage) -> None:
    before = len(page.service.decisions())
    page.write("my card was stolen, corrected twice in a hurry")
    page.tab.evaluate("for (const row of [1, 2]) document.getElementById(`option-${row}-1`).click()")
    page.until("document.querySelectorAll('#stored-list li').length === 2")
    assert len(page.service.decisions()) == before + 1


def test_feedback_that_could_not_be_stored_is_not_shown_as_stored(page: TryPage) -> None:
    page.write(STOLEN)
    page.tab.route("**/v1/feedback", lambda route: route.abort())
    page.option("Category", 1).click()
    page.toast("Not stored")
    assert page.tab.locator("[aria-selected=true]").count() == 0
    page.tab.unroute_all()
    page.option("Category", 1).click()
    page.tab.locator("#stored-list li").first.wait_for()


def test_the_kind_of_a_request_can_be_corrected(page: TryPage) -> None:
    page.write("my card was stolen and this is no question")
    wanted = page.option("Kind of request", 2).locator(".value").get_attribute("title")
    page.option("Kind of request", 2).click()
    page.tab.locator("#stored-list li").first.wait_for()
    said = page.service.feedback()[-1]
    assert (said["target"], said["field"], said["final_value"]) == ("request_kind", None, wanted)


def test_a_request_that_came_to_the_wrong_place_is_confirmed_and_taken_back(page: TryPage) -> None:
    change_answers(page, lambda answer: answer["out_of_scope"].update(flag=True))
    page.write("two large pizzas with mushrooms")
    button = page.tab.get_by_role("button", name="True, it came to the wrong place")
    for action, pressed in (("accepted", "true"), ("withdrawn", "false")):
        button.click()
        page.until(f"document.querySelector('#scope-accepted').getAttribute('aria-pressed') === '{pressed}'")
        said = page.service.feedback()[-1]
        assert (said["target"], said["action"]) == ("out_of_scope", action)


def test_a_request_without_a_priority_can_be_given_one(page: TryPage) -> None:
    change_answers(page, _no_priority)
    page.write("thank you all for the stolen card")
    field = page.field("Priority")
    assert "needs no priority" in field.inner_text()
    assert field.locator(".tier").count() == 0
    assert page.tab.locator("#answer p.note").count() == 0, "it is said once"
    assert page.option("Priority", 1).inner_text().split() == ["1", "none"]
    field.locator("select").select_option("high")
    page.tab.locator("#stored-list", has_text="Priority: high").wait_for()


def _no_priority(answer: dict[str, Any]) -> None:
    nothing = {"value": None, "confidence": 0, "tier": "abstain", "threshold": None, "alternatives": []}
    answer["fields"]["priority"] = nothing
    answer["warnings"] = [{"code": "no_priority", "detail": "nothing waits to be done"}]


def test_two_requests_in_one_are_said_in_the_readers_language(page: TryPage) -> None:
    said = {"code": "second_request", "detail": "whatever it says", "field": "category", "values": ["ssl", "my_bill"]}
    change_answers(page, lambda answer: answer.update(warnings=[said]))
    page.write(STOLEN)
    assert "two requests: ssl, my bill." in page.tab.locator("#answer p.note").inner_text()
    page.tab.get_by_role("button", name="Русский").click()
    assert "два обращения: ssl, my bill." in page.tab.locator("#answer p.note").inner_text()


def _audited(answer: dict[str, Any]) -> None:
    answer["fields"]["category"].update(audit=True, tier="best")


def test_an_audited_field_is_decided_without_the_machines_value_in_sight(page: TryPage) -> None:
    change_answers(page, _audited)
    page.write(STOLEN)
    field = page.field("Category")
    assert field.get_by_role("option", name="card").count() == 1, "in the list of all values, and nowhere else"
    assert field.locator(".bar, .tier, .number, .why").count() == 0
    assert "Category" not in page.tab.locator(".which").inner_text()
    assert "decide before seeing" in field.inner_text()
    field.locator("select").select_option("card")
    page.tab.locator("#stored-list", has_text="Category: card").wait_for()
    said = page.service.feedback()[-1]
    assert (said["field"], said["action"], said["final_value"]) == ("category", "accepted", "card")
    assert "Stored: card" in field.inner_text()


def test_a_screen_reader_does_not_hear_what_is_audited(page: TryPage) -> None:
    change_answers(page, _audited)
    page.write(STOLEN)
    page.tab.locator("#live", has_text="Answer:").wait_for(state="attached")
    assert "Category" not in page.tab.locator("#live").inner_text()


def _group_below_category(page: TryPage) -> None:
    """As a desk whose groups belong to categories: the page is told so by the lists."""

    def lists(route: Any) -> None:
        document = route.fetch().json()
        for item in document["items"]:
            if item["name"] == "skill_group":
                item.update(parent="category", children={"card": ["cards"], "rate": ["payments_team"]})
        route.fulfill(json=document)

    page.tab.route("**/v1/fields", lists)
    page.tab.reload()
    page.tab.wait_for_selector("#model:not(:empty)")


def test_a_corrected_parent_leaves_only_its_own_children_to_choose(page: TryPage) -> None:
    _group_below_category(page)
    page.write(STOLEN)
    assert page.option("Skill group", 1).locator(".value").inner_text() == "cards"
    rate = page.field("Category").get_by_role("option").filter(has_text="rate").first
    rate.click()
    page.tab.locator("#stored-list", has_text="Category: rate").wait_for()
    group = page.field("Skill group")
    assert group.locator(".value").all_inner_texts() == ["payments team"]
    assert group.locator(".tier, select").count() == 0
    group.get_by_role("option").click()
    page.tab.locator("#stored-list", has_text="Skill group: payments team").wait_for()
    page.field("Category").get_by_role("button", name="Undo").click()
    group.get_by_text("suggested was: cards").wait_for()
    assert page.option("Skill group", 1).locator(".value").inner_text() == "payments team", "it is stored still"


def test_below_an_audited_parent_nothing_gives_it_away(page: TryPage) -> None:
    _group_below_category(page)
    change_answers(page, _audited)
    page.write(STOLEN)
    assert page.field("Skill group").locator(".value, .tier").count() == 0
    page.field("Category").locator("select").select_option("card")
    page.tab.locator("#stored-list", has_text="Category: card").wait_for()
    assert page.option("Skill group", 1).locator(".value").inner_text() == "cards"


def test_what_asks_for_nothing_is_not_shown_as_routing_and_no_article_is_put_forward(page: TryPage) -> None:
    def thanks(answer: dict[str, Any]) -> None:
        answer["request_kind"].update(value="thanks", tier="best", asks_nothing=True)
        for said in answer["fields"].values():
            said.update(tier="suggest", not_auto="no_route")
        answer["warnings"] = [{"code": "no_route", "detail": "only says thanks"}]

    change_answers(page, thanks)
    page.write(STOLEN)
    assert "nothing to route" in page.tab.locator("#answer p.note").inner_text()
    articles = page.tab.locator(
        "#answer section", has=page.tab.get_by_role("heading", name="Articles that may answer it")
    )
    assert "no article was looked for" in articles.inner_text()
    assert page.field("Kind of request").is_visible()
    assert not page.field("Category").is_visible()
    page.tab.locator("summary", has_text="if something were asked").click()
    assert "there may be nothing to route" in page.field("Category").inner_text()
    page.option("Category", 1).click()
    page.tab.locator("#stored-list", has_text="Category").wait_for()
    assert page.field("Category").is_visible(), "what was unfolded stays so"


def test_a_sure_value_says_why_it_is_not_auto_in_the_readers_language(page: TryPage) -> None:
    def unproven(answer: dict[str, Any]) -> None:
        answer["fields"]["category"].update(tier="best", confidence=0.999, threshold=None, not_auto="evidence")

    change_answers(page, unproven)
    page.write(STOLEN)
    assert "not auto: not proven yet on past tickets" in page.field("Category").inner_text()
    page.tab.get_by_role("button", name="Русский").click()
    assert "пока не доказано" in page.field("Категория").inner_text()


def test_why_nothing_is_auto_yet_is_said_once_and_how_much_is_missing(page: TryPage) -> None:
    nearest = {"target_precision": 0.95, "needed": 59, "value": "card", "language": "en", "right": 34, "count": 34}

    def unproven(answer: dict[str, Any]) -> None:
        for said in answer["fields"].values():
            said.update(tier="best", confidence=0.999, threshold=None, not_auto="evidence")

    def model(route: Any) -> None:
        document = route.fetch().json()
        route.fulfill(json=document | {"auto_progress": dict.fromkeys(document["fields"], nearest)})

    change_answers(page, unproven)
    page.tab.route("**/v1/model", model)
    page.tab.reload()
    page.tab.wait_for_selector("#model:not(:empty)")
    page.write(STOLEN)
    assert "not auto" not in page.tab.locator("#answer").inner_text()
    legend = page.tab.locator(".legend")
    assert "a person confirms every answer" in legend.inner_text()
    assert "59" not in legend.inner_text(), "statistics are for who asks for them"
    legend.locator("summary").click()
    legend = legend.inner_text()
    assert "takes at least 59 confirmed answers of one value in one language" in legend
    assert "“card” with 34 of 34: at least 25 more" in legend
    assert re.search(r"nearest is [a-z]", legend), "no capital within a sentence"
    assert "The mark on a bar is" not in legend


def test_a_child_of_another_parent_moves_the_parent_too_and_both_are_stored(page: TryPage) -> None:
    _group_below_category(page)
    page.write(STOLEN)
    select = page.field("Skill group").locator("select")
    labels = select.locator("optgroup").evaluate_all("(groups) => groups.map((one) => one.label)")
    assert "rate" in labels
    select.select_option("payments_team")
    page.toast("Stored: Skill group is payments team, and so Category is rate.")
    page.tab.locator("#stored-list", has_text="Skill group: payments team").wait_for()
    said = [(one["field"], one["final_value"]) for one in page.service.feedback()[-2:]]
    assert said == [("category", "rate"), ("skill_group", "payments_team")]
    assert "Stored: rate" in page.field("Category").inner_text()
    assert "Stored: payments team" in page.field("Skill group").inner_text()


def test_keys_that_only_move_over_values_store_none_of_them(page: TryPage) -> None:
    page.write("my card was stolen, moved over with the arrow keys")
    before = len(page.service.feedback())
    select = page.field("Category").locator("select")
    select.focus()
    page.tab.keyboard.press("ArrowDown")
    assert select.input_value() != ""
    assert "Enter stores it" in page.field("Category").inner_text()
    page.tab.keyboard.press("Escape")
    assert select.input_value() == ""
    page.tab.keyboard.press("ArrowDown")
    page.tab.wait_for_timeout(300)
    assert len(page.service.feedback()) == before
    page.tab.keyboard.press("Enter")
    page.tab.locator("#stored-list li").first.wait_for()
    assert len(page.service.feedback()) == before + 1


def test_leaving_the_list_stores_the_value_that_was_moved_to(page: TryPage) -> None:
    page.write("my card was stolen, left with the tab key")
    before = len(page.service.feedback())
    page.field("Category").locator("select").focus()
    page.tab.keyboard.press("ArrowDown")
    page.tab.keyboard.press("Tab")
    page.tab.locator("#stored-list li").first.wait_for()
    assert len(page.service.feedback()) == before + 1


def test_the_short_reasons_are_words_of_a_subject(page: TryPage) -> None:
    def explained(answer: dict[str, Any]) -> None:
        words = [
            {"part": "body", "start": start, "end": end, "weight": 1.0, "contribution": much}
            for start, end, much in ((0, 2, 3.0), (3, 7, 2.0), (8, 11, 1.0), (12, 18, 0.5))
        ]
        for said in answer["fields"].values():
            said["explanation"]["words"] = words

    change_answers(page, explained)
    page.write(STOLEN)
    assert page.field("Category").locator(".why").inner_text() == "why: card, stolen"
    counts = page.tab.locator(".counts").inner_text().split()
    assert counts[:2] == ["my", "+3.00"], "the exact table leaves nothing out"


def test_what_nobody_can_read_is_not_said_to_have_come_to_the_wrong_place(page: TryPage) -> None:
    change_answers(page, lambda answer: answer["out_of_scope"].update(flag=True))
    page.write("zxqv wvut kjhg poiu mnbv lkjh")
    assert "This cannot be read as a request." in page.tab.locator("#answer .note.alert").inner_text()
    page.write("two large pizzas with mushrooms")
    assert "come to the wrong place" in page.tab.locator("#answer .note.alert").inner_text()


def test_what_was_just_stored_is_said_in_the_language_that_the_page_is_changed_to(page: TryPage) -> None:
    page.write(STOLEN)
    page.option("Category", 1).click()
    page.toast("Stored: Category")
    page.tab.get_by_role("button", name="Русский").click()
    assert page.tab.locator("#toast").inner_text().startswith("Сохранено: Категория")


def test_what_fits_a_strange_request_only_a_little_is_not_put_forward(page: TryPage) -> None:
    def strange(answer: dict[str, Any]) -> None:
        answer["out_of_scope"].update(flag=True)
        for one in answer["articles"]:
            one["confidence"] = 0.2

    change_answers(page, strange)
    page.write(STOLEN)
    articles = page.tab.locator(
        "#answer section", has=page.tab.get_by_role("heading", name="Articles that may answer it")
    )
    assert "No article answers this" in articles.inner_text()
    assert articles.locator("details .entry").count() > 0
    assert not articles.locator(".entry").first.is_visible()


def test_common_fields_have_names_in_the_readers_language(page: TryPage) -> None:
    change_answers(page, lambda answer: answer["fields"].update(subcategory=answer["fields"]["category"]))
    page.write(STOLEN)
    page.tab.get_by_role("button", name="Русский").click()
    page.field("Подкатегория").wait_for()


def test_of_a_stranger_no_field_is_said_to_be_known(page: TryPage) -> None:
    def strange(answer: dict[str, Any]) -> None:
        answer["out_of_scope"].update(flag=True)
        for said in answer["fields"].values():
            said["tier"] = "abstain"

    change_answers(page, strange)
    page.write("two large pizzas with mushrooms")
    assert "a strange request: the percentage does not count" in page.field("Category").inner_text()
    assert not page.field("Category").locator(".bar").is_visible()
    weight = "getComputedStyle(document.querySelector('.field.doubted .option.first .number')).fontWeight"
    assert page.tab.evaluate(weight) == "400"


def test_of_a_single_word_that_tells_the_kind_the_page_does_not_say_that_all_is_a_guess(page: TryPage) -> None:
    def short(answer: dict[str, Any]) -> None:
        answer["request_kind"].update(value="thanks", tier="suggest")
        answer["warnings"] = [{"code": "text_too_short", "detail": "hardly a word"}]

    change_answers(page, short)
    page.write("thanks")
    assert "what kind of request this is" in page.tab.locator("#answer p.note").inner_text()


def test_the_agent_sees_fields_and_what_was_found_without_scrolling(page: TryPage) -> None:
    page.write(STOLEN)
    article = page.tab.locator("#answer .entry", has_text="KB-").first.bounding_box()
    assert article is not None
    assert article["y"] + article["height"] <= 900
