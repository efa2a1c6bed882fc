"""The assessment's tables."""

from dataclasses import replace

from firstline.evaluation.assessment import Assessment
from firstline.evaluation.assessment_figures import assessment_figures
from firstline.evaluation.assessment_headline import headline
from firstline.evaluation.assessment_rows import assessment_tables, parts_table, themes_table
from firstline.evaluation.assessment_words import basis, cards
from firstline.evaluation.estimate import wilson
from firstline.evaluation.theme import Theme
from firstline.models.bundle import Bundle
from tests.evaluation.assessed_desk import assessed, desk_of


def test_channels_are_compared_where_there_are_several(assessment: Assessment) -> None:
    table = parts_table(assessment)
    assert table is not None
    assert {row[0] for row in table.rows} == {
        "all tickets",
        "chat",
        "mail",
    }


def test_without_people_the_parts_are_firstlines_alone(routing_bundle: Bundle) -> None:
    table = parts_table(assessed(routing_bundle, desk_of(90, group_history=(), skill_group=None)))
    assert table is not None
    assert table.columns[3] == "right"


def test_the_second_message_has_a_small_table(assessment: Assessment) -> None:
    titles = {table.title: table for table in assessment_tables(assessment)}
    assert len(titles["After the second message"].rows) == 3
    assert "How often tickets are handed on" in titles


def test_without_dates_nothing_is_called_later(routing_bundle: Bundle) -> None:
    found = assessed(routing_bundle, desk_of(90, created_at=None))
    theme = Theme(("printer",), "en", 9, wilson(9, 18), ("D1",))
    table = themes_table(replace(found, themes=(theme,)))
    assert table is not None
    assert "of all other ones" in table.columns
    said = [table.note, headline(found), *(card.meaning for card in cards(found)), *basis(found)]
    said += [one.note for one in assessment_tables(found)]
    assert not [line for line in said if "later" in line or "older" in line]
    assert "drawn at random" in " ".join(basis(found))


def test_the_tables_and_figures_of_the_page_have_no_names_of_columns(assessment: Assessment) -> None:
    tables = assessment_tables(assessment)
    shown = [cell for table in tables for row in (table.columns, *table.rows) for cell in row]
    assert not [cell for cell in shown if "_" in cell]
    assert not [figure.reading for figure in assessment_figures(assessment) if "policy" in figure.reading]
