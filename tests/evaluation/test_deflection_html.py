"""The deflection report as a page and as figures."""

import json
from dataclasses import replace
from pathlib import Path

from firstline.evaluation.deflection import deflection
from firstline.evaluation.deflection_html import article_table, deflection_html, deflection_json, write_deflection
from firstline.evaluation.deflection_words import deflection_lead
from tests.evaluation.portal_customers import LATER, Customers

REPORT = deflection(
    *Customers().live(1), now=LATER, useful=lambda asked: {"A1": 0.62}, titles=lambda _: "Stolen <card>"
)


def test_the_page_begins_in_plain_words_and_shows_both_groups() -> None:
    html = deflection_html(REPORT)
    lead = deflection_lead(REPORT)
    assert html.index(lead[:60]) < html.index("What customers did") < html.index("<svg")
    assert f"saw articles ({REPORT.effect.shown:,})" in html
    assert "confirmed: said that it is solved" in html
    assert "62 %" not in html, "votes are no share of readers"
    assert "Who votes chose to" in html
    assert "not over yet" not in html
    assert "<script" not in html
    assert "http://" not in html.replace("http://www.w3.org", "")


def test_an_article_shows_who_opened_it_and_asked_anyway_before_its_votes() -> None:
    table = article_table(REPORT)
    (row,) = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    one = REPORT.articles[0]
    assert list(row)[:5] == ["article", "title", "shown", "opened", "asked anyway"]
    assert row["asked anyway"] == f"{one.sent:,}"
    assert row["said: solved it"] == f"{one.solved:,}"
    assert row["took it back"] == "0"


def test_what_is_not_over_has_a_row_of_its_own() -> None:
    interactions, contacts = Customers().live(1)
    soon = deflection(interactions, contacts, now=interactions[-1].started_at)
    assert soon.signed_in.count("going_on") > 0
    assert "not over yet: something happened in the last 12 hours" in deflection_html(soon)
    assert "are not over yet, for something happened in the last 12 hours" in deflection_html(soon)


def test_an_article_whose_id_is_markup_is_text() -> None:
    hostile = replace(REPORT.articles[0], article_id="<script>alert(1)</script>")
    html = deflection_html(replace(REPORT, articles=(hostile,)))
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_a_page_without_anybody_is_a_page() -> None:
    html = deflection_html(deflection([], [], now=LATER))
    assert "There is nothing to tell yet" in html
    assert "<svg" not in html


def test_the_figures_are_read_by_any_program(tmp_path: Path) -> None:
    write_deflection(REPORT, tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["deflection.html", "deflection.json"]
    found = json.loads(deflection_json(REPORT))
    assert found["proven"] is True
    assert found["effect"]["difference"]["low"] > 0
    assert found["signed_in"]["outcomes"]["confirmed"] == REPORT.signed_in.count("confirmed")
    assert found["until"] == "2026-07-24T00:00:00+00:00"
    nobody = json.loads(deflection_json(deflection([], [], now=LATER)))
    assert nobody["effect"]["difference"]["value"] is None


def test_articles_have_their_titles_escaped() -> None:
    text = deflection_html(REPORT)
    assert "Stolen &lt;card&gt;" in text
    assert article_table(REPORT).rows[0][:2] == ("A1", "Stolen <card>")
