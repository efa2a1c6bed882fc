"""The report folder: where `firstline evaluate` leaves its report."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from firstline.evaluation.report import EvaluationReport
from firstline.evaluation.report_html import report_html
from firstline.evaluation.report_json import report_json


def write_report(report: EvaluationReport, folder: Path) -> None:
    """Write `report.json` and `report.html` into `folder`, which is made when it is not there; older ones are replaced.

    Each file appears whole or not at all.
    """
    write_pages({"report.json": report_json(report), "report.html": report_html(report)}, folder)


def write_pages(pages: Mapping[str, str], folder: Path) -> None:
    """Write named texts into `folder`, which is made when it is not there; each appears whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        unfinished = folder / f".{name}.unfinished"
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(folder / name)
