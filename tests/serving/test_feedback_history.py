"""What a state knows of how its tickets ended: who confirmed a label, and what is only Firstline's own echo."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from firstline.datasets.config import Config
from firstline.datasets.final_label import FinalLabel
from firstline.datasets.ticket import Ticket
from firstline.serving.app import create_app
from firstline.serving.feedback_history import FeedbackHistory, read_history
from firstline.serving.settings import Settings
from firstline.serving.state_export import export_training, open_view
from tests.serving.desk_client import DeskClient

CARD = "my card was stolen"
"""Which the desk's bundle says is `card`, automatically."""

VAGUE = "hello there"


def _history(desk: DeskClient, config: Config | None = None) -> FeedbackHistory:
    with open_view(desk.state) as view:
        return read_history(view, config or Config())


def _label(desk: DeskClient, ticket_id: str = "N1", field: str = "category") -> FinalLabel:
    return _history(desk).labels.get(ticket_id, {}).get(field, FinalLabel())


def _say(desk: DeskClient, action: str, final_value: str | None = None, **more: Any) -> None:
    body = {"ticket_id": "N1", "field": "category", "action": action, "final_value": final_value, **more}
    response = desk.http.post("/v1/feedback", json=body)
    assert response.status_code == 201, response.text


def _learned(desk: DeskClient, history: list[Ticket], ticket_id: str = "N1") -> tuple[str | None, str | None]:
    """The label of a ticket and who is said to have set it."""
    merged = {ticket.id: ticket for ticket in _history(desk).over(history)}
    return merged[ticket_id].label("category"), merged[ticket_id].set_by.get("category")


def test_the_last_word_of_a_person_counts(desk: DeskClient) -> None:
    desk.triage({"id": "N1", "body": CARD})
    _say(desk, "accepted")
    assert _label(desk) == FinalLabel("card", "person")
    _say(desk, "modified", "rate")
    assert _label(desk) == FinalLabel("rate", "person")
    _say(desk, "withdrawn")
    assert _label(desk) == FinalLabel(unconfirmed=frozenset({"card"}))


def test_an_automatic_label_that_comes_back_is_an_echo_and_no_evidence(desk: DeskClient) -> None:
    desk.triage({"id": "N1", "body": CARD})
    desk.put_ticket("N1", CARD, status="closed", category="card")
    assert _label(desk) == FinalLabel(unconfirmed=frozenset({"card"}))
    assert _learned(desk, []) == ("card", "machine")
    assert _learned(desk, [Ticket(id="N1", body=CARD, category="card")]) == ("card", "machine")


def test_another_value_than_the_automatic_one_is_a_persons(desk: DeskClient) -> None:
    desk.triage({"id": "N1", "body": CARD})
    desk.put_ticket("N1", CARD, status="closed", category="rate")
    assert _label(desk) == FinalLabel("rate", "outcome")
    assert _learned(desk, [Ticket(id="N1", body=CARD, category="card")]) == ("rate", "human")


def test_a_desk_that_says_who_set_a_value_is_believed(desk: DeskClient) -> None:
    desk.triage({"id": "N1", "body": CARD})
    desk.put_ticket("N1", CARD, status="closed", category="card", set_by={"category": "human"})
    assert _label(desk) == FinalLabel("card", "outcome")
    desk.triage({"id": "N2", "body": CARD})
    desk.put_ticket("N2", CARD, status="closed", category="rate", set_by={"category": "machine"})
    assert _label(desk, "N2").value is None


def test_an_echo_does_not_undo_what_a_person_said(desk: DeskClient) -> None:
    desk.triage({"id": "N1", "body": CARD})
    _say(desk, "modified", "rate")
    desk.put_ticket("N1", CARD, status="closed", category="card")
    assert _label(desk) == FinalLabel("rate", "person")


def _close(desk: DeskClient, category: str, *, by: str | None = None) -> None:
    marked = {"set_by": {"category": by}} if by else {}
    desk.put_ticket("N1", VAGUE, status="closed", category=category, **marked)


def _exported(desk: DeskClient) -> tuple[Any, Any]:
    """The label of N1 in `export training`, and whose word it is."""
    with open_view(desk.state) as view:
        rows = list(export_training(view, since=None, until=None, config=Config()).rows)
    (row,) = rows or ({},)
    return row.get("category"), row.get("label_source", {}).get("category")


@pytest.mark.parametrize("person_first", [True, False])
def test_a_persons_correction_outranks_an_outcome_that_nobody_marked(desk: DeskClient, person_first: bool) -> None:
    desk.triage({"id": "N1", "body": VAGUE})
    words = [lambda: _say(desk, "modified", "rate", actor="bob"), lambda: _close(desk, "transfer")]
    for word in words if person_first else words[::-1]:
        word()
    assert _label(desk) == FinalLabel("rate", "person")
    assert _exported(desk) == ("rate", "person")
    assert _learned(desk, [Ticket(id="N1", body=VAGUE, category="transfer")]) == ("rate", "human")


def test_of_a_correction_and_an_outcome_that_a_human_set_the_newer_one_counts(desk: DeskClient) -> None:
    desk.triage({"id": "N1", "body": VAGUE})
    _say(desk, "modified", "rate")
    _close(desk, "transfer", by="human")
    assert _label(desk) == FinalLabel("transfer", "outcome")
    assert _exported(desk) == ("transfer", "outcome")
    assert _learned(desk, [Ticket(id="N1", body=VAGUE, category="other")]) == ("transfer", "human")
    _say(desk, "modified", "card")
    _close(desk, "transfer", by="human")
    _close(desk, "transfer")
    assert _exported(desk) == ("card", "person"), "saying the same again is no new word"
    assert _learned(desk, []) == ("card", "human")
    _say(desk, "withdrawn")
    assert _exported(desk) == ("transfer", "outcome")


