"""How many requests the knowledge base answers."""

from firstline.datasets.ticket import Ticket
from firstline.evaluation.article_coverage import article_coverage
from firstline.models.bundle import Bundle
from tests.evaluation.assessed_desk import ARTICLES


def test_what_people_linked_is_good_and_others_are_unanswered(bundle: Bundle) -> None:
    tickets = [Ticket(body="zebra", article_ids=("A1",)), Ticket(body="violin")]
    texts = [ticket.body for ticket in tickets]
    found = article_coverage(bundle, bundle.encoder, tickets, texts, bundle.encoder.encode(texts), articles=ARTICLES)
    assert found is not None
    coverage, unanswered = found
    assert (coverage.n, coverage.articles) == (2, 2)
    assert coverage.linked is not None
    assert coverage.linked.value == 0.5
    assert 0 not in unanswered


def test_links_to_articles_that_are_not_there_do_not_count(bundle: Bundle) -> None:
    tickets = [Ticket(body="zebra", article_ids=("gone",))]
    vectors = bundle.encoder.encode(["zebra"])
    found = article_coverage(bundle, bundle.encoder, tickets, ["zebra"], vectors, articles=ARTICLES)
    assert found is not None
    assert found[0].linked is None


def test_without_articles_nothing_is_said(bundle: Bundle) -> None:
    vectors = bundle.encoder.encode(["zebra"])
    assert article_coverage(bundle, bundle.encoder, [Ticket(body="zebra")], ["zebra"], vectors, articles=[]) is None
