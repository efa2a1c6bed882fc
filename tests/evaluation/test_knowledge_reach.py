"""Reachable."""

from firstline.evaluation.knowledge_reach import judge_reach, missing_versions, readers_covered
from tests.evaluation.knowledge_desk import answers_of, article, base_of, hit, ticket


def codes(found: list) -> dict[str, list[str]]:  # type: ignore[type-arg]
    return {one.article_id: [reason.code for reason in one.reasons] for one in found}


def test_an_internal_article_that_answers_customers_is_hidden_from_them() -> None:
    articles = [article("A", visibility="internal"), article("B", visibility="internal"), article("C")]
    tickets = [ticket(n, article_ids=("A",)) for n in range(5)]
    tickets += [ticket(9 + n, article_ids=("B",), audience="employee") for n in range(5)]
    base = base_of(articles, tickets)
    assert codes(judge_reach(base, answers_of(base))) == {"A": ["hidden"], "B": [], "C": []}


def test_an_address_is_missed_only_where_most_articles_have_one() -> None:
    addressed = [article(name, url=f"https://help.example.com/{name}") for name in ("A", "B")]
    base = base_of([*addressed, article("C")])
    assert codes(judge_reach(base, answers_of(base)))["C"] == ["no_address"]
    bare = base_of([addressed[0], article("C"), article("D")])
    assert codes(judge_reach(bare, answers_of(bare)))["C"] == []


def test_a_version_is_missing_where_requests_come_in_a_language_that_no_translation_has() -> None:
    articles = [article("A"), article("A-ru", language="ru", translation_of="A"), article("S", visibility="internal")]
    tickets = [ticket(n, language="no", article_ids=("A-ru",)) for n in range(5)]
    tickets += [ticket(9, language="ru", article_ids=("A",)), ticket(10, language="no", article_ids=("S",))]
    base = base_of(articles, tickets)
    answers = answers_of(base)
    (version,) = missing_versions(base, answers)
    assert (version.article_id, version.language, version.requests) == ("A", "no", 5)
    found = codes(judge_reach(base, answers))
    assert found == {"A": ["no_version"], "A-ru": [], "S": []}


def test_four_requests_are_no_reason_to_translate_and_an_untagged_article_is_not_judged() -> None:
    tickets = [ticket(n, language="no", article_ids=("A", "B")) for n in range(4)]
    base = base_of([article("A"), article("B", language=None)], tickets)
    assert codes(judge_reach(base, answers_of(base))) == {"A": [], "B": []}
    assert [one.article_id for one in missing_versions(base, answers_of(base))] == ["A"]


def test_an_article_that_a_customer_can_use_is_public_in_their_language_and_found() -> None:
    articles = [
        article("A"),
        article("A-ru", language="ru", translation_of="A"),
        article("I", visibility="internal"),
        article("S", restricted_to=("hr",)),
    ]
    tickets = [
        ticket(9, article_ids=("A",)),
        ticket(8, article_ids=("A",), language="ru"),
        ticket(7, article_ids=("A",), language="de"),
        ticket(6, article_ids=("A",)),
        ticket(5, article_ids=("I",)),
        ticket(4, article_ids=("I",), audience="employee"),
        ticket(3, article_ids=("S",), audience="employee"),
        ticket(2),
        ticket(1),
    ]
    base = base_of(articles, tickets)
    answers = answers_of(base, [*([()] * 7), [hit("A", 0.9)], [hit("A", 0.2)]])
    found = readers_covered(base, answers, reached={0, 1, 2, 4, 5, 6})
    assert (found.hidden, found.foreign, found.unfound) == (2, 1, 1)
    assert round(9 * found.usable.value) == 4
