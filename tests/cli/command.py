"""The `firstline` command, run in the process of the tests, and the files it reads and writes."""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firstline.datasets.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The one readable line of an error."""
        (line,) = [line for line in self.err.splitlines() if line.startswith("firstline: ")]
        assert "Traceback" not in self.err
        return line


Run = Callable[..., Done]
"""Called with the arguments after `firstline`."""


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def write_jsonl(path: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def write_csv(path: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    table = list(rows)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(dict.fromkeys(key for row in table for key in row)))
        writer.writeheader()
        writer.writerows(table)
    return path


def as_row(ticket: Ticket) -> dict[str, Any]:
    """A ticket as an export writes it."""
    return ticket.model_dump(mode="json", exclude_defaults=True)


def files_in(folder: Path) -> list[str]:
    """Names in a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


def python() -> str:
    return sys.executable
