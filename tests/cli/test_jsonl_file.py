"""Tests of the JSONL file that a command writes."""

import os
import threading
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


def test_what_is_read_is_never_written_over(tmp_path: Path) -> None:
    source, link = tmp_path / "tickets.jsonl", tmp_path / "link.jsonl"
    source.write_text("precious")
    link.symlink_to(source)
    for output in (source, link):
        with pytest.raises(InputError, match="is what is read; name another file"):
            write_jsonl(output, [{"id": 1}], source=source)
    assert source.read_text() == "precious"
    assert files_in(tmp_path) == ["link.jsonl", "tickets.jsonl"]


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.jsonl").write_text("former")
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "real.jsonl")
    write_jsonl(tmp_path / "link.jsonl", [{"id": 1}])
    assert (tmp_path / "link.jsonl").is_symlink()
    assert read_jsonl(tmp_path / "real.jsonl") == [{"id": 1}]


def test_into_a_pipe_is_written_as_it_stands(tmp_path: Path) -> None:
    pipe, came = tmp_path / "pipe", list[str]()
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: came.append(pipe.read_text()))
    reader.start()
    assert write_jsonl(pipe, [{"id": 1}]) == 1
    reader.join(timeout=20)
    assert came == ['{"id": 1}\n']
    assert pipe.is_fifo()


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
