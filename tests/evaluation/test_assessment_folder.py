"""The assessment on disk."""

import json
from pathlib import Path

from firstline.evaluation.assessment import Assessment
from firstline.evaluation.assessment_folder import write_assessment


def test_people_and_programs_get_a_file_each(assessment: Assessment, tmp_path: Path) -> None:
    write_assessment(assessment, tmp_path / "made" / "here")
    assert sorted(path.name for path in (tmp_path / "made" / "here").iterdir()) == [
        "assessment.html",
        "assessment.json",
    ]
    found = json.loads((tmp_path / "made" / "here" / "assessment.json").read_text(encoding="utf-8"))
    assert found["evaluation"]["routing"]["people"]["value"] == 0.5
    assert found["source"]["first"].startswith("2025-01-01T00:00:00")
    assert found["words"]["cannot_say"]


def test_no_text_of_a_ticket_is_in_either(assessment: Assessment, tmp_path: Path) -> None:
    write_assessment(assessment, tmp_path)
    for path in tmp_path.iterdir():
        assert "stopped the whole floor" not in path.read_text(encoding="utf-8")
