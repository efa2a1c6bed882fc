"""The day order: whether an export writes 03/04/2025 with the day or the month first."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice

from firstline.datasets.raw_row import RawRow

_LOOKED_AT = 2_000
_LONGEST_DATE = 40
_HALVES = re.compile(r"\d\s*[ap]\.?m\b", re.IGNORECASE)
_NUMBERS = re.compile(r"\s*(\d{1,2})([/.-])(\d{1,2})[/.-](?:\d{4}|\d{2})(?!\d)")
_SLIP = 0.02
"""Up to this share of a column's telling dates may be slips of the pen; beyond it the column has both orders."""

_Place = tuple[str, str]
"""A column and what stands between its numbers."""


@dataclass(frozen=True, slots=True)
class DayOrder:
    """What the dates of a file show, by column and separator, each counted: `days` come first in 31/03/2025, `months`
    in 03/31/2025. `halves` is whether hours are counted with AM and PM.
    """

    days: Mapping[_Place, int] = field(default_factory=dict)
    months: Mapping[_Place, int] = field(default_factory=dict)
    halves: bool = False

    @classmethod
    def seen_in(cls, rows: Iterator[RawRow]) -> "tuple[Iterator[RawRow], DayOrder]":
        """Look at the first 2,000 rows and return all rows again, with the order that their dates show."""
        first = list(islice(rows, _LOOKED_AT))
        days, months, halves = Counter[_Place](), Counter[_Place](), False
        for row in first:
            for column, value in row.values.items():
                if isinstance(value, str) and len(value) <= _LONGEST_DATE and (match := _NUMBERS.match(value)):
                    place = column, match[2]
                    days[place] += int(match[1]) > 12 >= int(match[3])
                    months[place] += int(match[3]) > 12 >= int(match[1])
                    halves = halves or ("/" in value and bool(_HALVES.search(value)))
        return chain(first, rows), cls(+days, +months, halves)

    def under(self, columns: Mapping[str, str]) -> "DayOrder":
        """The same, of columns by the names that `columns` gives them."""
        return DayOrder(_renamed(self.days, columns), _renamed(self.months, columns), self.halves)

    def day_first(self, text: str, column: str | None = None) -> bool | None:
        """Whether the day comes first in a date of `column`; None where the column has dates in both orders.

        A column that shows nothing is read like the others of the file with this separator; after dots the day comes
        first, after other signs the month where hours are counted with AM and PM, and else the day, as in most of the
        world.
        """
        match = _NUMBERS.match(text)
        if match is None:
            return True
        sign = match[2]
        days, months = self.days.get((column or "", sign), 0), self.months.get((column or "", sign), 0)
        if days or months:
            return days >= months if min(days, months) <= _SLIP * (days + months) else None
        for signs in (sign, "/-" if sign != "." else "."):
            days, months = (
                sum(count for (_, one), count in counts.items() if one in signs) for counts in (self.days, self.months)
            )
            if days or months:
                return days >= months
        return sign == "." or not self.halves


def _renamed(counts: Mapping[_Place, int], columns: Mapping[str, str]) -> Mapping[_Place, int]:
    found = Counter[_Place]()
    for (name, sign), count in counts.items():
        found[columns.get(name, name), sign] += count
    return found
