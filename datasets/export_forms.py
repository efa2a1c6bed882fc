"""The export forms: whether several files that are imported as one table have the same columns."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from firstline.datasets.errors import TicketFileError
from firstline.datasets.raw_row import RawRow

_SHOWN = 12


def different_forms(files: Sequence[tuple[Path, Sequence[RawRow]]]) -> tuple[str, ...]:
    """A sentence for each file that has other columns than the first one.

    Of records with keys of their own only those count that every record of a file has.

    Args:
        files: each with its first rows.

    Raises:
        TicketFileError: a file has none of the columns of the first one.
    """
    (first, rows), *others = files
    return tuple(_differences(first, _always(rows), _ever(rows), others))


def _differences(
    first: Path, always: Sequence[str], ever: Sequence[str], others: Sequence[tuple[Path, Sequence[RawRow]]]
) -> Iterator[str]:
    for path, rows in others:
        columns = _ever(rows)
        if not set(columns) & set(ever):
            raise TicketFileError(
                f"{path}: none of its columns ({_listed(columns)}) is among those of {first} ({_listed(ever)}): these "
                "are exports of two forms; import each on its own, with an --output in a folder of its own"
            )
        alone = [name for name in _always(rows) if name not in ever]
        lacking = [name for name in always if name not in columns]
        said = [f"only it has {_listed(alone)}"] if alone else []
        said += [f"it has no {_listed(lacking)}"] if lacking else []
        if said:
            yield f"{path.name} has other columns than {first.name}: {'; '.join(said)}"


def _ever(rows: Sequence[RawRow]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row.values))


def _always(rows: Sequence[RawRow]) -> list[str]:
    whole = [row.values for row in rows if row.values]
    return [name for name in (whole[0] if whole else ()) if all(name in values for values in whole)]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
