"""The automated part in words: what was set without asking, and what could be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firstline.evaluation.estimate import Estimate, shares
from firstline.evaluation.listed import listed
from firstline.evaluation.report import EvaluationReport, FieldReport
from firstline.evaluation.report_name import at_beginning, report_name, report_title
from firstline.evaluation.selective import coverage_at

_PROMISED = 0.95


def proven(field: FieldReport) -> bool:
    """Whether the target of `auto` is met with certainty."""
    return field.tiers[0].precision.low >= field.thresholds.target_precision


def automated_sentences(report: EvaluationReport) -> Iterator[str]:
    """A sentence a field, and together what is the same for several."""
    nothing: list[FieldReport] = []
    for field in report.judged:
        auto, target = field.tiers[0], f"{100 * field.thresholds.target_precision:g} %"
        if not auto.n:
            nothing.append(field)
            continue
        if proven(field):
            verdict = f"the target of {target} is met with certainty"
        elif auto.precision.high < field.thresholds.target_precision:
            verdict = f"the target of {target} is missed: do not automate it"
        else:
            verdict = f"whether that reaches the target of {target}, these tickets are too few to tell"
        share = f"{100 * auto.share.value:.0f} % of the tickets ({auto.n})"
        yield f"{report_title(field.field)}: {share}, of which {shares(auto.precision)} were right; {verdict}."
    if nothing:
        yield from _nothing(nothing)


def _nothing(fields: Sequence[FieldReport]) -> Iterator[str]:
    """Fields of which nothing was automated, with one reason said once, and what hindsight gives for all of them."""
    reasons: dict[str, list[str]] = {}
    for field in fields:
        reasons.setdefault(_why_nothing(field), []).append(report_name(field.field))
    for reason, names in reasons.items():
        yield f"{at_beginning(listed(names))}: nothing. {reason}"
    reached = [(field, share) for field in fields if (share := _at_best(field)) is not None]
    if reached:
        said = listed([f"{shares(share)} of them for the {report_name(field.field)}" for field, share in reached])
        yield (
            f"In hindsight, {100 * _PROMISED:g} % were right among the surest tickets: {said}. That is a hope, not a "
            "promise: where to stop was chosen on these very tickets."
        )
    never = [report_name(field.field) for field in fields if _at_best(field) is None]
    if never:
        yield f"Even of the surest tickets here, fewer than {100 * _PROMISED:g} % were right for the {listed(never)}."


def _why_nothing(field: FieldReport) -> str:
    if field.thresholds.auto:
        return "No ticket here was sure enough for a value that may be automated."
    return f"In training, no value was proven to reach {100 * field.thresholds.target_precision:g} %."


def _at_best(field: FieldReport) -> Estimate | None:
    """The share of the surest tickets of which so many were right, None where no share was."""
    reached = coverage_at(field.coverages, _PROMISED)
    return None if reached is None else reached.share
