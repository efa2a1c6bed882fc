"""The duration: a time that was spent, in words or as on a clock, as minutes."""

import re
from collections.abc import Iterable
from datetime import timedelta

_MINUTES = {
    "d days? день дня дней tage? dager? dag dagen jours? días? dias? giorn[oi] dagar": 24 * 60.0,
    "hours? hrs? h std stunden? ч час часа часов timer? t uur uren heures? horas? or[ae] timmar?": 60.0,
    "minutes? mins? m минут[аы]? мин minuten? minutter minuut minut[io]s? minuter": 1.0,
    "seconds? secs? s секунд[аы]? сек sekunden? sekunder": 1 / 60,
}
_UNITS = {re.compile(words.replace(" ", "|")): minutes for words, minutes in _MINUTES.items()}
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?")
_PART = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*([^\W\d_]+)\.?,?")


def minutes_of(value: object) -> float | None:
    """The minutes of `2 Hours 48 Minutes`, `1h 30m`, `45 мин` or `1:30` (hours and minutes, then seconds); None for any
    other text, a bare number too.
    """
    if isinstance(value, timedelta):
        return value.total_seconds() / 60
    text = str(value).casefold().strip()
    if clock := _CLOCK.fullmatch(text):
        hours, rest, seconds = (float(part or 0) for part in clock.groups())
        return hours * 60 + rest + seconds / 60
    place, minutes = 0, 0.0
    while match := _PART.match(text, place):
        unit = unit_minutes(match[2])
        if unit is None:
            return None
        minutes += float(match[1].replace(",", ".")) * unit
        place = match.end()
    return minutes if place and place == len(text) else None


def unit_minutes(word: str) -> float | None:
    """The minutes of one of a unit of time: `hours`, `ч`, `sec`; None for any other word."""
    return next((size for words, size in _UNITS.items() if words.fullmatch(word.casefold())), None)


def are_durations(values: Iterable[str]) -> bool:
    """Whether values are durations, and nothing else."""
    found = [minutes_of(value) for value in values]
    return bool(found) and None not in found
