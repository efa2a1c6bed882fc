"""The report on a terminal."""

from rich.console import Console

from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.evaluate import evaluate
from firstline.evaluation.report import EvaluationReport
from firstline.evaluation.report_table import report_table
from firstline.models.bundle import Bundle
from tests.evaluation.tiny_desk import tickets


def shown(report: EvaluationReport) -> str:
    console = Console(width=200, record=True, file=None, quiet=False)
    with console.capture() as captured:
        console.print(report_table(report))
    return captured.get()


def test_a_terminal_shows_fields_tiers_coverage_and_warnings(report: EvaluationReport) -> None:
    text = shown(report)
    assert "category: tiers" in text
    assert "priority: coverage" in text
    assert "100.0 % (" in text
    assert "note: category: only 15 tickets" in text


def test_a_long_table_is_cut_and_says_so(bundle: Bundle) -> None:
    many = [t.model_copy(update={"language": f"x{n}"}) for n, t in enumerate(tickets())]
    assert "and 3 more in report.html" in shown(evaluate(bundle, many, bootstrap=Bootstrap(resamples=5)))


def test_values_are_not_taken_for_terminal_markup(bundle: Bundle) -> None:
    odd = [t.model_copy(update={"language": "[red]"}) for t in tickets()]
    assert "[red]" in shown(evaluate(bundle, odd, bootstrap=Bootstrap(resamples=5)))
