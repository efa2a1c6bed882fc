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


def test_a_customer_with_a_language_is_told_in_it_or_in_none(desk: DeskClient) -> None:
    _put(desk, "all")
    _put(desk, "en", language="en")
    _put(desk, "nb", language="nb")
    assert set(_shown(desk, language="nb-NO")) == {"nb", "all"}
    assert set(_shown(desk, language="en")) == {"en", "all"}


def test_the_versions_of_one_incident_take_one_place(desk: DeskClient) -> None:
    _put(desk, "other", starts_at="2026-01-01T00:00:00Z")
    for language in ("de", "en", "ja", "ru"):
        _put(desk, f"mail-{language}", language=language, starts_at="2026-02-01T00:00:00Z")
        _put(desk, f"web-{language}", language=language, url="https://status.example.com/7")
    assert _shown(desk) == ["web-en", "mail-en", "other"]
    assert _shown(desk, language="ja") == ["web-ja", "mail-ja", "other"]


def test_a_banner_without_a_start_is_as_new_as_when_it_was_put(desk: DeskClient) -> None:
    for name in ("a", "b", "c"):
        _put(desk, name, starts_at="2026-01-01T00:00:00Z")
    _put(desk, "new")
    assert _shown(desk)[0] == "new"


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
