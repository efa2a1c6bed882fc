"""What an agent sees and says of an answer: stored once, and never shown as stored when it is not."""

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
    detail = "two requests may be in this text: first about ssl, then about billing"
    change_answers(page, lambda answer: answer.update(warnings=[{"code": "second_request", "detail": detail}]))
    page.write(STOLEN)
    assert "two requests: ssl, billing" in page.tab.locator("#answer p.note").inner_text()
    page.tab.get_by_role("button", name="Русский").click()
    assert "два обращения: ssl, billing" in page.tab.locator("#answer p.note").inner_text()


def test_the_agent_sees_fields_and_what_was_found_without_scrolling(page: TryPage) -> None:
    page.write(STOLEN)
    article = page.tab.locator("#answer .entry", has_text="KB-").first.bounding_box()
    assert article is not None
    assert article["y"] + article["height"] <= 900
