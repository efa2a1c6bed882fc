"""The assessment's figures: people beside Firstline, how many could be answered, and the learning curve."""

from __future__ import annotations

from firstline.evaluation.assessment import Assessment
from firstline.evaluation.assessment_headline import main_field
from firstline.evaluation.report_figures import ReportFigure, coverage_figure, learning_figure, routing_figure


def assessment_figures(found: Assessment) -> tuple[ReportFigure, ...]:
    """Those that the export allows; none without a model."""
    if not found.evaluation:
        return ()
    main, routing = main_field(found.evaluation.fields), found.evaluation.routing
    figures = [routing_figure(routing)] if routing else []
    figures.append(coverage_figure(main))
    if main.learning:
        figures.append(learning_figure(main))
    return tuple(figures)
