"""The tables of a report."""

from dataclasses import replace

from firstline.evaluation.calibration_error import CalibrationScores
from firstline.evaluation.estimate import UNDEFINED, Estimate
from firstline.evaluation.mistake import Mistake
from firstline.evaluation.report import EvaluationReport
from firstline.evaluation.report_rows import (
    ReportTable,
    calibration_error,
    decimal,
    field_tables,
    percent,
    summary_table,
)


def test_figures_are_shown_with_their_intervals() -> None:
    assert percent(Estimate(0.934, 0.925, 0.9421)) == "93.4 % (92.5–94.2)"
    assert decimal(Estimate(0.0321, 0.021, 0.0442)) == "0.032 (0.021–0.044)"
    assert percent(UNDEFINED) == decimal(UNDEFINED) == "–"


def test_a_calibration_error_of_nothing_is_never_shown_as_perfect() -> None:
    def shown(n: int, value: float) -> str:
        return calibration_error(CalibrationScores(n, UNDEFINED, Estimate(value, 0.0, 0.14), UNDEFINED, UNDEFINED, ()))

    assert shown(70, 0.0) == "too few to tell (up to 0.14)"
    assert shown(700, 0.0) == "too little to see (at most 0.14)"
    assert shown(700, 0.03) == "0.030 (0.000–0.140)"


def test_a_mistake_on_restricted_tickets_alone_says_why_it_has_no_example(report: EvaluationReport) -> None:
    hidden = replace(report["category"], mistakes=(Mistake("a", "b", 2, ()),))
    (confusions,) = [table for table in field_tables(hidden) if table.title == "Confusions"]
    assert confusions.rows == (("a", "b", "2", "restricted: not shown"),)


def test_a_table_of_few_rows_can_be_turned() -> None:
    table = ReportTable("t", "n", ("field", "accuracy"), (("category", "81 %"), ("priority", "70 %")))
    assert table.turned().columns == ("field", "category", "priority")
    assert table.turned().rows == (("accuracy", "81 %", "70 %"),)


def test_every_row_has_a_cell_for_every_column(report: EvaluationReport) -> None:
    tables = [summary_table(report), *(table for field in report.fields for table in field_tables(field))]
    for table in tables:
        assert {len(row) for row in table.rows} == {len(table.columns)}


def test_tables_without_rows_are_left_out(report: EvaluationReport) -> None:
    titles = [table.title for table in field_tables(report["category"])]
    assert "Order" not in titles
    assert "Confusions" not in titles
    assert "Order" in [table.title for table in field_tables(report["priority"])]
