"""The class values: whether what stands in a closed list can name classes at all."""

import re
from collections.abc import Sequence

from firstline.datasets.duration import are_durations

_CLOCK = re.compile(r"-?\d{1,4}:[0-5]\d(?::[0-5]\d)?(?:[.,]\d+)?(?:\s*[ap]\.?m\.?)?", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?\d+(?:[.,\s]\d+)*\s*%?")
_SURNAME_FIRST = re.compile(
    r"(?:[^\W\d_]{1,4}\.? ){0,3}[^\W\d_][\w'’\-]+, (?:[^\W\d_][\w'’.\-]*)(?: [^\W\d_][\w'’.\-]*)?"
)
_KEY = re.compile(r"(?=.*\d)(?=.*[a-f])[0-9a-f]{16,64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_MOSTLY = 0.8


def are_classes(values: Sequence[str]) -> bool:
    """Whether values may be classes: clock times, durations, numbers, keys in hexadecimal digits and people's names
    (`Brouwer, Ruud`) are none.
    """
    return not (
        are_keys(values)
        or are_times_spent(values)
        or _mostly(values, _NUMBER)
        or (len(values) > 1 and _mostly(values, _SURNAME_FIRST))
    )


def are_keys(values: Sequence[str]) -> bool:
    """Whether values are keys of other records: `cbeb04de5c6adeecb4890beb`."""
    return _mostly(values, _KEY)


def are_times_spent(values: Sequence[str]) -> bool:
    """Whether values are times on a clock or durations: `0:50`, `1:33:00`, `2 hours`."""
    return are_clock_times(values) or are_durations(values)


def are_clock_times(values: Sequence[str]) -> bool:
    """Whether values are written as on a clock."""
    return _mostly(values, _CLOCK)


def _mostly(values: Sequence[str], form: re.Pattern[str]) -> bool:
    return bool(values) and sum(bool(form.fullmatch(value.strip())) for value in values) >= _MOSTLY * len(values)
