"""Tests of the audit folder."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

from firstline.evaluation.audit_folder import audit_csv, audit_json, write_audit
from tests.evaluation.audited import audit_report


def test_the_folder_has_a_page_the_figures_and_a_list(tmp_path: Path) -> None:
    write_audit(audit_report(), tmp_path / "audit")
    assert sorted(path.name for path in (tmp_path / "audit").iterdir()) == ["audit.csv", "audit.html", "audit.json"]


def test_the_list_has_every_label_the_doubtful_ones_of_all_fields_first() -> None:
    report = audit_report()
    (audit,) = report.fields
    two = replace(report, fields=(audit, replace(audit, field="skill_group")))
    rows = list(csv.DictReader(io.StringIO(audit_csv(two))))
    assert [(row["id"], row["field"]) for row in rows] == [
        ("T31", "category"),
        ("T31", "skill_group"),
        ("T32", "category"),
        ("T32", "skill_group"),
    ]
    assert rows[0] == {
        "id": "T31",
        "field": "category",
        "given": "mail",
        "suggested": "<network>",
        "confidence": "0.9300",
        "why": "models of the other tickets say <network> (93%), and mail with 1%",
    }
    assert rows[2]["why"] == ""


def test_the_list_and_the_figures_hold_no_text_of_a_ticket() -> None:
    report = audit_report()
    assert "961" not in audit_csv(report)
    assert "961" not in audit_json(report)


def test_the_figures_are_json_that_any_program_reads() -> None:
    found = json.loads(audit_json(audit_report()))
    (audit,) = found["fields"]
    assert [one["id"] for one in audit["suspects"]] == ["T31"]
    assert audit["dead"][0]["last"] == "2025-01-01T00:00:00+00:00"
    assert audit["conflicts"][0]["examples"] == [{"id": "T31"}, {"id": "T34"}]
