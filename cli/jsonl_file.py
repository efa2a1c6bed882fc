"""The JSONL file that a command writes: whole or not at all."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TextIO

from firstline.datasets.errors import InputError
from firstline.datasets.output_folder import check_not_kept
from firstline.datasets.unfinished_file import removed_on_failure, unfinished_file


def write_jsonl(path: Path, rows: Iterable[Mapping[str, object]], *, source: Path | None = None) -> int:
    """Write one object a line beside `path` and rename it into place; returns how many.

    A link is followed; into a device or a pipe is written as it stands.

    Args:
        source: what the rows are made from, which is never written over.

    Raises InputError when `path` is a folder, is the source, is in a bundle or a state, or cannot be written. An error
    while the rows are made leaves no file.
    """
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder; name a file to write")
        if source is not None and path.exists() and source.exists() and path.samefile(source):
            raise InputError(f"{path} is what is read; name another file to write")
        check_not_kept(path)
        path.resolve().parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8") as stream:
                return _written(stream, rows)
        whole = path.resolve()
        partial = unfinished_file(whole)
        with removed_on_failure(partial), partial.open("w", encoding="utf-8") as stream:
            count = _written(stream, rows)
            partial.replace(whole)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}") from error
    return count


def _written(stream: TextIO, rows: Iterable[Mapping[str, object]]) -> int:
    count = 0
    for row in rows:
        stream.write(json.dumps(row, ensure_ascii=False) + "\n")
        count += 1
    stream.flush()
    return count
