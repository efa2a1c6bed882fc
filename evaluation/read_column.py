"""The read column: which column of an export one of our fields was read from, and how sure that is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from firstline.datasets.column_guess import Certainty
from firstline.datasets.export_mapping import FIRST_HUMAN, FIRST_PRIORITY, ExportMapping
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
    def is_unsure(self) -> bool:
        """Whether somebody should look at it before a figure that rests on it is believed."""
        return self.how_sure in ("likely", "guess")


def mapped_columns(mapping: ExportMapping) -> tuple[ReadColumn, ...]:
    """What an export was understood as: what is learned first, then the rest in the order of the export."""
    return _ordered(_mapped(mapping))


def our_columns(
    names: Collection[str], told: Mapping[str, str], imported: Mapping[str, tuple[str, Certainty]]
) -> tuple[ReadColumn, ...]:
    """Of a file whose columns have our names; what is not ours is a field of the desk's own, and is none of these.

    Args:
        names: its columns.
        told: theirs → ours as somebody said.
        imported: ours → the column of the export that an import guessed it from, and how sure that was.
    """
    said = [
        ReadColumn(ours, theirs, "stated", "you said so") for theirs, ours in told.items() if ours and theirs in names
    ]
    own = [name for name in names if name in OUR_NAMES and name not in told and name not in told.values()]
    return _ordered([*said, *(_own(name, imported.get(name)) for name in own)])


def _own(name: str, imported: tuple[str, Certainty] | None) -> ReadColumn:
    if imported is None:
        return ReadColumn(name, name, "known", "our own name")
    theirs, certainty = imported
    return ReadColumn(name, theirs, _HOW_SURE[certainty], "when it was imported")


def _mapped(mapping: ExportMapping) -> Iterator[ReadColumn]:
    for guess in mapping.guesses:
        if guess.ours:
            yield ReadColumn(guess.ours, guess.theirs, _HOW_SURE[guess.certainty], guess.why)
    if mapping.thread and "messages" not in mapping.columns.values():
        yield ReadColumn("messages", mapping.thread[0], "known" if mapping.preset else "likely", "a conversation")
    if mapping.moves and "group_history" not in mapping.columns.values():
        sure = _HOW_SURE["sure" if mapping.preset else "likely"]
        yield ReadColumn("group_history", mapping.moves[0].path, sure, "its log of changes")


def _ordered(columns: Iterable[ReadColumn]) -> tuple[ReadColumn, ...]:
    places = {name: place for place, name in enumerate(_FIRST)}
    return tuple(sorted(columns, key=lambda column: places.get(column.ours, len(places))))
