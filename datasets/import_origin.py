"""The import's origin: which columns of which export a file of tickets was made from, kept in the file itself."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from firstline.datasets.column_guess import Certainty
from firstline.datasets.export_mapping import ExportMapping

_KEY = b"firstline.origin"
_SUFFIXES = (".parquet", ".pq")


@dataclass(frozen=True, slots=True)
class ColumnOrigin:
    """One of our columns, the column or path of the export that it was read from, how sure that was and because of
    what."""

    ours: str
    theirs: str
    certainty: Certainty
    why: str = ""


@dataclass(frozen=True, slots=True)
class ImportOrigin:
    """`files` are the names of the exports, `doubts` the questions that the import asked of columns it left out, and
    `notes` what it said of the files.
    """

    files: tuple[str, ...]
    columns: tuple[ColumnOrigin, ...]
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def metadata(self) -> dict[bytes, bytes]:
        """What a Parquet file keeps of it."""
        return {_KEY: json.dumps(asdict(self), ensure_ascii=False).encode()}


def column_origins(mapping: ExportMapping) -> Iterator[ColumnOrigin]:
    """What each of our columns is read from, in the order of the export; conversations and logs of changes too."""
    for guess in mapping.guesses:
        if guess.ours:
            yield ColumnOrigin(guess.ours, guess.theirs, guess.certainty, guess.why)
    found: Certainty = "sure" if mapping.preset else "likely"
    if mapping.thread and "messages" not in mapping.columns.values():
        yield ColumnOrigin("messages", mapping.thread[0], found, "a conversation")
    if mapping.moves and "group_history" not in mapping.columns.values():
        yield ColumnOrigin("group_history", mapping.moves[0].path, found, "its log of changes")


def import_origin(path: Path) -> ImportOrigin | None:
    """The origin that a file of tickets was written with; None where it holds none, as JSONL never does."""
    if path.suffix.lower() not in _SUFFIXES:
        return None
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        kept = (pq.read_metadata(path).metadata or {}).get(_KEY)
        return _of(json.loads(kept)) if kept else None
    except (pa.ArrowException, OSError, ValueError, KeyError, TypeError):
        return None


def _of(kept: dict[str, Any]) -> ImportOrigin:
    columns = tuple(ColumnOrigin(**column) for column in kept["columns"])
    return ImportOrigin(tuple(kept["files"]), columns, tuple(kept["doubts"]), tuple(kept.get("notes", ())))