@pytest.mark.parametrize("person_first", [True, False])
def test_a_rejected_value_that_the_ticket_ends_with_is_nobodys_word(desk: DeskClient, person_first: bool) -> None:
    value = desk.triage({"id": "N1", "body": VAGUE})["fields"]["category"]["value"]
    words = [lambda: _say(desk, "rejected"), lambda: _close(desk, value)]
    for word in words if person_first else words[::-1]:
        word()
    assert _label(desk) == FinalLabel(unconfirmed=frozenset({value}))
    assert _exported(desk) == (None, None)
    assert _learned(desk, [Ticket(id="N1", body=VAGUE, category=value)]) == (value, "machine")


def test_a_rejected_value_counts_again_once_a_human_has_set_it_and_no_longer_once_it_is_rejected_again(
    desk: DeskClient,
) -> None:
    value = desk.triage({"id": "N1", "body": VAGUE})["fields"]["category"]["value"]
    _say(desk, "rejected")
    _close(desk, value)
    _close(desk, value, by="human")
    assert _exported(desk) == (value, "outcome")
    _say(desk, "rejected")
    assert _exported(desk) == (None, None)
    assert _learned(desk, [Ticket(id="N1", body=VAGUE, category=value, set_by={"category": "human"})]) == (
        value, "machine",
    )  # fmt: skip


@pytest.mark.parametrize("person_first", [True, False])
def test_another_value_than_the_rejected_one_is_a_persons(desk: DeskClient, person_first: bool) -> None:
    value = desk.triage({"id": "N1", "body": VAGUE})["fields"]["category"]["value"]
    other = "rate" if value != "rate" else "card"
    words = [lambda: _say(desk, "rejected"), lambda: _close(desk, other)]
    for word in words if person_first else words[::-1]:
        word()
    assert _exported(desk) == (other, "outcome")


def test_a_rejected_value_is_left_out_wherever_it_stands(desk: DeskClient) -> None:
    desk.triage({"id": "N1", "body": "cancel my transfer", "category": "transfer"})
    _say(desk, "rejected")
    assert _learned(desk, [Ticket(id="N1", body="x", category="transfer")]) == ("transfer", "machine")
    assert _learned(desk, [Ticket(id="N1", body="x", category="rate")]) == ("rate", None)


def test_what_was_no_automatic_answer_is_confirmed_by_the_end_of_the_ticket(desk: DeskClient) -> None:
    desk.triage({"id": "N1", "body": VAGUE})
    desk.put_ticket("N1", VAGUE, status="closed", category="other")
    assert _label(desk) == FinalLabel("other", "outcome")


def test_what_went_to_an_audit_is_confirmed_by_the_end_of_the_ticket(
    settings: Settings, bundle: Any, desk: DeskClient
) -> None:
    with TestClient(create_app(settings.model_copy(update={"audit_share": 1.0}), bundle=bundle)) as client:
        audited = DeskClient(client, desk.folder)
        audited.triage({"id": "N1", "body": CARD})
        audited.put_ticket("N1", CARD, status="closed", category="card")
    assert _label(desk) == FinalLabel("card", "outcome")


def test_finished_tickets_that_only_the_state_knows_are_added(desk: DeskClient) -> None:
    desk.put_ticket("K1", "the rate is wrong", status="closed", category="rate")
    desk.put_ticket("K2", "still open", category="rate")
    desk.triage({"id": "K3", "body": "open, but confirmed"})
    desk.put_ticket("K3", "open, but confirmed")
    _say(desk, "modified", "other", ticket_id="K3")
    merged = _history(desk).over([Ticket(id="H1", body="old", category="card")])
    assert [ticket.id for ticket in merged] == ["H1", "K1", "K3"]
    assert [ticket.label("category") for ticket in merged] == ["card", "rate", "other"]


def test_decisions_without_a_ticket_teach_nothing_and_are_counted(desk: DeskClient) -> None:
    decision = desk.triage(CARD)["decision_id"]
    _say(desk, "accepted", ticket_id=None, decision_id=decision)
    history = _history(desk)
    assert (history.without_ticket, dict(history.labels)) == (1, {})


def test_a_rename_maps_what_was_said_before_it(desk: DeskClient) -> None:
    desk.triage({"id": "N1", "body": CARD})
    _say(desk, "accepted")
    desk.triage({"id": "N2", "body": CARD})
    desk.put_ticket("N2", CARD, status="closed", category="card")
    desk.http.put("/v1/fields/category", json={"rename": {"card": "bank_card"}})
    assert _label(desk) == FinalLabel("bank_card", "person")
    assert _label(desk, "N2") == FinalLabel(unconfirmed=frozenset({"bank_card"}))
    history = _history(desk)
    assert history.config.field("category").current_name("card") == "bank_card"
    (merged,) = history.over([Ticket(id="N2", body=CARD, category="card")])
    assert merged.set_by == {"category": "machine"}


def test_the_kind_of_a_request_is_learned_from_what_people_say(desk: DeskClient) -> None:
    desk.triage({"id": "N1", "body": "thanks a lot"})
    _say(desk, "modified", "chaser", field=None, target="request_kind")
    assert _label(desk, field="request_kind") == FinalLabel("chaser", "person")


@pytest.mark.parametrize("target", ["duplicate", "article", "reply"])
def test_what_is_said_of_other_things_is_no_label(desk: DeskClient, target: str) -> None:
    desk.triage({"id": "N1", "body": VAGUE})
    _say(desk, "rejected", "K1", field=None, target=target)
    assert all(label == FinalLabel() for label in _history(desk).labels["N1"].values())
