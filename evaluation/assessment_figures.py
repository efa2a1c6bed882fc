"""The assessment's figures: people beside Firstline, how many are right of the surest, and the learning curve."""

from __future__ import annotations

from dataclasses import replace

from firstline.evaluation.assessment import Assessment
from firstline.evaluation.assessment_doubt import probably_none
from firstline.evaluation.assessment_headline import main_field
from firstline.evaluation.report_figures import ReportFigure, coverage_figure, learning_figure, routing_figure

_COVERAGE = (
    "From left to right Firstline labels more of the tickets, less sure ones too; the height is the share that was "
    "right (band: 95 % interval). Dotted lines, each with the confidence that it asks for: up to there Firstline would "
    "fill the label in for a person to check (best), or propose it (suggest). The square, where there is one: what "
    "would be set without a person (auto)."
)
_LEARNING = (
    "Where the line still climbs at its right end, more labelled tickets are worth having. Measured on tickets that "
    "were set aside while learning: others than those judged at the top of the page, by models that had learned from "
    "fewer, so the share here may differ from the one there."
)


def assessment_figures(found: Assessment) -> tuple[ReportFigure, ...]:
    """Those that the export allows; none without a model."""
    if not found.evaluation:
        return ()
    main, routing = main_field(found.evaluation.fields), found.evaluation.routing
    if main.field in probably_none(found):
        return ()
    figures = [routing_figure(routing)] if routing and not routing.unseen_inbox else []
    figures.append(replace(coverage_figure(main), reading=_COVERAGE))
    if main.learning:
        figures.append(replace(learning_figure(main), reading=_LEARNING))
    return tuple(figures)
