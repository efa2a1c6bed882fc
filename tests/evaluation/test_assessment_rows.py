"""The assessment's tables."""

from firstline.evaluation.assessment import Assessment
from firstline.evaluation.assessment_rows import assessment_tables, parts_table
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
    assert "Hops a ticket" in titles
