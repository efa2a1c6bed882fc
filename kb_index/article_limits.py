"""The article limits: which articles a search may find."""

from collections.abc import Collection, Mapping

from firstline.kb_index.limit import Limit, exactly, for_groups, one_of, unless_other

Limits = Mapping[str, Limit]
"""By facet."""


def article_limits(
    areas: Mapping[str, str | None],
    *,
    visibility: str | None,
    viewer_groups: Collection[str] | None,
    kinds: Collection[str] | None,
) -> Limits:
    """What is None limits nothing.

    Args:
        areas: by name the product, brand or region that an article is for, or that it names none of.
    """
    limits = {name: unless_other(value) for name, value in areas.items() if value is not None}
    if visibility is not None:
        limits["visibility"] = exactly(visibility)
    if viewer_groups is not None:
        limits["restricted_to"] = for_groups(viewer_groups)
    if kinds is not None:
        limits["kind"] = one_of(frozenset(kinds))
    return limits
