"""Pairs of articles."""

from firstline.evaluation.knowledge_pair import knowledge_pairs
from tests.evaluation.knowledge_desk import article, base_of

DAYS = "Deleted mails are kept in the archive of your mailbox for {} days and can be restored by you."
FAR = [[0.0, 0.0, 1.0, 0.0]] * 2
OTHERS = {"X": FAR, "Y": [[0.0, 0.0, 0.0, 1.0]] * 2}
ALIKE = [[1.0, 0.0, 0.0, 0.0]] * 2


def pairs(one: str, other: str, **more: object) -> list[tuple[str, tuple[str, ...]]]:
    """Two articles on one subject among two on others."""
    articles = [article("A", body=one), article("B", body=other, **more), article("X"), article("Y")]
    found = knowledge_pairs(base_of(articles, passages={"A": ALIKE, "B": ALIKE, **OTHERS}))
    assert all((pair.one, pair.other) in {("A", "B"), ("B", "A")} for pair in found)
    return [(pair.kind, pair.differing) for pair in found]


def test_articles_with_the_same_passages_say_the_same() -> None:
    assert pairs(DAYS.format(14), DAYS.format(14)) == [("same", ())]


def test_two_sentences_about_one_thing_with_other_numbers_contradict_each_other() -> None:
    found = pairs(DAYS.format(14), DAYS.format(30))
    assert found[0][0] == "contradiction"
    assert {part.strip() for part in found[0][1][0].split("/")} == {"14 days", "30 days"}


def test_other_numbers_of_other_things_do_not() -> None:
    one = "The invoice is due in 14 days after you have received it by mail."
    assert [kind for kind, _ in pairs(one, DAYS.format(30))] == ["same"]
    assert [kind for kind, _ in pairs(DAYS.format(14), DAYS.format("14 or 30"))] == ["same"]


def test_a_number_before_a_word_that_counts_nothing_is_none() -> None:
    text = "You and I and all and each and one and some need version {} and up, and then restart, and wait, and go on."
    assert [kind for kind, _ in pairs(text.format("10.1") + " and" * 90, text.format("11.2") + " and" * 90)] == ["same"]


def test_translations_other_languages_and_restricted_articles_are_never_compared() -> None:
    for more in ({"translation_of": "A"}, {"language": "ru"}, {"restricted_to": ("hr",)}):
        assert pairs(DAYS.format(14), DAYS.format(30), **more) == []


def test_one_article_is_no_pair() -> None:
    assert knowledge_pairs(base_of([article("A")])) == ()
    assert knowledge_pairs(base_of([])) == ()


def test_questions_that_an_article_answers_are_no_passages_of_it() -> None:
    articles = [article("A", questions=("Where is it?",)), article("B"), article("X"), article("Y")]
    far_question = [*ALIKE, [0.0, 1.0, 0.0, 0.0]]
    (pair,) = knowledge_pairs(base_of(articles, passages={"A": far_question, "B": ALIKE, **OTHERS}))
    assert pair.kind == "same"
    assert pair.one_says == pair.other_says
