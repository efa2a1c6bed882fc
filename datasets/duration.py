"""The duration: a time that was spent, in words, as minutes."""

import re
from collections.abc import Iterable
from datetime import timedelta

_MINUTES = {
    "days? день дня дней tage? dager? dag dagen jours? días? dias? giorn[oi] dagar": 24 * 60.0,
    "hours? hrs? h std stunden? ч час часа часов timer? t uur uren heures? horas? or[ae] timmar?": 60.0,
    "minutes? mins? m минут[аы]? мин minuten? minutter minuut minut[io]s? minuter": 1.0,
    "seconds? secs? s секунд[аы]? сек sekunden? sekunder": 1 / 60,
}
_UNITS = {re.compile(words.replace(" ", "|")): minutes for words, minutes in _MINUTES.items()}
_PART = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*([^\W\d_]+)\.?,?")


def minutes_of(value: object) -> float | None:
    """The minutes of `2 Hours 48 Minutes`, `1h 30m` or `45 мин`; None for any other text, a bare number too."""
    if isinstance(value, timedelta):
        return value.total_seconds() / 60
    text = str(value).casefold().strip()
    place, minutes = 0, 0.0
    while match := _PART.match(text, place):
        unit = next((size for words, size in _UNITS.items() if words.fullmatch(match[2])), None)
        if unit is None:
            return None
        minutes += float(match[1].replace(",", ".")) * unit
        place = match.end()
    return minutes if place and place == len(text) else None


def are_durations(values: Iterable[str]) -> bool:
    """Whether values are durations in words, and nothing else."""
    found = [minutes_of(value) for value in values]
    return bool(found) and None not in found
