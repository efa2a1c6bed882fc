"""A share of what would be automatic goes to people."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from firstline.serving.app import create_app
from firstline.serving.audit import is_audited
from firstline.serving.settings import Settings
from tests.serving.desk_client import DeskClient


def test_the_share_is_met_and_each_draw_stays_what_it_is() -> None:
    drawn = [is_audited(0.02, field="category", ticket_id=str(n), text_sha256="t") for n in range(20_000)]
    assert 0.017 < sum(drawn) / len(drawn) < 0.023
    assert drawn == [is_audited(0.02, field="category", ticket_id=str(n), text_sha256="t") for n in range(20_000)]
    assert not any(is_audited(0.0, field="category", ticket_id=str(n), text_sha256="t") for n in range(1_000))
    assert all(is_audited(1.0, field="category", ticket_id=str(n), text_sha256="t") for n in range(1_000))


def test_fields_are_drawn_apart() -> None:
    both = [
        [is_audited(0.5, field=name, ticket_id=str(n), text_sha256="t") for n in range(400)]
        for name in ("category", "skill_group")
    ]
    assert 100 < sum(one == other for one, other in zip(*both, strict=True)) < 300


def test_two_percent_are_audited_unless_told_otherwise(tmp_path: Path) -> None:
    assert Settings(bundle=tmp_path).audit_share == 0.02


@pytest.fixture
def audited(settings: Settings, bundle: Any, tmp_path: Path) -> Iterator[DeskClient]:
    everything = settings.model_copy(update={"audit_share": 1.0})
    with TestClient(create_app(everything, bundle=bundle)) as client:
        yield DeskClient(client, tmp_path)


def test_an_audited_answer_is_best_and_marked_and_so_is_the_decision(audited: DeskClient) -> None:
    answer = audited.triage({"id": "N1", "body": "my card was stolen"})
    said = answer["fields"]["category"]
    assert (said["value"], said["tier"], said["audit"], said["threshold"]) == ("card", "best", True, 0.8)
    kept = audited.get(f"/v1/decisions/{answer['decision_id']}")["fields"]["category"]
    assert (kept["tier"], kept["audit"]) == ("best", True)


def test_what_is_not_automatic_or_was_set_by_a_person_is_not_audited(audited: DeskClient) -> None:
    assert "audit" not in audited.triage("hello there")["fields"]["category"]
    said = audited.triage({"body": "my card was stolen", "category": "card"})["fields"]["category"]
    assert (said["tier"], "audit" in said) == ("auto", False)
