"""Findable."""

from pathlib import Path

from firstline.evaluation.knowledge_answers import find_answers
from firstline.evaluation.knowledge_base import read_knowledge_base
from firstline.evaluation.knowledge_findable import FindableReport, judge_findable
from firstline.models.bundle import Bundle
from tests.evaluation.knowledge_desk import LONG_ENOUGH, answers_of, article, base_of, state_of, ticket

NEAR = [article(f"P{n}", title="my printer is slow", body="my printer is slow today") for n in range(6)]


def judged(bundle: Bundle, folder: Path, articles: list, tickets: list) -> FindableReport:  # type: ignore[type-arg]
    with state_of(bundle, folder, articles, tickets) as state:
        base = read_knowledge_base(state)
        return judge_findable(base, find_answers(base, state), bundle)


def test_an_article_is_found_by_the_words_of_those_who_were_sent_it(bundle: Bundle, tmp_path: Path) -> None:
    articles = [article("A", title="my printer"), article("B", title="my invoice", body="the invoice could look nicer")]
    tickets = [ticket(n, "my invoice could look nicer", article_ids=("B",)) for n in range(5)]
    found = judged(bundle, tmp_path, articles, tickets)
    assert found.overall is not None
    assert (found.overall.n, found.overall.first.value, found.overall.five.value) == (5, 1.0, 1.0)
    assert {one.standing for one in found.judgements} == {"good"}
    assert found.by_title == 1


def test_an_article_that_customers_words_do_not_bring_up_is_to_mend_and_says_what_comes_instead(
    bundle: Bundle, tmp_path: Path
) -> None:
    lost = article("L", title="Kyocera 4711", body="zzz qqq")
    tickets = [ticket(n, "my printer is slow today", article_ids=("L",)) for n in range(6)]
    found = judged(bundle, tmp_path, [lost, *NEAR], tickets)
    (reason,) = next(one for one in found.judgements if one.article_id == "L").reasons
    assert reason.code == "not_found"
    assert "of 6 requests that name it" in reason.words
    assert "what comes instead is most often P" in reason.words


def test_where_those_who_miss_it_speak_another_language_that_is_said(bundle: Bundle, tmp_path: Path) -> None:
    lost = article("L", title="Kyocera 4711", body="zzz qqq")
    tickets = [ticket(n, "my printer is slow today", article_ids=("L",), language="no") for n in range(6)]
    found = judged(bundle, tmp_path, [lost, *NEAR], tickets)
    (reason,) = next(one for one in found.judgements if one.article_id == "L").reasons
    assert "6 of those that miss it are in Norwegian, in which it has no version" in reason.words


def test_without_links_an_article_is_asked_for_by_its_own_title(bundle: Bundle, tmp_path: Path) -> None:
    articles = [
        article("A", title="my printer is slow", body=LONG_ENOUGH),
        article("B", title="my printer is slow", body="my printer is slow my printer is slow"),
    ]
    found = judged(bundle, tmp_path, articles, [])
    standings = {one.article_id: [reason.code for reason in one.reasons] for one in found.judgements}
    assert sorted([*standings["A"], *standings["B"]]) == ["not_by_title"]
    assert found.overall is None
    assert found.by_title == 2


def test_an_article_without_a_title_should_get_one(bundle: Bundle) -> None:
    vectors = [[1.0] * 8] * 2
    base = base_of([article("C", title="")], passages={"C": vectors})
    (found,) = judge_findable(base, answers_of(base), bundle).judgements
    assert [reason.code for reason in found.reasons] == ["no_title"]
