"""The rejected row: a record of an export that cannot be used, with the reason."""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from firstline.datasets.errors import TooManyRejectedError

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that was left out. `row` counts the data rows of `file` from 1; `reason` never quotes the row's text."""

    row: int
    id: str | None
    reason: str
    file: str = ""


class RejectingTable(Protocol):
    """What a reader returns: `rows` is the number of rows read, the rejected ones among them,
    `undecoded` that of the kept ones whose text has characters that could not be decoded.
    """

    @property
    def rejected(self) -> tuple[RejectedRow, ...]: ...

    @property
    def rows(self) -> int: ...

    @property
    def undecoded(self) -> int: ...


def rejected_path(output: Path) -> Path:
    """Where the rejected rows of a command that writes `output` go: `<output>.rejected.jsonl` beside it."""
    return output.with_name(output.name + ".rejected.jsonl")


def write_rejected(output: Path, rejected: Sequence[RejectedRow]) -> Path | None:
    """Write `<output>.rejected.jsonl` whole or not at all, and return its path; without rows remove an older one.

    Keys: `row`, `id`, `reason`, `file`.
    """
    path = rejected_path(output)
    if not rejected:
        path.unlink(missing_ok=True)
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with unfinished.open("w", encoding="utf-8") as stream:
            stream.writelines(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rejected)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def check_rejected(
    table: RejectingTable, *, max_share: float = 0.05, written: Path | None = None, hint: str = ""
) -> None:
    """Refuse a table of which too much was rejected; `written` is where all rejected rows can be read, `hint` what to
    do where that is known.

    Raises:
        TooManyRejectedError: more than `max_share` of the rows are bad; the message gives the first reasons.
    """
    count = len(table.rejected)
    if not count or count <= max_share * table.rows:
        return
    first = "; ".join(f"row {bad.row} of {bad.file}: {bad.reason}" for bad in table.rejected[:_SHOWN])
    where = f"; all of them are in {written}" if written else ""
    raise TooManyRejectedError(
        f"{count:,} of {table.rows:,} rows were rejected, more than {max_share:.0%} ({first}){where}; "
        f"{hint or 'mend the export, or allow more with --max-rejected'}"
    )
