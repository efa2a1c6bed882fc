"""The knowledge report."""

from pathlib import Path

import pytest

from firstline.evaluation.knowledge_report import KnowledgeReport, knowledge_report
from firstline.evaluation.knowledge_useful import Reading
from firstline.models.bundle import Bundle
from tests.evaluation.knowledge_desk import LONG_ENOUGH, article, state_of, ticket


def test_it_counts_what_the_state_holds(knowledge: KnowledgeReport) -> None:
    assert (len(knowledge.articles), knowledge.replies, knowledge.hidden_articles) == (4, 1, 2)
    assert (knowledge.requests, knowledge.asked_nothing) == (14, 1)
    assert (knowledge.first is not None, knowledge.voted) == (True, 1)
    assert {one.quality: one.unknown for one in knowledge.qualities}["useful"] == 3
    assert knowledge.requests == (
        round(knowledge.answered.good.value * knowledge.requests)
        + sum(gap.requests for gap in knowledge.gaps)
        + knowledge.alone
        + knowledge.unlisted
    )


def test_articles_with_the_most_to_mend_come_first(knowledge: KnowledgeReport) -> None:
    needs = [(bool(one.reasons), one.concerned) for one in knowledge.articles]
    assert needs == sorted(needs, reverse=True)
    first = knowledge.articles[0]
    assert (first.article_id, first.standing["useful"]) == ("A", "mend")
    assert knowledge.title("S") == "(restricted to some groups)"


@pytest.mark.parametrize("tickets", [[], [ticket(1)]])
def test_an_empty_desk_is_no_error(bundle: Bundle, tmp_path: Path, tickets: list) -> None:  # type: ignore[type-arg]
    with state_of(bundle, tmp_path / "state", [], tickets) as state:
        found = knowledge_report(state, bundle, desk="tiny")
    assert found.articles == ()
    assert found.gaps == ()


def test_votes_for_an_article_that_is_gone_are_passed_over(bundle: Bundle, tmp_path: Path) -> None:
    with state_of(bundle, tmp_path, [article("A", body=LONG_ENOUGH)], []) as state:
        found = knowledge_report(state, bundle, desk="tiny", readings={"gone": Reading(did_not_answer=9)})
    assert [one.article_id for one in found.articles] == ["A"]
    assert found.voted == 0
