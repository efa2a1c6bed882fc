"""The report on a terminal."""

from dataclasses import replace

from rich.console import Console

from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.evaluate import evaluate
from firstline.evaluation.report import EvaluationReport
from firstline.evaluation.report_table import report_table
from firstline.evaluation.seen_tickets import seen_in_training
from firstline.models.bundle import Bundle
from tests.evaluation.assessed_desk import FIRST, desk_of
from tests.evaluation.tiny_desk import tickets


def shown(report: EvaluationReport) -> str:
    console = Console(width=200, record=True, file=None, quiet=False)
    with console.capture() as captured:
        console.print(report_table(report))
    return captured.get()


def test_a_terminal_shows_fields_tiers_coverage_and_warnings(report: EvaluationReport) -> None:
    text = shown(report)
    assert "Category: tiers" in text
    assert "Priority: coverage" in text
    assert "100.0 % (" in text
    assert "note: Category: only 15 tickets" in text


def test_a_bundle_judged_on_its_own_tickets_is_warned_of_before_any_figure(routing_bundle: Bundle) -> None:
    own = desk_of(40, created_at=FIRST)
    manifest = routing_bundle.manifest
    data = manifest.data.model_copy(update={"last_created_at": FIRST.isoformat()})
    known = evaluate(routing_bundle, own, bootstrap=Bootstrap(resamples=5))
    assert "warning" not in shown(known)
    assert "Firstline is better" in shown(known)
    seen = seen_in_training(manifest.model_copy(update={"data": data}), own, [""] * 40).seen
    text = shown(replace(known, seen=seen))
    assert text.startswith("warning: 40 of these 40 tickets are from before 2025-01-01")
    assert "Firstline is better" not in text


def test_a_long_table_is_cut_and_says_so(bundle: Bundle) -> None:
    many = [t.model_copy(update={"language": f"x{n}"}) for n, t in enumerate(tickets())]
    assert "and 3 more in report.html" in shown(evaluate(bundle, many, bootstrap=Bootstrap(resamples=5)))


def test_values_are_not_taken_for_terminal_markup(bundle: Bundle) -> None:
    odd = [t.model_copy(update={"language": "[red]"}) for t in tickets()]
    assert "[red]" in shown(evaluate(bundle, odd, bootstrap=Bootstrap(resamples=5)))
