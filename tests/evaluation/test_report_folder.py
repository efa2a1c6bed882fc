"""The report folder."""

import json
from pathlib import Path

from firstline.evaluation.report import EvaluationReport
from firstline.evaluation.report_folder import write_report


def test_both_files_are_written_and_nothing_else_is_left(report: EvaluationReport, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "report"
    write_report(report, folder)
    assert sorted(path.name for path in folder.iterdir()) == ["report.html", "report.json"]
    assert json.loads((folder / "report.json").read_text(encoding="utf-8"))["bundle"] == "tiny"


def test_an_older_report_is_replaced(report: EvaluationReport, tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text("old", encoding="utf-8")
    write_report(report, tmp_path)
    assert "old" not in (tmp_path / "report.json").read_text(encoding="utf-8")[:10]
