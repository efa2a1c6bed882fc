"""The timestamp: a point in time as exports write it."""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Annotated

from dateutil import parser as dateutil_parser
from pydantic import BeforeValidator, ValidationInfo

_EARLIEST_EPOCH = 100_000_000
_EPOCH_MILLISECONDS = 100_000_000_000
_LONGEST = 64
_BEFORE_CLOCK = re.compile(r"\s*(?:@|,|\bat\b|\bum\b|\bв\b|\bkl\b\.?)+\s*(?=\d{1,2}[:.]\d\d)", re.IGNORECASE)
_AFTER_CLOCK = re.compile(r"\s*(?:uhr|г\.|ч\.)(?=\s|,|$)", re.IGNORECASE)
"""Words around the hour: `Jul 15, 2025 @ 03:22 PM`, `15.07.2025 um 10:22 Uhr`."""
_DEFAULTS = (datetime(2001, 1, 1), datetime(2002, 2, 2))  # noqa: DTZ001  the zone is decided by the caller
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ ,T]{1,2}(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?)?")
# Only names that mean one offset wherever they are written: IST is three time zones, CST two.
_ZONES = {
    "Z": 0,
    "UTC": 0,
    "GMT": 0,
    "WET": 0,
    "WEST": 1,
    "BST": 1,
    "CET": 1,
    "MEZ": 1,
    "CEST": 2,
    "MESZ": 2,
    "EET": 2,
    "EEST": 3,
}
_ZONES |= {"MSK": 3, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "JST": 9, "KST": 9}


def parse_timestamp(value: str | float | date, *, time_zone: tzinfo = UTC, day_first: bool = True) -> datetime:
    """Read a time in any common notation.

    RFC 3339, `31/12/2025 10:00`, `31.12.2025`, `30/Sep/21 17:20`, RFC 2822 and Unix seconds or milliseconds are all
    read. A time without an offset is taken to be in `time_zone`. `day_first` decides `03/04/2025`.

    Raises:
        ValueError: the text names no day, or a time zone by an ambiguous name.
    """
    if isinstance(value, datetime):
        return _inside_the_calendar(value if value.tzinfo else value.replace(tzinfo=time_zone))
    if isinstance(value, date):
        return _inside_the_calendar(datetime(value.year, value.month, value.day, tzinfo=time_zone))
    text = str(value).strip()
    if text.isascii() and text.replace(".", "", 1).isdecimal() and float(text) >= _EARLIEST_EPOCH:
        return _from_epoch(float(text))
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = _from_numbers(text, day_first=day_first) or _from_free_text(text, day_first=day_first)
    return _inside_the_calendar(moment if moment.tzinfo else moment.replace(tzinfo=time_zone))


def _inside_the_calendar(moment: datetime) -> datetime:
    """A time whose offset carries it past the first or last day cannot be written in UTC."""
    try:
        moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("not a time: in UTC it is outside the calendar") from None
    return moment


def _from_epoch(number: float) -> datetime:
    seconds = number / 1000 if abs(number) >= _EPOCH_MILLISECONDS else number
    try:
        return datetime.fromtimestamp(seconds, tz=UTC)
    except (OverflowError, OSError, ValueError):
        raise ValueError("not a time: the number is outside the calendar") from None


def _from_numbers(text: str, *, day_first: bool) -> datetime | None:
    """Days and months as numbers before a year of four digits, which dateutil reads too, thirty times slower."""
    match = _NUMBERS.fullmatch(text)
    if not match:
        return None
    first, second, year, hour, minute, seconds = (int(part or 0) for part in match.groups())
    day, month = (first, second) if (day_first and second <= 12) or first > 12 else (second, first)
    try:
        return datetime(year, month, day, hour, minute, seconds)  # noqa: DTZ001  the zone is decided by the caller
    except ValueError:
        return None


def _from_free_text(text: str, *, day_first: bool) -> datetime:
    """Parse twice with other defaults: what differs was not in the text, and a time needs its day."""
    text = _AFTER_CLOCK.sub("", _BEFORE_CLOCK.sub(" ", text))
    if len(text) > _LONGEST:
        raise ValueError("not a time; RFC 3339 such as 2026-01-31T09:30:00+01:00 is always understood")
    try:
        first, second = (
            dateutil_parser.parse(text, dayfirst=day_first, default=default, tzinfos=_zone) for default in _DEFAULTS
        )
    except _UnknownZoneError:
        raise ValueError("the time zone's name is ambiguous or unknown; write an offset such as +01:00") from None
    except (ValueError, OverflowError, TypeError, ArithmeticError):
        raise ValueError("not a time; RFC 3339 such as 2026-01-31T09:30:00+01:00 is always understood") from None
    if first.date() != second.date():
        raise ValueError("not a time: year, month and day are needed")
    return first


class _UnknownZoneError(Exception):
    pass


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    """Without this, dateutil reads names of the machine's own zone and drops all others with a warning."""
    if offset is not None:
        return timezone(timedelta(seconds=offset))
    if name is None:
        return None
    if name.upper() not in _ZONES:
        raise _UnknownZoneError
    return timezone(timedelta(hours=_ZONES[name.upper()]))


def _validate(value: object, info: ValidationInfo) -> object:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float | date):
        raise ValueError("not a time; RFC 3339 is wanted")
    context = info.context or {}
    zone, order = context.get("time_zone", UTC), context.get("day_order")
    # Of one date alone nobody can tell, but with dots the day is always first.
    lone = None if "/" in str(value) else True
    day_first = lone if order is None else order.day_first(str(value), info.field_name)
    moment = parse_timestamp(value, time_zone=zone, day_first=day_first is not False)
    if day_first is None and parse_timestamp(value, time_zone=zone, day_first=False) != moment:
        others = "" if order is None else " (this column has dates in both orders)"
        raise ValueError(
            f"either the day or the month comes first{others}; RFC 3339 such as 2026-01-31T09:30:00+01:00 is clear"
        )
    return moment


Timestamp = Annotated[datetime | None, BeforeValidator(_validate)]
