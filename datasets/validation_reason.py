"""The validation reason: why a model refused a record, in words that quote nothing of it."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

_PLACES = 3
_WANTED = {
    "string_type": "text is wanted",
    "string_sub_type": "text is wanted",
    "bool_type": "true or false is wanted",
    "bool_parsing": "true or false is wanted",
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), "a whole number is wanted"),
    **dict.fromkeys(("float_type", "float_parsing", "decimal_type", "decimal_parsing"), "a number is wanted"),
    "finite_number": "a number that is not endless is wanted",
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "frozen_set_type", "iterable_type"), "a list is wanted"),
    **dict.fromkeys(
        ("dict_type", "mapping_type", "model_type", "model_attributes_type", "dataclass_type"), "an object is wanted"
    ),
    "literal_error": "{expected} is wanted",
    "enum": "{expected} is wanted",
    "string_too_short": "at least {min_length} characters are wanted",
    "string_too_long": "at most {max_length} characters are taken",
    "too_short": "at least {min_length} entries are wanted",
    "too_long": "at most {max_length} entries are taken",
    "greater_than": "more than {gt} is wanted",
    "greater_than_equal": "{ge} or more is wanted",
    "less_than": "less than {lt} is wanted",
    "less_than_equal": "{le} or less is wanted",
    "missing": "required, but missing",
}
"""Kinds of pydantic's errors, as people say them; what stands in braces is the model's own, never the record's."""
_CAME: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (type(None), "null"),
    (bool, "true or false"),
    (str, "text"),
    ((int, float), "a number"),
    (dict, "an object"),
    ((list, tuple), "a list"),
)
_OF_KIND = ("_type", "_parsing", "int_from_float")


def validation_reason(error: ValidationError) -> str:
    """The first of the errors: where, and what was wanted."""
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"][:_PLACES])
    return f"{place}: {plain_reason(first)}"


def plain_reason(error: Mapping[str, Any]) -> str:
    """What was wanted and, where that tells more, of what kind the thing was that came.

    Args:
        error: one of pydantic's, with or without its `input` and `ctx`.
    """
    kind = str(error.get("type", ""))
    told = str(error.get("msg", "not valid")).removeprefix("Value error, ")
    try:
        wanted = _WANTED[kind].format(**error.get("ctx", {}))
    except KeyError:
        return told
    if not kind.endswith(_OF_KIND) or "input" not in error:
        return wanted
    came = next((name for types, name in _CAME if isinstance(error["input"], types)), None)
    return f"{came} came where {wanted}" if came and not wanted.startswith(came) else wanted
