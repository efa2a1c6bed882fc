"""Who comes back about the same takes a vote for an article back."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from firstline.serving.app import create_app
from firstline.serving.requester_token import SECRET_VARIABLE
from firstline.serving.settings import Settings
from tests.serving.desk_client import DeskClient
from tests.serving.keyword_bundle import KeywordBundle
from tests.serving.requester import SECRET, token

TEXT = "Freeze a stolen card in the app at once"


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DeskClient]:
    monkeypatch.setenv(SECRET_VARIABLE, SECRET)
    bundle: Any = KeywordBundle()
    with TestClient(create_app(Settings(bundle=tmp_path / "desk", hold_out=0.0), bundle=bundle)) as client:
        desk = DeskClient(client, tmp_path)
        desk.put_article("A1", "Stolen card", TEXT)
        body = {"text": TEXT, "requester_token": token("R1")}
        interaction = client.post("/v1/portal/suggest", json=body).json()["interaction_id"]
        said = {"interaction_id": interaction, "type": "solved", "article_id": "A1"}
        assert client.post("/v1/portal/events", json=said).status_code == 204
        assert _votes(desk) == 1
        yield desk


def _votes(desk: DeskClient) -> int:
    state: Any = desk.http.app
    votes: int = state.state.desks.desk.portal_parts.votes.ratings().of("A1").votes
    return votes


def _ticket(desk: DeskClient, text: str, *, days: float = 3, person: str = "R1", **more: Any) -> None:
    at = (datetime.now(UTC) + timedelta(days=days)).isoformat()
    desk.put_ticket("T1", text, created_at=at, requester_id=person, **more)


def test_the_same_customer_about_the_same_within_a_week_takes_it_back(portal: DeskClient) -> None:
    _ticket(portal, f"{TEXT} please")
    assert _votes(portal) == 0


def test_in_other_words_the_article_that_agents_name_tells_that_it_is_the_same(portal: DeskClient) -> None:
    _ticket(portal, "somebody has been shopping with my money", article_ids=["A1"])
    assert _votes(portal) == 0


@pytest.mark.parametrize(
    "other",
    [
        {"text": "what is the exchange rate for the euro"},
        {"text": TEXT, "days": 8},
        {"text": TEXT, "days": -1},
        {"text": TEXT, "person": "R2"},
    ],
)
def test_another_subject_another_week_or_another_customer_takes_nothing_back(
    portal: DeskClient, other: dict[str, Any]
) -> None:
    _ticket(portal, **other)
    assert _votes(portal) == 1
