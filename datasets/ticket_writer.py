"""The ticket writer: tickets to one file, row by row, whole or not at all."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

from firstline.datasets.errors import InputError
from firstline.datasets.ticket import CANONICAL_COLUMNS, Ticket
from firstline.datasets.unfinished_file import remove_abandoned, unfinished_file

_ROWS = 5_000
_CHARACTERS = 16_000_000
_TIMES = ("created_at", "updated_at", "first_response_at", "resolved_at", "closed_at")
_NUMBERS = ("reassignments", "handle_minutes", "csat")
_LISTS = ("article_ids", "group_history", "restricted_to")
_JSON = ("attachments", "mail_headers", "set_by")

Write = Callable[[Ticket], None]
Metadata = Callable[[], Mapping[bytes, bytes]]


@contextmanager
def ticket_writer(path: Path, *, extra: Sequence[str] = (), metadata: Metadata | None = None) -> Iterator[Write]:
    """A function that takes one ticket after the other; the file is there when the block ends without an error.

    Args:
        path: ends in .parquet or .jsonl.
        extra: names of the tickets' extra fields.
        metadata: is asked at the end for what a Parquet file keeps beside its rows; JSONL has no place for it.

    Raises:
        InputError: another ending, a folder, or a place where nothing can be written.
    """
    opened = _FORMATS.get(path.suffix.lower())
    if opened is None:
        raise InputError(f"{path}: tickets are written as .parquet or .jsonl; end the name of --output in one of them")
    if path.is_dir():
        raise InputError(f"{path} is a folder; name a file to write")
    unfinished = unfinished_file(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        remove_abandoned(path)
        with opened(unfinished, extra, metadata or dict) as write:
            yield write
        unfinished.replace(path)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


@contextmanager
def _jsonl(path: Path, _extra: Sequence[str], _metadata: Metadata) -> Iterator[Write]:
    with path.open("w", encoding="utf-8") as stream:
        yield lambda ticket: _write_line(stream, ticket)


def _write_line(stream: TextIO, ticket: Ticket) -> None:
    row = ticket.model_dump(mode="json", exclude_defaults=True)
    stream.write(json.dumps({"id": ticket.id, **row}, ensure_ascii=False) + "\n")


@contextmanager
def _parquet(path: Path, extra: Sequence[str], metadata: Metadata) -> Iterator[Write]:
    import pyarrow.parquet as pq

    schema = _schema(extra)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        group = _RowGroup(writer, schema, tuple(extra))
        yield group.add
        group.flush()
        writer.add_key_value_metadata(dict(metadata()))


class _RowGroup:
    """Tickets that wait to be written together."""

    def __init__(self, writer: Any, schema: Any, extra: tuple[str, ...]) -> None:
        self._writer = writer
        self._schema = schema
        self._extra = extra
        self._rows: list[dict[str, Any]] = []
        self._characters = 0

    def add(self, ticket: Ticket) -> None:
        self._rows.append(_row(ticket, self._extra))
        self._characters += len(ticket.body) + sum(len(message.text) for message in ticket.messages)
        if len(self._rows) >= _ROWS or self._characters >= _CHARACTERS:
            self.flush()

    def flush(self) -> None:
        import pyarrow as pa

        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
        self._rows, self._characters = [], 0


def _schema(extra: Sequence[str]) -> Any:
    import pyarrow as pa

    time = pa.timestamp("us", tz="UTC")
    message = pa.struct(
        [("id", pa.string()), ("at", time), ("author", pa.string()), ("public", pa.bool_()), ("text", pa.string())]
    )
    types: Mapping[str, Any] = {
        **dict.fromkeys(_TIMES, time),
        **dict.fromkeys(_NUMBERS, pa.float64()),
        **dict.fromkeys(_LISTS, pa.list_(pa.string())),
        "messages": pa.list_(message),
        "reopened": pa.int64(),
    }
    return pa.schema([(name, types.get(name, pa.string())) for name in (*CANONICAL_COLUMNS, *extra)])


def _row(ticket: Ticket, extra: Sequence[str]) -> dict[str, Any]:
    row = {name: getattr(ticket, name) for name in CANONICAL_COLUMNS}
    row["messages"] = [message.model_dump() for message in ticket.messages] or None
    for name in _LISTS:
        row[name] = list(row[name]) or None
    for name in _JSON:
        row[name] = _as_json(row[name])
    row["reopened"] = int(row["reopened"]) if isinstance(row["reopened"], int | float) else None
    for name in extra:
        value = (ticket.model_extra or {}).get(name)
        row[name] = _as_json(value) if isinstance(value, Mapping | list | tuple) else ticket.label(name)
    return row


def _as_json(value: Any) -> str | None:
    if not value:
        return None
    plain = dict(value) if isinstance(value, Mapping) else value
    return value if isinstance(value, str) else json.dumps(plain, ensure_ascii=False, default=str)


_FORMATS = {".parquet": _parquet, ".pq": _parquet, ".jsonl": _jsonl, ".ndjson": _jsonl}
