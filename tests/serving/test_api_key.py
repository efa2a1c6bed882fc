"""Tests of the API key."""

import pytest

from firstline.serving.api_key import ApiKey, ApiScope, key_digest, key_id_of, new_key_text


def key(*scopes: ApiScope, groups: tuple[str, ...] | None = None) -> ApiKey:
    seen = None if groups is None else frozenset(groups)
    return ApiKey("0" * 12, "console", frozenset(scopes), seen, frozenset(), "2026-01-01")


def test_a_key_names_its_id_and_no_two_are_alike() -> None:
    (one, text), (other, another) = new_key_text(), new_key_text()
    assert key_id_of(text) == one != other
    assert text != another
    assert len(key_digest(text)) == 64
    assert text not in key_digest(text)


@pytest.mark.parametrize("text", ["", "fl_", "fl_0123456789ab_short", "xx_0123456789ab_" + "a" * 43, "fl_" + "é" * 56])
def test_what_is_no_key_of_ours_names_no_id(text: str) -> None:
    assert key_id_of(text) is None


def test_one_of_the_wanted_scopes_is_enough_and_admin_is_all() -> None:
    assert key("predict").allows(("articles", "predict"))
    assert not key("predict", "feedback").allows(("articles",))
    assert key("admin").allows(("articles",))
    assert not key("portal").allows(("admin",))


def test_a_key_with_groups_sees_with_no_others() -> None:
    own = key("predict", groups=("billing", "abuse"))
    assert own.seen_groups(()) == ("abuse", "billing")
    assert own.seen_groups(("billing", "legal")) == ("billing",)
    assert own.seen_groups(("legal",)) == ()
    assert key("predict", groups=()).seen_groups(("legal",)) == ()
    assert key("predict").seen_groups(("legal",)) == ("legal",)
