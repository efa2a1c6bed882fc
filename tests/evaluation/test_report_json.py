"""The report as JSON."""

import json

from firstline.evaluation.report import EvaluationReport
from firstline.evaluation.report_json import FORMAT_VERSION, report_json


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
