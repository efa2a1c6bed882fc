"""The assessment folder: where `firstline assess` leaves its page."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from firstline.evaluation.assessment import Assessment
from firstline.evaluation.assessment_advice import cannot_say, first_steps, more_tickets, quality
from firstline.evaluation.assessment_headline import headline
from firstline.evaluation.assessment_html import assessment_html
from firstline.evaluation.report_folder import write_pages
from firstline.evaluation.report_json import as_document


def assessment_json(found: Assessment) -> str:
    """Every figure under the dataclasses' names, and the sentences of the page."""
    words = {
        "headline": headline(found),
        "cannot_say": cannot_say(found),
        "data_quality": quality(found),
        "first_steps": first_steps(found),
        "more_tickets": more_tickets(found),
    }
    return as_document({**_dated(asdict(found)), "words": words})


def write_assessment(found: Assessment, folder: Path) -> None:
    """Write `assessment.html` and `assessment.json` into `folder`, which is made when it is not there."""
    write_pages({"assessment.json": assessment_json(found), "assessment.html": assessment_html(found)}, folder)


def _dated(node: object) -> dict[str, object]:
    """Times as RFC 3339."""
    dated = _plain(node)
    assert isinstance(dated, dict)
    return dated


def _plain(node: object) -> object:
    if isinstance(node, dict):
        return {key: _plain(value) for key, value in node.items()}
    if isinstance(node, list | tuple):
        return [_plain(value) for value in node]
    return node.isoformat() if hasattr(node, "isoformat") else node
