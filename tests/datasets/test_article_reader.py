"""A knowledge base on disk becomes articles."""

import gzip
import json

import pytest

from firstline.datasets.article_reader import read_articles
from firstline.datasets.demo_desk import demo_folder
from firstline.datasets.errors import TicketFileError


def test_a_folder_of_markdown_is_read_with_those_below_it(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "b" / "two.md").write_text(
        "---\nid: B2\nvisibility: internal\nkind: reply\ntags: [x]\n---\n# Two\ntext", encoding="utf-8"
    )
    (tmp_path / "one.md").write_text("# One\ntext", encoding="utf-8")
    (tmp_path / "README.md").write_text("# About these\ntext", encoding="utf-8")
    (tmp_path / ".git" / "x.md").write_text("# No\ntext", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no", encoding="utf-8")
    articles = {article.id: article for article in read_articles(tmp_path).articles}
    assert sorted(articles) == ["B2", "one"]
    assert (articles["B2"].visibility, articles["B2"].kind, articles["B2"].tags) == ("internal", "reply", ("x",))
    assert articles["one"].title == "One"


def test_bad_ones_are_rejected_with_a_reason(tmp_path):
    (tmp_path / "1.md").write_text("---\nid: A\n---\ntext", encoding="utf-8")
    (tmp_path / "2.md").write_text("---\nid: A\n---\nother", encoding="utf-8")
    (tmp_path / "3.md").write_text("---\nvisibility: secret\n---\ntext", encoding="utf-8")
    (tmp_path / "4.md").write_text("---\nid: [\n---\ntext", encoding="utf-8")
    (tmp_path / "5.md").write_text("---\nid: E\n---\n \n", encoding="utf-8")
    (tmp_path / "6.md").write_bytes(bytes(range(256)) * 10)
    table = read_articles(tmp_path)
    assert [article.id for article in table.articles] == ["A"]
    assert [(bad.file, bad.id) for bad in table.rejected] == [
        ("2.md", "A"), ("3.md", "3"), ("4.md", "4"), ("5.md", "E"), ("6.md", None)
    ]  # fmt: skip
    assert table.rows == 6
    assert not any(str(tmp_path) in bad.reason for bad in table.rejected)


def test_jsonl_is_read_gzipped_or_not(tmp_path):
    lines = [{"id": 1, "title": "A", "body": "<p>a</p>"}, {"text": "# B\nb", "tags": "x;y"}, {"id": 3, "body": ""}]
    content = "".join(json.dumps(line) + "\n" for line in lines).encode()
    (tmp_path / "a.jsonl").write_bytes(content)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(content))
    for name in ("a.jsonl", "a.jsonl.gz"):
        table = read_articles(tmp_path / name)
        assert [(article.id, article.title) for article in table.articles] == [("1", "A"), ("2", "B")]
        assert [bad.id for bad in table.rejected] == ["3"]


def test_their_keys_can_be_mapped(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"slug": "a", "html": "<p>a</p>"}\n', encoding="utf-8")
    (article,) = read_articles(tmp_path / "a.jsonl", columns={"slug": "id", "html": "body"}).articles
    assert (article.id, article.body) == ("a", "<p>a</p>")


def test_a_single_markdown_file_is_read(tmp_path):
    (tmp_path / "one.md").write_text("# One\ntext", encoding="utf-8")
    assert read_articles(tmp_path / "one.md").articles[0].id == "one"


def test_no_article_at_all_is_an_error(tmp_path):
    for path in (tmp_path, tmp_path / "none.md", tmp_path / "none"):
        with pytest.raises(TicketFileError):
            read_articles(path)


def test_the_demo_desk_has_no_bad_article():
    table = read_articles(demo_folder() / "articles")
    assert len(table) > 10
    assert not table.rejected


@pytest.mark.parametrize(("title", "body"), [("question", "answer"), ("name", "content"), ("subject", "text")])
def test_other_names_for_title_and_body_are_understood(tmp_path, title, body):
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": 1, title: "How?", body: "Like this."}) + "\n", "utf-8")
    (article,) = read_articles(tmp_path / "a.jsonl").articles
    assert (article.title, article.body) == ("How?", "Like this.")


def test_tickets_with_subject_and_text_are_still_tickets(tmp_path):
    ticket = {"id": 1, "subject": "Lamp", "text": "It is broken", "status": "open"}
    (tmp_path / "t.jsonl").write_text(json.dumps(ticket) + "\n", "utf-8")
    with pytest.raises(TicketFileError, match="tickets came"):
        read_articles(tmp_path / "t.jsonl")


def test_a_title_of_our_name_keeps_what_is_called_a_question(tmp_path):
    row = {"title": "Lamps", "body": "Change it.", "question": "How?", "answer": "x"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    assert read_articles(tmp_path / "a.jsonl").articles[0].title == "Lamps"


def test_rows_without_a_body_are_counted_in_a_sentence(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"slug": "a", "html": "<p>a</p>"}\n' * 3, encoding="utf-8")
    assert (read_articles(tmp_path / "a.jsonl").why_empty or "").startswith("3 rows, none with a body;")
    (tmp_path / "a.jsonl").write_text('{"title": "a", "body": "b"}\n', encoding="utf-8")
    assert read_articles(tmp_path / "a.jsonl").why_empty is None
