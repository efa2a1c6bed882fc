"""Which keys of an article's record are ours, hide it, or say nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from firstline.datasets.article_reader import ArticleTable, read_articles


def _markdown(folder: Path, **files: str) -> ArticleTable:
    for name, front in files.items():
        (folder / f"{name}.md").write_text(f"---\n{front}\n---\n# A heading\nA text.", encoding="utf-8")
    return read_articles(folder)


def _jsonl(folder: Path, *records: dict[str, Any]) -> ArticleTable:
    lines = [json.dumps({"title": "A", "body": "A text.", **record}) + "\n" for record in records]
    (folder / "kb.jsonl").write_text("".join(lines), encoding="utf-8")
    return read_articles(folder / "kb.jsonl")


def test_our_keys_are_read_whatever_their_case(tmp_path: Path) -> None:
    table = _markdown(tmp_path, a="ID: KB-1\nTitle: Staff only\nVisibility: internal\nRestricted-To: [legal]")
    (article,) = table.articles
    assert (article.id, article.title, article.visibility) == ("KB-1", "Staff only", "internal")
    assert article.restricted_to == ("legal",)
    (article,) = _jsonl(tmp_path, {"ID": 7, "VISIBILITY": "internal"}).articles
    assert (article.id, article.visibility) == ("7", "internal")


def test_a_key_that_comes_twice_and_says_two_things_is_rejected(tmp_path: Path) -> None:
    table = _markdown(tmp_path, a="id: A\nVisibility: internal\nvisibility: public")
    assert not table.articles
    assert "visibility: came twice" in table.rejected[0].reason


DRAFTS = [
    {"draft": "true"}, {"Draft": "yes"}, {"status": "draft"}, {"state": "DRAFT"}, {"published": "false"},
    {"status": "Archived"},
]  # fmt: skip


@pytest.mark.parametrize("keys", DRAFTS)
def test_a_draft_is_left_out_and_named(tmp_path: Path, keys: dict[str, str]) -> None:
    ((name, value),) = keys.items()
    table = _markdown(tmp_path, a=f"id: A\n{name}: {value}", b="id: B")
    assert [article.id for article in table.articles] == ["B"]
    assert [(draft.id, draft.reason) for draft in table.drafts] == [("A", f"{name.lower()}: {value.lower()}")]
    assert (table.rejected, table.rows) == ((), 2)
    assert [draft.id for draft in _jsonl(tmp_path, {"id": "J", **keys}).drafts] == ["J"]


def test_what_is_published_is_no_draft(tmp_path: Path) -> None:
    keys: list[dict[str, Any]] = [
        {"draft": False}, {"draft": None}, {"published": True}, {"published": "2026-01-02"}, {"status": "published"},
        {"state": 2},
    ]  # fmt: skip
    assert len(_jsonl(tmp_path, *keys).articles) == len(keys)


def test_a_file_of_drafts_alone_is_no_error(tmp_path: Path) -> None:
    table = _jsonl(tmp_path, {"draft": True})
    assert (table.articles, table.rows) == ((), 1)
    assert "draft: true" in (table.why_empty or "")


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [("visibilty", "visibility"), ("visability", "visibility"), ("restricted", "restricted_to"), ("tag", "tags"),
     ("langauge", "language"), ("tilte", "title")],
)  # fmt: skip
def test_a_misspelt_key_rejects_the_article_and_names_both(tmp_path: Path, theirs: str, ours: str) -> None:
    for table in (_markdown(tmp_path, a=f"id: A\n{theirs}: internal"), _jsonl(tmp_path, {theirs: "internal"})):
        assert not table.articles
        assert repr(theirs) in table.rejected[0].reason
        assert repr(ours) in table.rejected[0].reason


@pytest.mark.parametrize(
    "keys", [{"internal": True}, {"private": "yes"}, {"public": False}, {"user_segment_id": 36}, {"audience": "agents"}]
)
def test_another_word_for_who_may_read_it_rejects_the_article(tmp_path: Path, keys: dict[str, Any]) -> None:
    table = _jsonl(tmp_path, keys)
    assert not table.articles
    assert "'visibility'" in table.rejected[0].reason


def test_a_word_for_everybody_hides_nothing(tmp_path: Path) -> None:
    keys: list[dict[str, Any]] = [
        {"internal": False}, {"public": True}, {"user_segment_id": None}, {"audience": "everyone"}
    ]  # fmt: skip
    assert len(_jsonl(tmp_path, *keys).articles) == len(keys)


def test_keys_of_a_help_centre_are_ignored_and_counted(tmp_path: Path) -> None:
    table = _jsonl(
        tmp_path,
        {"author": "x", "section": 3, "votes": 9, "created_at": "2026-01-01", "product_id": 5, "html_url": "/a"},
        {"author": "y", "section": None, "status": "published"},
    )
    assert len(table.articles) == 2
    assert table.ignored == {"author": 2, "section": 1, "votes": 1, "created_at": 1, "product_id": 1, "html_url": 1}


def test_a_key_that_is_mapped_away_is_not_read(tmp_path: Path) -> None:
    _jsonl(tmp_path, {"draft": True, "visibilty": "x"})
    table = read_articles(tmp_path / "kb.jsonl", columns={"draft": "", "visibilty": ""})
    assert len(table.articles) == 1
