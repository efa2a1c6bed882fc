"""The assessment's figures."""

from firstline.evaluation.assessment import Assessment
from firstline.evaluation.assessment_figures import assessment_figures
from firstline.models.bundle import Bundle
from tests.evaluation.assessed_desk import assessed, desk_of


def test_people_come_first_where_they_can_be_compared(assessment: Assessment) -> None:
    assert [figure.title for figure in assessment_figures(assessment)] == [
        "Who finds the right group first?",
        "How many are right, the surest first?",
    ]


def test_without_text_there_is_no_picture(routing_bundle: Bundle) -> None:
    assert assessment_figures(assessed(routing_bundle, desk_of(90, body="", messages=()))) == ()
