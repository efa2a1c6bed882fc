"""Which article a request got."""

from pathlib import Path

from firstline.evaluation.knowledge_answers import answered, find_answers, languages_covered, months_covered
from firstline.evaluation.knowledge_base import read_knowledge_base
from firstline.models.bundle import Bundle
from tests.evaluation.knowledge_desk import answers_of, article, base_of, hit, state_of, ticket


def test_every_request_is_asked_and_links_to_what_is_not_there_do_not_count(bundle: Bundle, tmp_path: Path) -> None:
    tickets = [ticket(2, article_ids=("A", "gone")), ticket(1, article_ids=("gone",))]
    seen: list[int] = []
    with state_of(bundle, tmp_path, [article("A"), article("R", kind="reply")], tickets) as state:
        base = read_knowledge_base(state)
        found = find_answers(base, state, progress=lambda done, _: seen.append(done))
    assert found.named == [{"A"}, frozenset()]
    assert [[one.article_id for one in hits] for hits in found.found] == [["A"], ["A"]]
    assert found.answered[0]
    assert seen == [0]


def test_a_link_of_people_goes_before_the_search_and_an_unsure_hit_is_no_answer() -> None:
    base = base_of([article("A"), article("B")], [ticket(3, article_ids=("A",)), ticket(2), ticket(1)])
    found = answers_of(base, [[hit("B", 0.9)], [hit("B", 0.9)], [hit("A", 0.4)]])
    assert [found.given(row) for row in range(3)] == [{"A"}, {"B"}, frozenset()]
    assert found.requests_of == {"A": [0], "B": [1]}
    shares = answered(found)
    assert (round(3 * shares.good.value), round(3 * shares.named.value), round(3 * shares.sure.value)) == (2, 1, 1)


def test_a_translation_counts_as_an_answer_in_the_own_language() -> None:
    articles = [article("A"), article("A-ru", language="ru", translation_of="A"), article("B")]
    tickets = [ticket(2, language="ru", article_ids=("A",)), ticket(1, language="ru", article_ids=("B",))]
    base = base_of(articles, tickets)
    (russian,) = languages_covered(base, answers_of(base))
    assert (russian.language, russian.requests, russian.articles) == ("ru", 2, 1)
    assert (russian.good.value, russian.own.value) == (1.0, 0.5)


def test_months_are_in_their_order_and_undated_requests_in_none() -> None:
    base = base_of([article("A")], [ticket(200), ticket(40), ticket(2, article_ids=("A",)), ticket(0, created_at=None)])
    months = months_covered(base, answers_of(base))
    assert [(one.month, one.requests, one.good.value) for one in months] == [
        ("2025-11", 1, 0.0),
        ("2026-04", 1, 0.0),
        ("2026-05", 1, 1.0),
    ]
