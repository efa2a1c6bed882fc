"""The report as JSON."""

import json

from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.evaluate import evaluate
from firstline.evaluation.report import EvaluationReport
from firstline.evaluation.report_json import FORMAT_VERSION, report_json
from firstline.models.bundle import Bundle
from tests.evaluation.tiny_desk import tickets


def test_a_program_can_read_every_figure(report: EvaluationReport) -> None:
    document = json.loads(report_json(report))
    assert document["format_version"] == FORMAT_VERSION
    category = document["fields"][0]
    assert category["scores"]["accuracy"]["value"] == 1.0
    assert {"precision", "share", "threshold"} == set(category["coverages"][0])
    assert document["resamples"] == 50


def test_figures_that_are_not_defined_are_null(report: EvaluationReport) -> None:
    auto = json.loads(report_json(report))["fields"][1]["tiers"][0]
    assert auto["precision"] == {"value": None, "low": None, "high": None}


def test_the_same_report_gives_the_same_bytes(report: EvaluationReport) -> None:
    assert report_json(report) == report_json(report)


def test_examples_have_ids_and_no_subjects(bundle: Bundle) -> None:
    wrong = [tickets()[0].model_copy(update={"category": "billing", "subject": "Seen by people only"})]
    text = report_json(evaluate(bundle, wrong, bootstrap=Bootstrap(resamples=5)))
    (mistake,) = json.loads(text)["fields"][0]["mistakes"]
    assert mistake["examples"] == [{"id": "T0"}]
    assert "Seen by people" not in text
