"""The knowledge folder: where `firstline report knowledge` leaves its page."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

from firstline.evaluation.knowledge_html import knowledge_html
from firstline.evaluation.knowledge_outline import Outline
from firstline.evaluation.knowledge_report import KnowledgeReport
from firstline.evaluation.knowledge_tasks import what_to_write
from firstline.evaluation.knowledge_words import knowledge_lead, what_to_mend
from firstline.evaluation.report_folder import write_pages
from firstline.evaluation.report_json import as_document


def knowledge_json(report: KnowledgeReport) -> str:
    """Every figure under the dataclasses' names. It holds no subject of a ticket and no sentence of an answer: those
    are for people, on the page."""
    bare = replace(
        report,
        gaps=tuple(replace(gap, outline=Outline((), gap.outline.resolved)) for gap in report.gaps),
    )
    quiet = without_subjects(bare)
    words = {"lead": knowledge_lead(quiet), "to_write": what_to_write(quiet), "to_mend": what_to_mend(quiet)}
    return as_document({**_plain(asdict(bare)), "words": words})


def write_knowledge(report: KnowledgeReport, folder: Path) -> None:
    """Write `knowledge.html` and `knowledge.json` into `folder`, which is made when it is not there."""
    write_pages({"knowledge.json": knowledge_json(report), "knowledge.html": knowledge_html(report)}, folder)


def without_subjects(report: KnowledgeReport) -> KnowledgeReport:
    """For what is no page: a gap without words of its own is named by the id of a ticket, not by its subject."""
    gaps = (replace(gap, examples=tuple(replace(one, subject="") for one in gap.examples)) for gap in report.gaps)
    return replace(report, gaps=tuple(gaps))


def _plain(found: dict[str, object]) -> dict[str, object]:
    """Times as RFC 3339."""
    return {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in found.items()}
