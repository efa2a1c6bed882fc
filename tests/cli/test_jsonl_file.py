"""Tests of the JSONL file that a command writes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from firstline.cli.jsonl_file import write_jsonl
from firstline.datasets.errors import InputError
from tests.cli.command import files_in, read_jsonl


def _interrupted() -> Iterator[dict[str, object]]:
    yield {"id": 1}
    raise KeyboardInterrupt


def test_every_row_is_one_line_in_any_script(tmp_path: Path) -> None:
    rows = [{"id": "1", "text": "принтер 🖨"}, {"id": "2", "text": "two\nlines\u2028three"}]
    assert write_jsonl(tmp_path / "out.jsonl", rows) == 2
    assert read_jsonl(tmp_path / "out.jsonl") == rows
    assert "принтер" in (tmp_path / "out.jsonl").read_text(encoding="utf-8")


def test_no_rows_make_an_empty_file(tmp_path: Path) -> None:
    assert write_jsonl(tmp_path / "out.jsonl", []) == 0
    assert (tmp_path / "out.jsonl").read_bytes() == b""


def test_missing_folders_are_made(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a" / "b" / "out.jsonl", [{}])
    assert files_in(tmp_path / "a" / "b") == ["out.jsonl"]


def test_an_interruption_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        write_jsonl(tmp_path / "out.jsonl", _interrupted())
    assert files_in(tmp_path) == []


def test_an_interruption_leaves_the_former_file(tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_text("former")
    with pytest.raises(KeyboardInterrupt):
        write_jsonl(tmp_path / "out.jsonl", _interrupted())
    assert (tmp_path / "out.jsonl").read_text() == "former"
    assert files_in(tmp_path) == ["out.jsonl"]


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        write_jsonl(tmp_path, [{}])


def test_a_path_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot be written"):
        write_jsonl(tmp_path / "file" / "out.jsonl", [{}])


def test_a_name_that_the_disk_does_not_take_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        write_jsonl(tmp_path / ("x" * 300), [{}])
