"""The tables of a report."""

from firstline.evaluation.estimate import UNDEFINED, Estimate
from firstline.evaluation.report import EvaluationReport
from firstline.evaluation.report_rows import decimal, field_tables, percent, summary_table


def test_figures_are_shown_with_their_intervals() -> None:
    assert percent(Estimate(0.934, 0.925, 0.9421)) == "93.4 % (92.5–94.2)"
    assert decimal(Estimate(0.0321, 0.021, 0.0442)) == "0.032 (0.021–0.044)"
    assert percent(UNDEFINED) == decimal(UNDEFINED) == "–"


def test_every_row_has_a_cell_for_every_column(report: EvaluationReport) -> None:
    tables = [summary_table(report), *(table for field in report.fields for table in field_tables(field))]
    for table in tables:
        assert {len(row) for row in table.rows} == {len(table.columns)}


def test_tables_without_rows_are_left_out(report: EvaluationReport) -> None:
    titles = [table.title for table in field_tables(report["category"])]
    assert "Order" not in titles
    assert "Confusions" not in titles
    assert "Order" in [table.title for table in field_tables(report["priority"])]
