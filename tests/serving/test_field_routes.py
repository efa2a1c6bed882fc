"""Closed lists over HTTP: what a desk changes holds from the next answer on, in every process and after a restart."""

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from firstline.serving.app import create_app
from firstline.serving.settings import Settings
from tests.serving.desk_client import DeskClient, problem

CARD = "my card was stolen"


def _put(desk: DeskClient, field: str, **change: Any) -> dict[str, Any]:
    response = desk.http.put(f"/v1/fields/{field}", json=change)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def _listed(desk: DeskClient, field: str) -> dict[str, Any]:
    return next(item for item in desk.get("/v1/fields")["items"] if item["name"] == field)


def _named(said: dict[str, Any]) -> list[str]:
    return [said["value"], *(other["value"] for other in said["alternatives"])]


def _category(desk: DeskClient, ticket: dict[str, Any] | str = CARD) -> dict[str, Any]:
    said: dict[str, Any] = desk.triage(ticket)["fields"]["category"]
    return said


def test_the_lists_say_all_that_a_desk_may_change(desk: DeskClient) -> None:
    assert _listed(desk, "category") == {
        "name": "category", "values": ["card", "transfer", "rate", "other"], "retired": [], "rename": {}, "order": [],
        "parent": None, "children": {}, "multiple": False, "never_auto": [],
        "predicted": ["card", "transfer", "rate", "other"], "changed_at": None,
    }  # fmt: skip


def test_a_retired_value_is_at_once_no_answer_and_no_alternative(desk: DeskClient) -> None:
    before = {c["value"]: c["confidence"] for c in _category(desk)["alternatives"]}
    assert _put(desk, "category", retired=["card"])["values"] == ["transfer", "rate", "other"]
    said = _category(desk)
    assert "card" not in _named(said)
    assert (said["tier"], said["threshold"]) == ("suggest", None), "what moved up was never measured there"
    assert said["confidence"] == before[said["value"]], "nothing became likelier"


def test_retiring_another_value_changes_nothing_of_the_answer(desk: DeskClient) -> None:
    _put(desk, "category", retired=["other"])
    said = _category(desk)
    assert (said["value"], said["tier"], said["confidence"]) == ("card", "auto", 0.9)
    assert _named(said) == ["card", "transfer", "rate"]


def test_a_renamed_value_is_answered_under_its_new_name_with_its_own_evidence(desk: DeskClient) -> None:
    before = _category(desk)
    changed = _put(desk, "category", rename={"card": "bank_card"})
    assert changed["values"] == changed["predicted"] == ["bank_card", "transfer", "rate", "other"]
    after = _category(desk)
    assert after == {**before, "value": "bank_card"}


def test_a_person_who_set_the_old_name_is_not_contradicted(desk: DeskClient) -> None:
    _put(desk, "category", rename={"card": "bank_card"})
    said = _category(desk, {"body": CARD, "category": "card"})
    assert (said["current"], said["tier"]) == ("bank_card", "auto")


def test_values_that_become_one_share_their_probability_and_are_auto_only_as_one_of_them_was(desk: DeskClient) -> None:
    _put(desk, "category", rename={"transfer": "payment", "rate": "payment"})
    said = _category(desk)
    assert _named(said) == ["card", "payment", "other"]
    assert said["alternatives"][0]["confidence"] == pytest.approx(2 * 0.1 / 3, abs=1e-6)
    joined = _category(desk, "cancel my transfer")
    assert (joined["value"], joined["tier"], joined["threshold"]) == ("payment", "auto", 0.8)


def test_a_new_value_is_taken_as_feedback_although_it_is_not_predicted_yet(desk: DeskClient) -> None:
    decision = desk.triage({"id": "N1", "body": CARD})["decision_id"]
    feedback = {"decision_id": decision, "field": "category", "action": "modified", "final_value": "loan"}
    problem(desk.http.post("/v1/feedback", json=feedback), 422, "invalid-request")
    changed = _put(desk, "category", values=["card", "transfer", "rate", "other", "loan"])
    assert "loan" in changed["values"]
    assert "loan" not in changed["predicted"]
    assert desk.http.post("/v1/feedback", json=feedback).status_code == 201
    assert "loan" not in _named(_category(desk))


def test_feedback_in_the_old_name_is_kept_under_the_new_one(desk: DeskClient) -> None:
    decision = desk.triage({"id": "N1", "body": CARD})["decision_id"]
    _put(desk, "category", rename={"card": "bank_card", "rate": "exchange"})
    given = [
        {"decision_id": decision, "field": "category", "action": "accepted", "final_value": "card"},
        {"decision_id": decision, "field": "category", "action": "modified", "final_value": "rate"},
    ]
    items = desk.http.post("/v1/feedback", json={"items": given}).json()["items"]
    assert [item["final_value"] for item in items] == ["bank_card", "exchange"]


def test_the_end_of_a_ticket_in_the_old_name_accepts_the_decision(desk: DeskClient) -> None:
    desk.triage({"id": "N1", "body": CARD})
    _put(desk, "category", rename={"card": "bank_card"})
    for name in ("card", "bank_card"):
        desk.put_ticket("N1", CARD, status="closed", category=name)
    (item,) = desk.get("/v1/feedback")["items"]
    assert (item["action"], item["final_value"], item["source"]) == ("accepted", "bank_card", "outcome")


