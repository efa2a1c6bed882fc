"""Search scores, on a real tiny bundle."""

from collections.abc import Sequence

import numpy as np
import pytest

from firstline.datasets.article import Article
from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.report_words import _found
from firstline.evaluation.search_scores import SearchScores, article_scores, duplicate_scores
from firstline.models.bundle import Bundle
from tests.kb_index.linked_desk import articles, links

QUICK = Bootstrap(resamples=20)
ARTICLES = [
    Article(id="A1", title="Printer", body="When the printer stopped, switch it off and on."),
    Article(id="A2", title="Password", body="How to set a new password for your login."),
]


def _ticket(number: int, body: str, day: int | None = None, **more: object) -> Ticket:
    created = None if day is None else f"2026-03-{day:02d}T08:00:00Z"
    return Ticket.model_validate({"id": f"T{number}", "body": body, "created_at": created, **more})


def _articles(bundle: Bundle, tickets: Sequence[Ticket]) -> SearchScores | None:
    texts = [request_text(ticket) for ticket in tickets]
    return article_scores(bundle, tickets, texts, bundle.encoder.encode(texts), articles=ARTICLES, bootstrap=QUICK)


def _duplicates(bundle: Bundle, tickets: Sequence[Ticket], history: Sequence[Ticket] = ()) -> SearchScores | None:
    texts = [request_text(ticket) for ticket in tickets]
    return duplicate_scores(bundle, tickets, texts, bundle.encoder.encode(texts), history=history, bootstrap=QUICK)


def test_the_article_that_a_ticket_names_is_looked_for(bundle: Bundle) -> None:
    found = _articles(
        bundle,
        [
            _ticket(1, "my printer stopped", article_ids=["A1"]),
            _ticket(2, "my password", article_ids=["A2"]),
            _ticket(3, "my login", article_ids=["gone"]),
            _ticket(4, "my invoice"),
        ],
    )
    assert found is not None
    assert (found.documents, found.ours.n, found.left_out) == (2, 2, 1)
    assert found.ours.recall[5].value == 1.0
    assert found.floors.keys() == {"TF-IDF", "BM25"}


def test_earlier_tickets_that_name_articles_teach_the_order(bundle: Bundle) -> None:
    tickets = [ticket.model_copy(update={"id": f"N{ticket.id}"}) for ticket in links(20)]
    texts = [request_text(ticket) for ticket in tickets]
    asked = (bundle, tickets, texts, bundle.encoder.encode(texts))
    untaught = article_scores(*asked, articles=articles(), bootstrap=QUICK)
    taught = article_scores(*asked, articles=articles(), history=[*links(100), *tickets], bootstrap=QUICK)
    assert untaught is not None
    assert taught is not None
    assert (untaught.taught, taught.taught) == (0, 100)
    assert taught.ours.recall[1].value > untaught.ours.recall[1].value
    assert "No earlier tickets taught" in _found(untaught)
    assert _found(taught).endswith("100 earlier tickets that name an article taught the order.")


def test_without_links_or_articles_nothing_is_claimed(bundle: Bundle) -> None:
    assert _articles(bundle, [_ticket(1, "my printer")]) is None
    assert _duplicates(bundle, [_ticket(1, "my printer"), _ticket(2, "my printer")]) is None


def test_a_duplicate_is_found_among_earlier_tickets_only(bundle: Bundle) -> None:
    history = [
        _ticket(1, "my printer stopped the whole floor", 1),
        _ticket(9, "my printer stopped the whole floor", 30),
    ]
    asked = _ticket(2, "my printer stopped the whole floor", 5, duplicate_of="T1")
    found = _duplicates(bundle, [asked], history)
    assert found is not None
    assert (found.documents, found.ours.n, found.left_out) == (3, 1, 0)
    assert found.ours.recall[1].value == 1.0
    later = _ticket(2, "my printer stopped the whole floor", 5, duplicate_of="T9")
    assert _duplicates(bundle, [later], history) is None


def test_another_ticket_of_the_same_group_is_right_too(bundle: Bundle) -> None:
    history = [_ticket(1, "my invoice", 1), _ticket(2, "my printer is slow today", 2, duplicate_of="T1")]
    found = _duplicates(bundle, [_ticket(3, "my printer is slow today", 3, duplicate_of="T1")], history)
    assert found is not None
    assert found.ours.recall[1].value == 1.0


def test_tickets_that_name_each_other_are_one_group(bundle: Bundle) -> None:
    circle = [_ticket(1, "my printer", duplicate_of="T2"), _ticket(2, "my printer", duplicate_of="T1")]
    found = _duplicates(bundle, circle)
    assert found is not None
    assert found.ours.n == 2
    assert np.isclose(found.ours.mrr.value, 1.0)


def test_texts_without_words_have_no_floor_and_no_failure(bundle: Bundle) -> None:
    found = _duplicates(bundle, [_ticket(1, "?"), _ticket(2, "?", duplicate_of="T1")])
    assert found is not None
    assert found.best_floor in {"nothing", "TF-IDF", "BM25"}


@pytest.mark.parametrize("kind", ["articles", "duplicates"])
def test_one_request_shows_how_little_it_proves(bundle: Bundle, kind: str) -> None:
    if kind == "articles":
        found = _articles(bundle, [_ticket(1, "my printer", article_ids=["A1", "A2"])])
    else:
        found = _duplicates(bundle, [_ticket(1, "my printer", 1), _ticket(2, "my printer", 2, duplicate_of="T1")])
    assert found is not None
    assert found.ours.mrr.high - found.ours.mrr.low > 0.5
