"""The whole of an article, as a customer may read it."""

import pytest

from tests.serving.desk_client import DeskClient, problem


def test_a_public_article_is_read_whole(desk: DeskClient) -> None:
    desk.put_article("kb/1", "Stolen card", "# Card\n\nFreeze it.", language="en", updated_at="2026-05-01T00:00:00Z")
    assert desk.get("/v1/portal/articles/kb/1") == {
        "id": "kb/1", "title": "Stolen card", "body": "# Card\n\nFreeze it.", "language": "en", "url": None,
        "updated_at": "2026-05-01T00:00:00Z",
    }  # fmt: skip


@pytest.mark.parametrize("more", [{"visibility": "internal"}, {"restricted_to": ["legal"]}, {"kind": "reply"}])
def test_what_no_customer_may_see_is_the_404_of_an_unknown_id(desk: DeskClient, more: dict[str, object]) -> None:
    desk.put_article("S1", "Staff", "The safe is behind the picture.", **more)
    seen = []
    for name in ("S1", "nobody"):
        found = problem(desk.http.get(f"/v1/portal/articles/{name}?viewer_groups=legal"), 404, "not-found")
        seen.append({key: value for key, value in found.items() if key not in ("request_id", "instance")})
    assert seen[0] == seen[1]
