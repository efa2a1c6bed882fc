"""Tests of portal_code: an error's number is something to go by, an address or a year is not."""

import pytest

from firstline.datasets.article import Article
from firstline.kb_index.hit import ArticleHit
from firstline.serving.portal_code import codes_in, naming


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("F-LOG-07", {"f-log-07"}),
        ("550 5.7.26", {"5.7.26"}),
        ("Outlook says 0x800CCC0E.", {"0x800ccc0e"}),
        ("see shop24.example.com", set()),
        ("card 7", set()),
        ("", set()),
    ],
)
def test_codes_are_found_and_addresses_are_none(text: str, codes: set[str]) -> None:
    assert codes_in(text) == codes


def _hit(article_id: str, passage: str) -> ArticleHit:
    title = Article(title="Codes", body=passage).title
    nothing = {"url": None, "highlight": None, "heading": None, "language": None, "updated_at": None}
    return ArticleHit(article_id, "article", title, passage=passage, score=0.0, confidence=0.0, **nothing)


def test_an_article_names_a_code_that_its_passage_has() -> None:
    hits = [_hit("A1", "F-LOG-07 means that the clock is wrong."), _hit("A2", "F-LOG-08 is another, from 2026.")]
    assert naming(hits, codes_in("F-LOG-07 since 2026")) == {"A1"}
    assert naming(hits, codes_in("closed in 2026")) == frozenset(), "a year says nothing"


def test_an_address_and_a_lone_word_in_capitals_are_telling_too() -> None:
    hits = [_hit("A1", "ECONNREFUSED: 10.0.0.1 is blocked."), _hit("A2", "The connection was refused (econnrefused).")]
    assert naming(hits, codes_in("10.0.0.1")) == {"A1"}
    assert naming(hits, frozenset(), lone="ECONNREFUSED") == {"A1"}
