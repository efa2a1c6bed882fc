"""The time unit: times that were spent, where an export writes them as bare numbers of hours or seconds."""

from collections.abc import Mapping

from firstline.datasets.column_names import minutes_of_unit_in, named_column, says_unit
from firstline.datasets.column_profile import ColumnProfile

MINUTES_IN: Mapping[str, float] = {"handle_hours": 60.0, "handle_seconds": 1 / 60}
"""What a column may be mapped to instead of `handle_minutes` → the minutes of one."""
_MOST_HOURS = 24.0


def named_unit(name: str) -> str | None:
    """What of `MINUTES_IN` the last word of a name says that times are in: `Трудозатраты, ч`; None for any other."""
    minutes = minutes_of_unit_in(name)
    return next((ours for ours, size in MINUTES_IN.items() if size == minutes), None)


def spent_without_unit(profile: ColumnProfile) -> bool:
    """Whether a column tells by its name the time that was spent, and neither there nor in its values in what."""
    named = named_column(profile.name)
    tells = named is not None and named[0] == "handle_minutes" and not says_unit(profile.name)
    return tells and profile.numbers > 0.9 and profile.distinct > 1


def look_like_hours(profile: ColumnProfile) -> bool:
    """Whether numbers have fractions and none is longer than a day: `1,35`."""
    numbers = [value.replace(",", ".") for value in profile.values]
    broken = sum("." in number for number in numbers)
    try:
        return broken > len(numbers) / 2 and max(map(float, numbers)) <= _MOST_HOURS
    except ValueError:
        return False
