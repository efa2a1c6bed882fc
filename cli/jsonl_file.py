"""The JSONL file that a command writes: whole or not at all."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from firstline.datasets.errors import InputError


def write_jsonl(path: Path, rows: Iterable[Mapping[str, object]]) -> int:
    """Write one object a line beside `path` and rename it into place; returns how many.

    Raises InputError when `path` is a folder or cannot be written. An error while the rows are made leaves no file.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder; name a file to write")
        path.parent.mkdir(parents=True, exist_ok=True)
        with _removed_on_failure(partial), partial.open("w", encoding="utf-8") as stream:
            count = 0
            for row in rows:
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")
                count += 1
            stream.flush()
            partial.replace(path)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}") from error
    return count


@contextmanager
def _removed_on_failure(partial: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
