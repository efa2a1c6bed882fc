"""Useful."""

from firstline.evaluation.knowledge_useful import Reading, judge_useful
from tests.evaluation.knowledge_desk import answers_of, article, base_of, ticket


def judged(readings: dict[str, Reading], tickets: list = ()) -> dict[str, tuple[str, list[str]]]:  # type: ignore[assignment,type-arg]
    base = base_of([article("A"), article("B")], tickets)
    found = judge_useful(base, answers_of(base), readings)
    return {one.article_id: (one.standing, [reason.code for reason in one.reasons]) for one in found}


def test_votes_count_only_where_the_whole_interval_is_below_half() -> None:
    found = judged({"A": Reading(solved=1, did_not_answer=9), "B": Reading(solved=2, did_not_answer=4)})
    assert found == {"A": ("mend", ["not_helpful"]), "B": ("good", [])}


def test_filed_anyway_is_compared_with_the_other_articles() -> None:
    found = judged({"A": Reading(shown=100, filed=90), "B": Reading(shown=300, filed=90)})
    assert found == {"A": ("mend", ["filed_anyway"]), "B": ("good", [])}


def test_few_votes_and_showings_tell_nothing() -> None:
    found = judged({"A": Reading(did_not_answer=4, shown=19, filed=19)})
    assert {standing for standing, _ in found.values()} == {"unknown"}


def test_tickets_that_were_opened_again_speak_against_their_article() -> None:
    tickets = [ticket(n, article_ids=("A",), reopened=n < 6) for n in range(10)]
    tickets += [ticket(20 + n, article_ids=("B",), reopened="0") for n in range(40)]
    assert judged({}, tickets) == {"A": ("mend", ["reopened"]), "B": ("good", [])}
