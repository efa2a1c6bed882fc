"""Clear."""

import pytest

from firstline.evaluation.knowledge_clarity import HARD_LIX, dead_links, judge_clarity, readability
from tests.evaluation.knowledge_desk import LONG_ENOUGH, article, base_of

SENTENCE = "The router blinks red when the line is down and you can read why. "


def codes(body: str, **more: object) -> list[str]:
    (found,) = judge_clarity(base_of([article("A", body=body, **more)]))
    return [reason.code for reason in found.reasons]


def test_words_sentences_and_structure_are_counted_without_code() -> None:
    read = readability("# Head\n\nOne two three. Four five.\n\n1. Open it.\n2. Close it.\n\n```\nrm -rf x\n```\n", "en")
    assert (read.words, read.headings, read.steps) == (9, 1, 2)
    assert read.sentence == pytest.approx(9 / 4)
    assert read.longest_paragraph == 5


def test_lix_is_the_mean_sentence_and_the_share_of_long_words() -> None:
    read = readability("Bread and cheese here. Administration.", "en")
    assert read.lix == pytest.approx(5 / 2 + 100 * 1 / 5)
    assert readability("Хлеб и сыр.", "ru").lix is None


def test_a_plain_short_article_is_clear() -> None:
    assert codes(LONG_ENOUGH) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("Ask us.", "hardly_a_word"),
        ("word " * 60 + ".", "long_sentences"),
        ("Organisational responsibilities necessitate administrative documentation requirements. " * 8, "hard_words"),
        (SENTENCE * 10, "no_structure"),
        ("\n\n".join([SENTENCE * 4] * 6), "no_structure"),
        ("# Head\n\n" + "\n\n".join([SENTENCE * 4] * 40), "too_long"),
    ],
)
def test_what_makes_an_article_hard_to_follow_is_named(body: str, code: str) -> None:
    assert code in codes(body)


def test_headings_part_a_long_article() -> None:
    assert codes("\n\n".join(["## Head", SENTENCE * 4] * 6)) == []


def test_a_language_without_blanks_is_judged_by_characters() -> None:
    assert codes("プリンターの電源を入れてください。" * 10, language="ja") == ["no_structure"] * 0
    assert codes("プリンターの電源を入れて" * 30 + "。", language="ja")[0] == "long_sentences"


def test_russian_is_not_judged_by_the_length_of_its_words() -> None:
    body = "Организационные обязанности предусматривают административные документационные требования. " * 8
    read = readability(body, "en")
    assert read.lix is not None
    assert read.lix > HARD_LIX
    assert codes(body, language="ru") == []


@pytest.mark.parametrize(
    "link",
    [
        "[x](#gone)",
        "[x](KB-99.md)",
        "[x](http://)",
        "[x]()",
        "[x](htp://a.example)",
        '<a href="#gone">x</a>',
        "see KB-99",
    ],
)
def test_a_link_that_leads_nowhere_is_dead(link: str) -> None:
    one = article("KB-01", body=f"# There\n\n{LONG_ENOUGH} {link}")
    assert len(dead_links(one, base_of([one]))) == 1
    assert codes(one.body, id="KB-01") == ["dead_links"]


@pytest.mark.parametrize(
    "link",
    [
        "[x](#how-to-go-there)",
        "[x](KB-02.md)",
        "[x](../kb/KB-02.md)",
        "[x](https://example.com/a_(b))",
        "[x](mailto:a@example.com)",
        "[x](/downloads/tool.exe)",
        "see KB-02",
        "HTTP-404",
    ],
)
def test_a_link_that_leads_somewhere_or_cannot_be_judged_is_left_alone(link: str) -> None:
    one = article("KB-01", body=f"# How to go there?\n\n{LONG_ENOUGH} {link}")
    assert dead_links(one, base_of([one, article("KB-02")])) == []


def test_the_links_of_a_restricted_article_are_not_shown() -> None:
    (found,) = judge_clarity(base_of([article("A", body=f"{LONG_ENOUGH} [x](#secret-plan)", restricted_to=("hr",))]))
    assert [reason.words for reason in found.reasons] == ["links to what is not there (not shown)"]
