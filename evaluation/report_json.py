"""The report as JSON: `report.json`."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict

from firstline.evaluation.report import EvaluationReport

FORMAT_VERSION = 1


def report_json(report: EvaluationReport) -> str:
    """The whole report, an object whose keys are the dataclasses' names; figures that are not defined are null.

    Examples have ids only: the subjects are for people, on the page.
    """
    return as_document(asdict(report))


def as_document(found: Mapping[str, object]) -> str:
    """What dataclasses became, as JSON that any program reads, without the subjects of tickets."""
    document = {"format_version": FORMAT_VERSION, **found}
    return json.dumps(_without_nan(document), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _without_nan(node: object) -> object:
    if isinstance(node, dict):
        return {str(key): _without_nan(value) for key, value in node.items() if not _is_subject(key, node)}
    if isinstance(node, list | tuple):
        return [_without_nan(value) for value in node]
    return None if isinstance(node, float) and math.isnan(node) else node


def _is_subject(key: object, node: dict[object, object]) -> bool:
    return key == "subject" and node.keys() == {"id", "subject"}
