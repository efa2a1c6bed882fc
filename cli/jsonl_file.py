"""The JSONL file that a command writes: whole or not at all."""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from firstline.datasets.errors import InputError


def write_jsonl(path: Path, rows: Iterable[Mapping[str, object]]) -> int:
    """Write one object a line beside `path` and rename it into place; returns how many.

    Raises InputError when `path` is a folder or cannot be written. An error while the rows are made leaves no file.
    """
    if path.is_dir():
        raise InputError(f"{path} is a folder; name a file to write")
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    count = 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("w", encoding="utf-8") as stream:
            for row in rows:
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")
                count += 1
        partial.replace(path)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        partial.unlink(missing_ok=True)
    return count
