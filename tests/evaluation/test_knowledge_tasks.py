"""What to write next."""

from dataclasses import replace

from firstline.evaluation.estimate import wilson
from firstline.evaluation.example import Example
from firstline.evaluation.knowledge_answers import LanguageCoverage
from firstline.evaluation.knowledge_gap import KnowledgeGap, NearArticle
from firstline.evaluation.knowledge_outline import Outline
from firstline.evaluation.knowledge_reach import MissingLanguage, MissingVersion
from firstline.evaluation.knowledge_report import KnowledgeReport
from firstline.evaluation.knowledge_tasks import gap_name, what_to_write
from firstline.evaluation.knowledge_words import knowledge_lead

GAP = KnowledgeGap(("calendar", "lost"), 8, wilson(8, 14), 0, (("en", 8),), None, (), (), Outline((), 0))


def _with(report: KnowledgeReport, *missing: MissingVersion, gaps: tuple[KnowledgeGap, ...] = ()) -> KnowledgeReport:
    by_language: dict[str, int] = {}
    for one in missing:
        by_language[one.language] = by_language.get(one.language, 0) + one.requests
    totals = tuple(MissingLanguage(language, count, count) for language, count in by_language.items())
    wanted = tuple(sorted(missing, key=lambda one: -one.requests))
    return replace(report, gaps=gaps, missing=wanted, missing_languages=totals, languages=())


def test_a_gap_is_to_be_written_unless_an_article_is_meant_to_answer_it(knowledge: KnowledgeReport) -> None:
    (task,) = what_to_write(_with(knowledge, gaps=(GAP,)))
    assert task == "An article on calendar, lost: 8 requests (57.1 % of all) that read alike have no good article."
    near = replace(GAP, near=(NearArticle("B", 4),))
    (task,) = what_to_write(_with(knowledge, gaps=(near,)))
    assert task.startswith("Extend B “my login”, or write beside it: 8 requests")


def test_two_requests_are_too_few_to_say_which_article_is_meant_to_answer_them(knowledge: KnowledgeReport) -> None:
    pair = replace(GAP, requests=2, near=(NearArticle("B", 2),))
    (task,) = what_to_write(_with(knowledge, gaps=(pair,)))
    assert task.startswith("An article on calendar, lost: 2 requests")


def test_missing_versions_are_one_task_a_language_with_where_to_begin(knowledge: KnowledgeReport) -> None:
    missing = (MissingVersion("A", "no", 4), MissingVersion("B", "no", 1), MissingVersion("A", "ru", 4))
    (task,) = what_to_write(_with(knowledge, *missing))
    assert task == (
        "Versions in Norwegian: 5 requests in it have an article in another language only (5 by people's links, 0 by a "
        "search that is sure), 2 articles in all. Begin with A “my printer” (4 of them), B “my login” (1 of them)."
    )


def test_one_list_is_ordered_by_how_many_requests_each_would_answer(knowledge: KnowledgeReport) -> None:
    pair = replace(GAP, words=(), requests=2, examples=(Example("T9", "voucher"),))
    found = _with(knowledge, MissingVersion("A", "de", 91), MissingVersion("B", "no", 6), gaps=(GAP, pair))
    firsts = [task.split(":")[0] for task in what_to_write(found)]
    assert firsts == [
        "Versions in German",
        "An article on calendar, lost",
        "Versions in Norwegian",
        "An article for 2 requests (57.1 % of all) like “voucher”, which have no good one and read alike.",
    ]


def test_the_headline_names_the_biggest_need_and_the_largest_single_piece(knowledge: KnowledgeReport) -> None:
    missing = [MissingVersion("A", "ru", 9), MissingVersion("B", "ru", 9), MissingVersion("B", "ja", 10)]
    lead = knowledge_lead(_with(knowledge, *missing, gaps=(GAP,)))
    assert "To write next: versions in Russian: 18 requests" in lead
    assert "The largest single piece is B “my login” in Japanese (10 requests)." in lead
    assert "The largest subject without any article has 8 requests: calendar, lost." in lead
    alone = knowledge_lead(_with(knowledge, gaps=(GAP,)))
    assert "To write next: an article on calendar, lost: 8 requests" in alone
    assert "largest" not in alone


def test_a_language_without_any_article_is_one_task(knowledge: KnowledgeReport) -> None:
    japanese = LanguageCoverage("ja", 30, 0, wilson(9, 30), wilson(0, 30))
    found = replace(_with(knowledge, MissingVersion("A", "ja", 9)), requests=60, languages=(japanese,))
    (task,) = what_to_write(found)
    assert task.startswith("Versions in Japanese: 9 requests")
    assert "No article at all is in it." in task
    (task,) = what_to_write(replace(_with(knowledge), requests=60, languages=(japanese,)))
    assert task.startswith("Something in Japanese: 30 requests (50 %) come in it")


def test_what_is_wanted_most_is_where_to_begin(knowledge: KnowledgeReport) -> None:
    (task,) = what_to_write(_with(knowledge, MissingVersion("B", "de", 3), MissingVersion("A", "de", 3)))
    assert "Begin with A “my printer” (3 of them), B" in task


def test_a_gap_without_words_is_named_by_an_example_or_by_what_may_be_said() -> None:
    assert gap_name(replace(GAP, words=(), examples=(Example("T9", "where is it"),))) == "like “where is it”"
    assert gap_name(replace(GAP, words=(), unseen=8)) == "requests that only some groups may see"
