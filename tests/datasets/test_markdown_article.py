"""Markdown files with front matter are articles."""

import pytest

from firstline.datasets.markdown_article import first_heading, markdown_article, split_front_matter


def test_front_matter_is_kept_as_it_is_written():
    front, body = split_front_matter(
        "---\nid: 007\nlanguage: no\ntags: [a, 2026-01-01]\nurl:\nbrand: ~\n---\n\n# Title\n"
    )
    assert front == {"id": "007", "language": "no", "tags": ["a", "2026-01-01"], "url": None, "brand": None}
    assert body == "# Title"


@pytest.mark.parametrize(
    "text", ["---\nid: [\n---\nx", "---\n- a\n---\nx", "---\nid: a\nx", "---\njust text\n---\nx", "---\na: b: c\n---\n"]
)
def test_front_matter_that_cannot_be_read_is_an_error(text):
    with pytest.raises(ValueError, match="front matter"):
        split_front_matter(text)


def test_a_file_without_front_matter_is_all_text():
    assert split_front_matter("# T\n\n---\nx") == ({}, "# T\n\n---\nx")
    assert split_front_matter("---\n\nA rule above, no front matter") == ({}, "---\n\nA rule above, no front matter")
    assert split_front_matter("---\n---\nx") == ({}, "x")
    assert split_front_matter("") == ({}, "")


def test_path_and_first_heading_stand_in_for_id_and_title(tmp_path):
    path = tmp_path / "mail" / "set-up_imap.md"
    path.parent.mkdir()
    path.write_bytes("\ufeff```\n# no heading\n```\r\n## How to ##\r\ntext".encode())
    cells = markdown_article(path, root=tmp_path)
    assert (cells["id"], cells["title"]) == ("mail/set-up_imap", "How to")
    path.write_text("text", encoding="utf-8")
    assert markdown_article(path, root=tmp_path)["title"] == "set up imap"


def test_headings_in_code_are_none():
    assert first_heading("~~~\n# a\n~~~\n") is None
