"""What is read is not exchanged for another passage with every letter."""

from dataclasses import dataclass
from typing import Any

from firstline.serving.portal_passages import PortalPassages


@dataclass
class Hit:
    article_id: str
    passage: str


def _kept(passages: PortalPassages, interaction: str, *hits: Any) -> None:
    passages.keep(interaction, hits)


def test_what_is_shown_is_kept_for_each_interaction_and_replaced() -> None:
    passages = PortalPassages()
    _kept(passages, "one", Hit("A", "first"), Hit("B", "second"))
    _kept(passages, "two", Hit("A", "third"))
    assert (passages.of("one"), passages.of("two")) == ({"A": "first", "B": "second"}, {"A": "third"})
    _kept(passages, "one", Hit("B", "other"))
    assert passages.of("one") == {"B": "other"}
    _kept(passages, "one")
    assert passages.of("one") == {}


def test_the_longest_silent_is_forgotten_first() -> None:
    passages = PortalPassages(most=2)
    for name in ("one", "two", "one", "three"):
        _kept(passages, name, Hit("A", name))
    assert [dict(passages.of(name)) for name in ("one", "two", "three")] == [{"A": "one"}, {}, {"A": "three"}]
