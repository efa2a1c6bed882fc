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


def test_who_says_not_related_without_opening_an_article_is_no_reader_of_it() -> None:
    base = base_of([article("A")])
    (found,) = judge_useful(base, answers_of(base), {"A": Reading(not_related=82, dismissed=82, shown=90)})
    (reason,) = found.reasons
    assert reason.code == "not_related"
    assert reason.words.startswith("82 visitors who were shown it called it not related without opening it")
    assert "nobody else voted" in reason.words
    assert reason.visitors == 82


def test_readers_are_who_opened_it_or_judged_what_it_says() -> None:
    base = base_of([article("A")])
    reading = Reading(solved=1, did_not_answer=7, not_related=5, dismissed=3, opened=6)
    (found,) = judge_useful(base, answers_of(base), {"A": reading})
    (reason,) = found.reasons
    assert reason.words == (
        "helped 1 of the 10 readers who voted; 7 said that it is related and does not answer; "
        "3 more called it not related without opening it"
    )
