"""The JSON document: a request body read strictly, so that nothing behind it meets what JSON does not have."""

import json
import math
import re
from typing import Any

from firstline.serving.problems import MALFORMED_JSON, ProblemError, invalid

_DEEPEST = 64
_MOST_DIGITS = 19
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


def read_json(raw: bytes) -> Any:
    """Parse a UTF-8 body.

    Half of a surrogate pair (text cut by a sloppy client) becomes U+FFFD, one code point for one, so that offsets
    stay true. Of a repeated key the last one counts. NUL and other control characters stay: cleaning is the
    model's work.

    Raises:
        ProblemError: not UTF-8, not JSON, NaN or infinity, a number of more than 19 digits, or deeper than 64.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProblemError(MALFORMED_JSON, f"the body is not UTF-8 (byte {error.start})") from None
    try:
        document = json.loads(text, parse_constant=_no_constant, parse_int=_integer, parse_float=_number)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ProblemError(MALFORMED_JSON, f"the body is not JSON: {error.msg} ({where})") from None
    except RecursionError:
        raise _too_deep() from None
    return _well_formed(document, depth=0)


def _no_constant(name: str) -> Any:
    raise ProblemError(MALFORMED_JSON, f"{name} is not JSON; leave the key out or write null")


def _integer(digits: str) -> int:
    if len(digits.lstrip("-")) > _MOST_DIGITS:
        raise invalid("#", f"a number has more than {_MOST_DIGITS} digits; write it as a string")
    return int(digits)


def _number(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise invalid("#", "a number is out of range; write it as a string")
    return number


def _too_deep() -> ProblemError:
    return invalid("#", f"the body is nested deeper than {_DEEPEST} levels")


def _well_formed(value: Any, *, depth: int) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else _LONE_SURROGATE.sub("\ufffd", value)
    if not isinstance(value, dict | list):
        return value
    if depth >= _DEEPEST:
        raise _too_deep()
    if isinstance(value, list):
        return [_well_formed(item, depth=depth + 1) for item in value]
    return {_well_formed(key, depth=0): _well_formed(item, depth=depth + 1) for key, item in value.items()}
