"""The figures of a report."""

from dataclasses import replace

import pytest

from firstline.datasets.article import Article
from firstline.datasets.ticket import Ticket
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.estimate import wilson
from firstline.evaluation.evaluate import evaluate
from firstline.evaluation.learning_curve import LearningPoint
from firstline.evaluation.report import EvaluationReport
from firstline.evaluation.report_figures import ReportFigure, field_figures, scope_figure, search_figure
from firstline.models.bundle import Bundle
from tests.evaluation.tiny_desk import tickets


def _complete(figure: ReportFigure) -> bool:
    cells = {len(row) for row in figure.table.rows}
    return bool(figure.words and figure.reading and figure.picture) and cells == {len(figure.table.columns)}


def test_every_figure_of_a_field_has_words_and_numbers(report: EvaluationReport) -> None:
    for field in report.fields:
        figures = field_figures(field)
        assert len(figures) == 3
        assert all(map(_complete, figures))


def test_a_learning_curve_is_drawn_where_training_measured_one(report: EvaluationReport) -> None:
    points = tuple(LearningPoint(n, 60, wilson(right, 60)) for n, right in ((20, 30), (200, 50)))
    last = field_figures(replace(report["category"], learning=points))[2]
    assert _complete(last)
    assert [row[0] for row in last.table.rows] == ["20", "200"]
    assert "200 tickets: 83.3 %" in last.words


def test_the_policys_own_automation_is_marked_on_the_curve(report: EvaluationReport) -> None:
    assert report["category"].tiers[0].n
    drawn = field_figures(report["category"])[1].picture
    assert drawn is not None
    assert ">auto</text>" in drawn
    assert "best: ≥ 0.50" in drawn


@pytest.mark.parametrize("count", [1, 2, 15])
def test_few_tickets_still_make_figures(bundle: Bundle, count: int) -> None:
    found = evaluate(bundle, tickets()[:count], bootstrap=Bootstrap(resamples=5))
    assert all(_complete(figure) for field in found.fields for figure in field_figures(field))


def test_strangers_are_drawn_beside_those_that_belong_here(bundle: Bundle) -> None:
    strangers = [Ticket.model_validate({"body": "zebra violin", "out_of_scope": "yes"}) for _ in range(5)]
    found = evaluate(bundle, [*tickets(out_of_scope="no"), *strangers], bootstrap=Bootstrap(resamples=5))
    figure = scope_figure(found.scope)
    assert _complete(figure)
    assert figure.table.columns == ("score", "belong here", "do not belong here")
    assert "5 that do not belong here" in figure.words


def test_a_search_stands_beside_its_floors(bundle: Bundle) -> None:
    asked = [ticket.model_copy(update={"article_ids": ("A1",)}) for ticket in tickets()]
    articles = [Article(id="A1", title="my printer"), Article(id="A2", title="login")]
    (scores,) = evaluate(bundle, asked, articles=articles, bootstrap=Bootstrap(resamples=5)).search
    figure = search_figure(scores)
    assert _complete(figure)
    assert [row[0] for row in figure.table.rows] == ["Firstline", "TF-IDF", "BM25"]
    assert figure.table.columns[-1] == "MRR"
    assert all("%" not in row[-1] for row in figure.table.rows), "a mean of 1/rank is no share of the requests"
    assert figure.picture is not None
    assert "MRR" not in figure.picture
