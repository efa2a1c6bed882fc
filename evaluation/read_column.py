"""The read column: which column of an export one of our fields was read from, and how sure that is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from firstline.datasets.column_guess import Certainty
from firstline.datasets.column_names import called
from firstline.datasets.export_mapping import FIRST_HUMAN, FIRST_PRIORITY, ExportMapping
from firstline.datasets.import_origin import ColumnOrigin, column_origins
from firstline.datasets.ticket import CANONICAL_COLUMNS, TARGET_FIELDS

HowSure = Literal["stated", "known", "likely", "guess"]
"""Somebody said so; the name can mean nothing else; the name or the values point there; only the values do."""

_HOW_SURE: Mapping[Certainty, HowSure] = {"given": "stated", "sure": "known", "likely": "likely", "guess": "guess"}
OUR_NAMES = frozenset({*CANONICAL_COLUMNS, "text", FIRST_PRIORITY, FIRST_HUMAN})
"""Columns that need no guess: they mean what they are called."""

_FIRST = (*TARGET_FIELDS, "group_history", "reassignments", "subject", "body", "messages", "created_at")


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """`theirs` is a column or a path into a record; of several for one of ours the first that is not empty counts."""

    ours: str
    theirs: str
    how_sure: HowSure
    why: str = ""

    @property
    def called(self) -> str:
        """The column as the desk itself calls it."""
        return called(self.theirs)

    @property
    def is_unsure(self) -> bool:
        """Whether somebody should look at it before a figure that rests on it is believed."""
        return self.how_sure in ("likely", "guess")


def mapped_columns(mapping: ExportMapping) -> tuple[ReadColumn, ...]:
    """What an export was understood as: what is learned first, then the rest in the order of the export."""
    return _ordered(map(_read, column_origins(mapping)))


def our_columns(
    names: Collection[str], told: Mapping[str, str], imported: Collection[ColumnOrigin]
) -> tuple[ReadColumn, ...]:
    """Of a file whose columns have our names; what is not ours is a field of the desk's own, and is none of these.

    Args:
        names: its columns.
        told: theirs → ours as somebody said.
        imported: what an import read them from.
    """
    said = [
        ReadColumn(ours, theirs, "stated", "you said so") for theirs, ours in told.items() if ours and theirs in names
    ]
    told_of = {*told, *told.values()}
    read = [one for one in imported if one.ours not in told_of]
    own = [name for name in names if name in OUR_NAMES and name not in told_of and name not in {o.ours for o in read}]
    return _ordered([*said, *map(_read, read), *(ReadColumn(name, name, "known", "our own name") for name in own)])


def _read(one: ColumnOrigin) -> ReadColumn:
    return ReadColumn(one.ours, one.theirs, _HOW_SURE[one.certainty], one.why)


def _ordered(columns: Iterable[ReadColumn]) -> tuple[ReadColumn, ...]:
    places = {name: place for place, name in enumerate(_FIRST)}
    return tuple(sorted(columns, key=lambda column: places.get(column.ours, len(places))))
