"""Banners over HTTP: a known incident is told before anybody asks."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.serving.desk_client import DeskClient, problem

pytestmark = pytest.mark.both_engines

TEXT = "Card payments fail in Norway."


def _shown(desk: DeskClient, **request: Any) -> list[str]:
    response = desk.http.post("/v1/portal/suggest", json={"text": "", **request})
    assert response.status_code == 200, response.text
    return [banner["id"] for banner in response.json()["banners"]]


def _put(desk: DeskClient, banner_id: str, **banner: Any) -> int:
    response = desk.http.put(f"/v1/banners/{banner_id}", json={"text": TEXT, **banner})
    assert response.status_code in (200, 201), response.text
    return int(response.status_code)


def test_a_banner_is_put_read_changed_and_deleted(desk: DeskClient) -> None:
    assert _put(desk, "I-1", url="https://status.example.com/1", region="NO") == 201
    assert desk.get("/v1/banners/I-1") == {
        "id": "I-1", "text": TEXT, "url": "https://status.example.com/1", "language": None, "region": ["NO"],
        "product": [], "brand": [], "starts_at": None, "ends_at": None,
    }  # fmt: skip
    assert _shown(desk) == ["I-1"]
    assert _put(desk, "I-1", text="It works again.") == 200
    assert [banner["text"] for banner in desk.get("/v1/banners")["items"]] == ["It works again."]
    for _ in range(2):
        assert desk.http.delete("/v1/banners/I-1").status_code == 204
    assert _shown(desk) == []
    problem(desk.http.get("/v1/banners/I-1"), 404, "not-found")
    assert _put(desk, "I-1") == 201


def test_a_banner_is_for_those_whom_it_names(desk: DeskClient) -> None:
    _put(desk, "all")
    _put(desk, "north", region=["NO", "SE"])
    _put(desk, "shop", product="shop", brand="Acme")
    assert _shown(desk, region="DK", product="mail") == ["all"]
    assert _shown(desk, region="no", product="mail") == ["north", "all"]
    assert _shown(desk, region="DK", product="shop", brand="acme") == ["shop", "all"]
    assert _shown(desk, region="DK", product="shop", brand="Other") == ["all"]
    assert set(_shown(desk)) == {"all", "north", "shop"}, "of whom nothing is known everything may concern"


def test_a_banner_is_shown_from_its_start_to_its_end(desk: DeskClient) -> None:
    now = datetime.now(UTC)
    early, late = (now + timedelta(hours=hours) for hours in (-2, 2))
    _put(desk, "now", starts_at=early.isoformat(), ends_at=late.isoformat())
    _put(desk, "over", ends_at=early.isoformat())
    _put(desk, "planned", starts_at=late.isoformat())
    assert _shown(desk) == ["now"]
    assert [banner["id"] for banner in desk.get("/v1/banners")["items"]] == ["now", "over", "planned"]


def test_at_most_three_are_shown_the_newest_first(desk: DeskClient) -> None:
    for hour in range(5):
        _put(desk, f"I-{hour}", starts_at=f"2026-01-01T0{hour}:00:00Z")
    assert _shown(desk) == ["I-4", "I-3", "I-2"]


def test_a_banner_in_the_customers_language_comes_before_its_translation(desk: DeskClient) -> None:
    _put(desk, "en", language="en")
    _put(desk, "nb", language="nb")
    assert _shown(desk, language="nb-NO") == ["nb", "en"]
    assert _shown(desk, language="en") == ["en", "nb"]


@pytest.mark.parametrize(
    "banner",
    [
        {},
        {"text": " "},
        {"text": TEXT, "url": "javascript:alert(1)"},
        {"text": TEXT, "starts_at": "2026-01-02T00:00:00Z", "ends_at": "2026-01-01T00:00:00Z"},
        {"text": TEXT, "starts_at": "soon"},
        {"text": TEXT, "colour": "red"},
        {"id": "I-2", "text": TEXT},
    ],
)
def test_a_banner_that_cannot_be_shown_is_refused(desk: DeskClient, banner: dict[str, Any]) -> None:
    problem(desk.http.put("/v1/banners/I-1", json=banner), 422, "invalid-request")
    assert desk.get("/v1/banners")["items"] == []
