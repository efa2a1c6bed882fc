"""Tests of the audit as a page."""

from firstline.evaluation.audit_html import audit_html
from tests.evaluation.audited import audit_report


def test_the_page_shows_what_was_found_and_escapes_what_comes_from_tickets() -> None:
    page = audit_html(audit_report())
    assert "request 961 about &lt;b&gt;mail&lt;/b&gt;" in page
    assert "&lt;network&gt;" in page
    assert "<network>" not in page
    assert "<b>mail" not in page
    for title in ("Probable label errors", "Leakage between splits", "Drift of the texts", "a note"):
        assert title in page


def test_the_page_needs_no_network_and_no_script() -> None:
    page = audit_html(audit_report())
    assert "<script" not in page
    assert "http" not in page


def test_no_text_of_a_restricted_ticket_is_on_the_page() -> None:
    assert "961" not in audit_html(audit_report(restricted=31))
