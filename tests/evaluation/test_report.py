"""The report."""

import pytest

from firstline.evaluation.report import EvaluationReport


def test_a_report_answers_for_a_field(report: EvaluationReport) -> None:
    assert report["priority"].field == "priority"


def test_a_field_that_was_not_evaluated_is_a_key_error(report: EvaluationReport) -> None:
    with pytest.raises(KeyError, match="skill_group"):
        report["skill_group"]


def test_a_report_holds_no_text_of_a_ticket(report: EvaluationReport) -> None:
    assert "printer" not in repr(report)
