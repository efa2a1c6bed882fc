"""Tests of `firstline report knowledge`."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from firstline.kb_index.article_usefulness import ArticleVotes
from firstline.kb_index.database import Database
from firstline.kb_index.state import default_location
from firstline.serving.portal_store import Interaction, PortalStore
from tests.cli.command import Run, as_row, files_in, write_jsonl
from tests.training.small_desk import small_desk

TICKETS = small_desk(dated=True)[:30]


@pytest.fixture
def indexed(run: Run, bundle: Path) -> Path:
    """A bundle with thirty tickets and three articles in the state beside it."""
    articles = [{"id": f"A{n}", "title": f"{t.category} {n}", "body": t.body} for n, t in enumerate(TICKETS[:3])]
    kb = write_jsonl(bundle.with_name("kb.jsonl"), articles)
    rows = [{**as_row(ticket), "article_ids": ["A0"] if n < 6 else []} for n, ticket in enumerate(TICKETS)]
    tickets = write_jsonl(bundle.with_name("tickets.jsonl"), rows)
    for what, path in (("articles", kb), ("tickets", tickets)):
        assert run("index", what, path, "--bundle", bundle).code == 0
    return bundle


def test_page_and_figures_are_written_and_the_lead_is_said(run: Run, indexed: Path, tmp_path: Path) -> None:
    output = tmp_path / "knowledge"
    done = run("report", "knowledge", indexed, "--output", output)
    assert done.code == 0
    assert "has 3 articles. " in done.out
    assert done.err.splitlines()[-1] == f"the page: {output / 'knowledge.html'}"
    assert files_in(output) == ["knowledge.html", "knowledge.json"]
    found = json.loads((output / "knowledge.json").read_text(encoding="utf-8"))
    assert found["requests"] == 30
    assert found["voted"] == 0


def test_votes_that_the_portal_kept_are_read(run: Run, indexed: Path, tmp_path: Path) -> None:
    database = Database.open(default_location(indexed))
    votes = ArticleVotes(database)
    for n in range(9):
        votes.put("A0", "did_not_answer", voter=f"visitor:{n}", interaction_id=f"i{n}", at=datetime.now(UTC))
    database.close()
    assert run("report", "knowledge", indexed, "--output", tmp_path / "k").code == 0
    found = json.loads((tmp_path / "k" / "knowledge.json").read_text(encoding="utf-8"))
    reasons = {one["article_id"]: [reason["code"] for reason in one["reasons"]] for one in found["articles"]}
    assert "not_helpful" in reasons["A0"]


def test_who_opened_nothing_and_called_it_not_related_is_no_reader(run: Run, indexed: Path, tmp_path: Path) -> None:
    database = Database.open(default_location(indexed))
    store, votes = PortalStore(database), ArticleVotes(database)
    for n in range(9):
        store.suggested(Interaction(f"i{n}", "", "", f"v{n}", is_new=True), status="ok", article_ids=["A1"])
        if n < 2:
            store.happened(f"i{n}", "opened", article_id="A1", ticket_id=None)
        votes.put("A1", "not_related", voter=f"v{n}", interaction_id=f"i{n}", at=datetime.now(UTC))
    database.close()
    assert run("report", "knowledge", indexed, "--output", tmp_path / "k").code == 0
    found = json.loads((tmp_path / "k" / "knowledge.json").read_text(encoding="utf-8"))
    (article,) = [one for one in found["articles"] if one["article_id"] == "A1"]
    words = {reason["code"]: reason["words"] for reason in article["reasons"]}["not_related"]
    assert words.startswith("7 visitors who were shown it called it not related without opening it, and it helped 0 of")
    assert "0 of the 2 who read it" in words
    assert any("A1" in line and "7 visitors" in line for line in found["words"]["to_mend"])


def test_requests_filed_although_an_article_was_shown_are_counted(run: Run, indexed: Path, tmp_path: Path) -> None:
    database = Database.open(default_location(indexed))
    store = PortalStore(database)
    for n in range(60):
        article = "A1" if n % 2 else "A2"
        store.suggested(
            Interaction(f"i{n}", "", "", f"v{n}", held_out=n >= 56, is_new=True), status="ok", article_ids=[article]
        )
        if n % 2 or n >= 56:
            store.happened(f"i{n}", "submitted", article_id=None, ticket_id=None)
    database.close()
    assert run("report", "knowledge", indexed, "--output", tmp_path / "k").code == 0
    found = json.loads((tmp_path / "k" / "knowledge.json").read_text(encoding="utf-8"))
    words = [
        reason["words"] for one in found["articles"] for reason in one["reasons"] if reason["code"] == "filed_anyway"
    ]
    assert words == [
        "was shown to 28 visitors of the portal, of whom 28 filed their request anyway (50 % do on average)"
    ]


def test_days_limit_the_requests_and_a_state_may_be_named(run: Run, indexed: Path, tmp_path: Path) -> None:
    state = default_location(indexed)
    done = run("report", "knowledge", indexed, "--state", state, "--days", 1, "--output", tmp_path / "k")
    assert done.code == 0
    assert 0 < json.loads((tmp_path / "k" / "knowledge.json").read_text(encoding="utf-8"))["requests"] < 30


def test_without_a_state_nothing_is_made_and_the_line_says_what_to_do(run: Run, bundle: Path, tmp_path: Path) -> None:
    done = run("report", "knowledge", bundle, "--output", tmp_path / "k")
    assert done.code == 2
    assert "firstline index articles PATH" in done.complaint
    assert not (tmp_path / "k").exists()
    assert not default_location(bundle).exists()


def test_a_file_in_the_place_of_the_folder_is_said_before_anything_is_read(run: Run, indexed: Path) -> None:
    done = run("report", "knowledge", indexed, "--output", indexed.with_name("kb.jsonl"))
    assert done.code == 2
    assert "is a file" in done.complaint
