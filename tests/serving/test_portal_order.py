"""What is being read does not jump about while somebody types."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as some

from firstline.serving.portal_order import steady

ENTERS, STAYS = 0.2, 0.1


@dataclass(frozen=True)
class Hit:
    article_id: str
    confidence: float
    score: float = 0.0


def _ids(*hits: Hit, shown: str = "", named: str = "") -> str:
    steadied = steady(hits, shown=tuple(shown), enters=ENTERS, stays=STAYS, limit=3, named=named)
    return "".join(hit.article_id for hit in steadied)


def test_at_first_the_best_come_first_and_the_weak_not_at_all() -> None:
    assert _ids(Hit("a", 0.5), Hit("b", 0.4), Hit("c", 0.1)) == "ab"


def test_an_article_keeps_its_place_from_one_that_is_hardly_better() -> None:
    assert _ids(Hit("b", 0.45), Hit("a", 0.4), shown="ab") == "ab"
    assert _ids(Hit("d", 0.45), Hit("a", 0.4), Hit("b", 0.39), Hit("c", 0.38), shown="abc") == "abc"


def test_one_that_is_clearly_better_takes_the_place() -> None:
    assert _ids(Hit("b", 0.7), Hit("a", 0.4), shown="ab") == "ba"
    assert _ids(Hit("d", 0.9), Hit("a", 0.4), Hit("b", 0.39), Hit("c", 0.38), shown="abc") == "dab"
    assert _ids(Hit("d", 0.1), Hit("a", 0.4), shown="a", named="d") == "da", "a code was typed out"


def test_a_shown_article_stays_well_below_what_it_took_to_be_shown_and_not_for_ever() -> None:
    assert _ids(Hit("a", 0.11), shown="a") == "a"
    assert _ids(Hit("a", 0.11)) == ""
    assert _ids(Hit("a", 0.09), shown="a") == ""


def test_an_article_that_is_named_is_shown_whatever_its_confidence() -> None:
    hits = [Hit("a", 0.0, score=4.0), Hit("b", 0.3), Hit("c", 0.1)]
    found = steady(hits, shown=(), enters=ENTERS, stays=STAYS, limit=3, named={"a"})
    assert [hit.article_id for hit in found] == ["a", "b"]


def test_what_another_text_no_longer_finds_is_gone() -> None:
    assert _ids(Hit("c", 0.5), shown="ab") == "c"


_HITS = some.lists(
    some.builds(Hit, some.sampled_from("abcdefgh"), some.floats(0, 1), some.floats(-3, 3)),
    unique_by=lambda hit: hit.article_id,
    max_size=8,
)


@given(_HITS, some.lists(some.sampled_from("abcdefgh"), unique=True, max_size=3))
def test_the_same_text_again_is_answered_the_same(hits: list[Hit], shown: list[str]) -> None:
    once = steady(hits, shown=shown, enters=ENTERS, stays=STAYS, limit=3)
    again = steady(hits, shown=[hit.article_id for hit in once], enters=ENTERS, stays=STAYS, limit=3)
    assert [hit.article_id for hit in again][: len(once)] == [hit.article_id for hit in once]
    assert again == once