def test_never_auto_holds_at_once(desk: DeskClient) -> None:
    assert _category(desk)["tier"] == "auto"
    assert _put(desk, "category", never_auto=["card"])["never_auto"] == ["card"]
    said = _category(desk)
    assert (said["value"], said["tier"], said["threshold"], said["confidence"]) == ("card", "best", None, 0.9)
    assert _category(desk, "cancel my transfer")["tier"] == "auto"


def test_excluded_groups_may_be_named_by_their_old_name(desk: DeskClient) -> None:
    _put(desk, "skill_group", rename={"cards": "card_team"})
    answer = desk.triage(CARD, exclude_groups=["cards"])
    assert "card_team" not in _named(answer["fields"]["skill_group"])
    assert answer["warnings"] == []


def test_reasons_of_a_renamed_value_are_those_of_what_was_learned(desk: DeskClient) -> None:
    _put(desk, "category", rename={"card": "bank_card"})
    desk.put_ticket("K1", "my card was stolen yesterday", status="closed", category="card")
    explanation = desk.triage(CARD, explain=True)["fields"]["category"]["explanation"]
    assert explanation["words"]
    assert explanation["precedents"][0]["value"] == "bank_card"


@pytest.mark.both_engines
def test_several_lists_are_changed_together_or_none(desk: DeskClient) -> None:
    items = [{"name": "category", "retired": ["rate"]}, {"name": "priority", "never_auto": ["highest"]}]
    document = problem(desk.http.put("/v1/fields", json={"items": items}), 422, "invalid-request")
    assert document["errors"][0]["pointer"] == "#/items/1/never_auto"
    assert "rate" in _listed(desk, "category")["values"]
    items[1]["never_auto"] = ["high"]
    assert desk.http.put("/v1/fields", json={"items": items}).status_code == 200
    assert "rate" not in _listed(desk, "category")["values"]
    assert _listed(desk, "priority")["never_auto"] == ["high"]


def test_what_is_shown_can_be_put_back(desk: DeskClient) -> None:
    _put(desk, "priority", retired=["low"], rename={"normal": "usual"}, never_auto=["high"], order=["usual", "high"])
    shown = _listed(desk, "priority")
    again = _put(desk, "priority", **shown)
    assert {**again, "changed_at": ""} == {**shown, "changed_at": ""}


@pytest.mark.both_engines
def test_a_change_takes_the_place_of_the_one_before_and_can_be_taken_back(desk: DeskClient) -> None:
    before = _listed(desk, "category")
    _put(desk, "category", retired=["rate"])
    assert _put(desk, "category", never_auto=["card"])["values"] == before["values"]
    for _ in range(2):
        assert desk.http.delete("/v1/fields/category").status_code == 204
    assert _listed(desk, "category") == before


def test_a_field_that_is_not_there_has_nothing_to_take_back(desk: DeskClient) -> None:
    assert desk.http.delete("/v1/fields/categry").status_code == 404


@pytest.mark.parametrize(
    ("change", "pointer", "why"),
    [
        ({"never_auto": ["cart"]}, "#/never_auto", "cart is not in the list: card, transfer"),
        ({"order": ["cart"]}, "#/order", "cart is not in the list"),
        ({"retired": ["card", "transfer", "rate", "other"]}, "#/values", "no value is left"),
        ({"values": []}, "#/values", "no value is left"),
        ({"rename": {"card": "loan"}, "values": ["card", "transfer"]}, "#", "which `values` lists"),
        ({"rename": {"card": "loan"}, "values": ["rate", "transfer"]}, "#", "rename leads to loan"),
        ({"rename": {"card": "rate", "rate": "card"}}, "#", "back to"),
        ({"parent": "priority", "children": {"high": ["card"]}}, "#/parent", "has no parent"),
        ({"children": {"high": ["card"]}}, "#", "need `parent`"),
        ({"values": "card"}, "#/values", "a list is wanted"),
        ({"values": [""]}, "#/values/0", "empty"),
        ({"never_autos": ["card"]}, "#/never_autos", "unknown key"),
        ({"name": "priority"}, "#/name", "another field"),
    ],
)
def test_a_change_that_contradicts_itself_is_refused_and_says_why(
    desk: DeskClient, change: dict[str, Any], pointer: str, why: str
) -> None:
    document = problem(desk.http.put("/v1/fields/category", json=change), 422, "invalid-request")
    assert document["errors"][0]["pointer"] == pointer
    assert why in document["errors"][0]["detail"]
    assert _listed(desk, "category")["changed_at"] is None


def test_a_field_that_is_not_there_is_a_404(desk: DeskClient) -> None:
    problem(desk.http.put("/v1/fields/shoe_size", json={"retired": ["42"]}), 404, "not-found")


@pytest.mark.both_engines
def test_a_change_survives_a_restart_and_reaches_other_processes(
    desk: DeskClient, settings: Settings, bundle: Any, tmp_path: Path
) -> None:
    with TestClient(create_app(settings, bundle=bundle)) as client:
        other = DeskClient(client, tmp_path)
        assert _category(other)["value"] == "card"
        _put(desk, "category", rename={"card": "bank_card"})
        assert _category(other)["value"] == "bank_card"
    with TestClient(create_app(settings, bundle=bundle)) as client:
        assert _category(DeskClient(client, tmp_path))["value"] == "bank_card"
