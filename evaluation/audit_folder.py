"""The audit folder: where `firstline audit` leaves what it found."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from firstline.evaluation.audit_html import audit_html
from firstline.evaluation.audit_report import AuditReport, FieldAudit, Suspect
from firstline.evaluation.report_folder import write_pages
from firstline.evaluation.report_json import as_document

COLUMNS = ("id", "field", "given", "suggested", "confidence", "why")


def write_audit(report: AuditReport, folder: Path) -> None:
    """Write `audit.html`, `audit.json` and `audit.csv` into `folder`, which is made when it is not there."""
    write_pages(
        {"audit.csv": audit_csv(report), "audit.json": audit_json(report), "audit.html": audit_html(report)}, folder
    )


def audit_csv(report: AuditReport) -> str:
    """A row for every label, for relabelling: the doubtful ones of all fields first, then the others.

    Each part is in the order of its fields' doubt. `why` is empty where nothing speaks against the label, `confidence`
    where no model could judge it. No column holds a ticket's text.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    ranked = [(not one.doubts, place, audit.field, one) for audit in report.fields for place, one in _ranked(audit)]
    for _, _, field, suspect in sorted(ranked, key=lambda row: row[:2]):
        confidence = "" if math.isnan(suspect.confidence) else f"{suspect.confidence:.4f}"
        why = "; ".join(suspect.why)
        writer.writerow((suspect.id, field, suspect.given, suspect.suggested, confidence, why))
    return stream.getvalue()


def audit_json(report: AuditReport) -> str:
    """Every figure under the dataclasses' names; of the suspects those that something speaks against; no text."""
    document = {**asdict(report), "fields": [{**asdict(audit), "suspects": _told(audit)} for audit in report.fields]}
    plain = _dated(document)
    assert isinstance(plain, dict)
    return as_document(plain)


def _ranked(audit: FieldAudit) -> Iterator[tuple[float, Suspect]]:
    """Places as shares, so that a small field's labels come between those of a large one."""
    yield from ((place / len(audit.suspects), suspect) for place, suspect in enumerate(audit.suspects))


def _told(audit: FieldAudit) -> list[dict[str, object]]:
    return [{key: value for key, value in asdict(one).items() if key != "example"} for one in audit.doubtful()]


def _dated(node: object) -> object:
    """Times as RFC 3339."""
    if isinstance(node, dict):
        return {key: _dated(value) for key, value in node.items()}
    if isinstance(node, list | tuple):
        return [_dated(value) for value in node]
    return node.isoformat() if isinstance(node, datetime) else node
