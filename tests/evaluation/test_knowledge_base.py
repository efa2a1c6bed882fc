"""What is read of a state."""

from datetime import timedelta
from pathlib import Path

import pytest

from firstline.evaluation.knowledge_base import primary, read_knowledge_base
from firstline.models.bundle import Bundle
from tests.evaluation.knowledge_desk import NOW, article, base_of, state_of, ticket


def test_articles_and_recent_requests_that_ask_something_are_read_oldest_first(bundle: Bundle, tmp_path: Path) -> None:
    tickets = [
        ticket(1),
        ticket(2, request_kind="thanks"),
        ticket(3, out_of_scope="yes"),
        ticket(9),
        ticket(400, "my laptop"),
    ]
    articles = [article("A"), article("R", kind="reply")]
    with state_of(bundle, tmp_path, articles, tickets) as state:
        base = read_knowledge_base(state)
        assert [request.ticket.id for request in base.requests] == ["T9", "T1"]
        assert list(base.articles) == ["A"]
        assert (base.asked_nothing, base.replies) == (1, {"R"})
        assert [stranger.id for stranger in base.strangers] == ["T3"]
        assert base.as_of == NOW - timedelta(days=1)
        assert base.vectors["A"].shape[1] == base.requests[0].vector.shape[0]
        assert [request.ticket.id for request in read_knowledge_base(state, most=1).requests] == ["T1"]
        assert len(read_knowledge_base(state, days=1000).requests) == 3


def test_tickets_without_dates_are_requests_too(bundle: Bundle, tmp_path: Path) -> None:
    with state_of(bundle, tmp_path, [], [ticket(1, created_at=None), ticket(2, created_at=None)]) as state:
        assert len(read_knowledge_base(state).requests) == 2


def test_the_title_of_a_restricted_article_is_not_shown() -> None:
    base = base_of([article("A", title="Layoffs in May", restricted_to=("hr",)), article("B", title="")])
    assert "Layoffs" not in base.named("A")
    assert base.named("B") == "B “(without a title)”"


def test_translations_are_one_family_also_in_a_circle_or_without_their_original() -> None:
    base = base_of(
        [
            article("A"),
            article("A-ru", translation_of="A"),
            article("A-de", translation_of="A-ru"),
            article("B", translation_of="C"),
            article("C", translation_of="B"),
            article("D-no", translation_of="gone"),
            article("D-ru", translation_of="gone"),
        ]
    )
    assert base.members["A-de"] == {"A", "A-ru", "A-de"}
    assert base.members["B"] == base.members["C"] == {"B", "C"}
    assert base.members["D-no"] == {"D-no", "D-ru"}


@pytest.mark.parametrize(("tag", "first"), [("en-GB", "en"), ("nb_NO", "no"), ("nn", "no"), (None, "und")])
def test_languages_are_compared_by_their_first_subtag(tag: str | None, first: str) -> None:
    assert primary(tag) == first
