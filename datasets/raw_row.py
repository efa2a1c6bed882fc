"""The raw row: one record of an export before anything is known of its meaning."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class RawRow:
    """A record as its file gives it.

    `number` counts data rows from 1. `values` maps column to cell, None where the cell is empty. `problem` says why the
    row is bad; `values` then hold what could still be read.
    """

    number: int
    values: dict[str, Any]
    problem: str | None = None
