"""The validation reason: why a model refused a record, in words that quote nothing of it."""

from pydantic import ValidationError

_PLACES = 3


def validation_reason(error: ValidationError) -> str:
    """The first of the errors: where, and what was wanted."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(str(part) for part in first["loc"][:_PLACES])
    return f"{place}: {first['msg'].removeprefix('Value error, ')}"
