"""The day order: whether an export writes 03/04/2025 with the day or the month first."""

import re
from collections.abc import Iterator
from itertools import chain, islice

from firstline.datasets.raw_row import RawRow

_LOOKED_AT = 2_000
_LONGEST_DATE = 40
_HALVES = re.compile(r"\d\s*[ap]\.?m\b", re.IGNORECASE)
_AMBIGUOUS = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})(?!\d)")


def day_first(rows: Iterator[RawRow]) -> tuple[Iterator[RawRow], bool]:
    """Look at the first 2,000 rows and return all rows again, with the order that their dates show.

    A cell such as 03/31/2025 shows the month first and 31/03/2025 the day. The more frequent order counts; without
    any such cell it is the month where hours are counted with AM and PM, and else the day, as in most of the world.
    """
    first = list(islice(rows, _LOOKED_AT))
    days = months = halves = 0
    for row in first:
        for value in row.values.values():
            if isinstance(value, str) and len(value) <= _LONGEST_DATE and (match := _AMBIGUOUS.match(value)):
                days += int(match[1]) > 12 >= int(match[2])
                months += int(match[2]) > 12 >= int(match[1])
                halves += "/" in value and bool(_HALVES.search(value))
    return chain(first, rows), days >= months if days or months else not halves
