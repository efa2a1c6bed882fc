"""What a page must doubt before it judges."""

from dataclasses import replace

import pytest

from firstline.evaluation.assessment import Assessment
from firstline.evaluation.assessment_advice import first_steps, more_tickets, quality
from firstline.evaluation.assessment_doubt import probably_none, what_was_read
from firstline.evaluation.assessment_figures import assessment_figures
from firstline.evaluation.assessment_headline import headline, lead
from firstline.evaluation.assessment_html import assessment_html
from firstline.evaluation.assessment_rows import parts_table
from firstline.evaluation.assessment_words import cards
from firstline.evaluation.classification import ClassScore
from firstline.evaluation.estimate import Estimate, wilson
from firstline.evaluation.read_column import HowSure, ReadColumn
from firstline.evaluation.text_leak import TextLeak
from firstline.models.bundle import Bundle
from tests.evaluation.assessed_desk import assessed, desk_of


@pytest.fixture(scope="module")
def plain(routing_bundle: Bundle) -> Assessment:
    """A desk that has categories and no groups."""
    return assessed(routing_bundle, desk_of(300, group_history=(), skill_group=None))


def of_category(
    found: Assessment, *, right: Estimate, majority: float = 0.5, counts: tuple[int, ...] = (30, 10), sure: HowSure
) -> Assessment:
    """The same, as if its category were the column `Time spent`, with so many tickets of each value."""
    assert found.evaluation is not None
    field = next(one for one in found.evaluation.fields if one.field == "category")
    share = wilson(1, 2)
    classes = tuple(ClassScore(f"{100 + n}", share, share, share, count, count) for n, count in enumerate(counts))
    scores = replace(field.scores, accuracy=right, majority=majority, classes=classes)
    column = ReadColumn("category", "Time spent", sure)
    evaluation = replace(found.evaluation, fields=(replace(field, scores=scores),))
    return replace(found, evaluation=evaluation, columns=(column,))


def test_a_guessed_category_that_a_model_cannot_tell_is_no_verdict_on_it(plain: Assessment) -> None:
    found = of_category(plain, right=wilson(0, 300), sure="guess")
    assert headline(found).startswith(
        "Nothing can be said of Firstline yet: that the column “Time spent” is the category was guessed, and it is "
        "probably none."
    )
    assert "--map “its name=category”" in headline(found)
    assert "right" not in " ".join(card.question for card in cards(found))
    assert first_steps(found)[0].startswith("Say which column is the category: “Time spent” was guessed")
    said = " ".join((*first_steps(found), *quality(found), *more_tickets(found)))
    assert "Do not act on" not in said
    assert "Category:" not in said
    assert assessment_figures(found) == ()
    assert parts_table(found) is None


def test_only_what_was_guessed_is_doubted(plain: Assessment) -> None:
    for sure in ("stated", "known", "likely"):
        assert not probably_none(of_category(plain, right=wilson(0, 300), sure=sure))
    assert not probably_none(of_category(plain, right=wilson(270, 300), sure="guess"))


def test_very_many_values_of_about_the_same_size_are_no_categories(plain: Assessment) -> None:
    right = wilson(150, 300)
    alike, skewed = (5, 4) * 40, (90, 40, 20, *(2,) * 75)
    for counts, expected in ((alike, {"category"}), (skewed, set()), (alike[:40], set())):
        found = of_category(plain, right=right, majority=0.02, counts=counts, sure="guess")
        assert set(probably_none(found)) == expected


def test_a_very_good_figure_of_an_uncertain_text_hints_at_a_text_that_came_later(plain: Assessment) -> None:
    good = of_category(plain, right=wilson(290, 300), sure="known")
    late = replace(good, columns=(*good.columns, ReadColumn("body", "last_message", "likely")))
    verdict, doubt, *_ = lead(late)
    assert verdict.startswith("On paper Firstline names the right category for 97 (")
    assert doubt.startswith("Look at the text first: more than 90 of 100 right hints at a text that was writ")
    assert "“last_message”" in headline(late)
    sure = replace(good, columns=(ReadColumn("body", "last_message", "stated"),))
    modest = replace(
        of_category(plain, right=wilson(200, 300), sure="known"), columns=(ReadColumn("body", "text", "guess"),)
    )
    assert "Look at the text first" not in headline(sure) + headline(modest)


def test_numbers_instead_of_names_are_said_on_the_page(plain: Assessment) -> None:
    found = of_category(plain, right=wilson(270, 300), sure="known")
    assert "The export holds numbers, not names, of the category (“100”)." in " ".join(quality(found))
    assert "The export holds numbers, not names." in cards(found)[0].meaning
    assert "numbers, not names" in assessment_html(found)
    assert "numbers, not names" not in assessment_html(plain)


@pytest.mark.parametrize("how_sure", ["stated", "likely", "guess"])
def test_that_no_agent_wrote_in_the_texts_is_not_claimed_of_a_column_that_somebody_named_or_guessed(
    how_sure: HowSure, plain: Assessment
) -> None:
    known = replace(plain, columns=(ReadColumn("body", "body", "known"),))
    assert "never an agent's" in what_was_read(known)
    unsure = replace(plain, columns=(ReadColumn("body", "Artikelbaum", how_sure),))
    assert "never" not in what_was_read(unsure)
    assert "“Artikelbaum”" in what_was_read(unsure)
    thread = replace(unsure, columns=(ReadColumn("messages", "Verlauf", "likely", "a conversation"),))
    assert "cannot know" in what_was_read(replace(thread, authors_told=False))
    assert "none of an agent's" in what_was_read(replace(thread, authors_told=True))
    assert "cannot know" in what_was_read(replace(unsure, authors_told=True))
    leak = TextLeak("resolution", "the resolution", 9, wilson(9, 90))
    assert "never" not in what_was_read(replace(known, leaks=(leak,)))


def test_channels_of_bare_numbers_are_said_and_named_ones_not(plain: Assessment) -> None:
    assert plain.evaluation is not None
    (field, *others) = plain.evaluation.fields

    def said(*names: str) -> str:
        channels = tuple(replace(field.languages[0], name=name) for name in names)
        fields = (replace(field, channels=channels), *others)
        return " ".join(quality(replace(plain, evaluation=replace(plain.evaluation, fields=fields))))

    assert "The export holds numbers, not names, of the channel (“0”)." in said("0", "1", "unknown")
    assert "of the channel" not in said("mail", "1", "unknown")
