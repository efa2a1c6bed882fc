"""Which articles a search may find."""

from firstline.kb_index.article_limits import article_limits


def test_what_nobody_says_limits_nothing():
    areas = {"product": None, "brand": None, "region": None}
    assert article_limits(areas, visibility=None, viewer_groups=None, kinds=None) == {}


def test_each_limit_acts_on_its_own_facet():
    limits = article_limits({"product": "mail", "brand": None}, visibility="public", viewer_groups=(), kinds=("reply",))
    assert set(limits) == {"product", "visibility", "restricted_to", "kind"}
    assert [limits["product"](value) for value in ("mail", None, "web")] == [True, True, False]
    assert [limits["visibility"](value) for value in ("public", "internal")] == [True, False]
    assert [limits["restricted_to"](frozenset(value)) for value in ((), ("a",))] == [True, False]
    assert [limits["kind"](value) for value in ("reply", "article")] == [True, False]
