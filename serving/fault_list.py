"""The fault list: pydantic's validation errors as pointers and sentences that repeat nothing of the input."""

from collections.abc import Iterable, Mapping
from typing import Any

from firstline.datasets.validation_reason import plain_reason
from firstline.serving.problems import INVALID_REQUEST, Fault, ProblemError

_LONGEST_KEY = 100
_MOST_FAULTS = 50
# Where FastAPI found a value; only the body has JSON Pointers.
_PLACES = frozenset({"body", "query", "path", "header", "cookie"})


def _pointer(location: Iterable[Any]) -> str:
    parts = (str(part)[:_LONGEST_KEY].replace("~", "~0").replace("/", "~1") for part in location)
    return "#" + "".join(f"/{part}" for part in parts)


def _sentence(error: Mapping[str, Any]) -> str:
    kind, location = str(error.get("type", "")), tuple(error.get("loc", ()))
    if kind == "extra_forbidden" and location:
        return f"unknown key {str(location[-1])[:_LONGEST_KEY]!r}"
    if kind == "missing" and location == ("body",):
        return "no body came; a JSON object is wanted (/docs shows what belongs into it)"
    return plain_reason(error)


def faults_of(errors: Iterable[Mapping[str, Any]], *, under: tuple[Any, ...] = ()) -> list[Fault]:
    """One `Fault` for each error of pydantic or FastAPI; `under` is put before each location."""
    faults = []
    for error in errors:
        location = tuple(error.get("loc", ()))
        place = location[0] if location and location[0] in _PLACES and not under else None
        rest = location[1:] if place else location
        sentence = _sentence(error)
        if place not in (None, "body"):
            faults.append(Fault("#", f"{place} parameter {'.'.join(map(str, rest))}: {sentence}"))
        else:
            faults.append(Fault(_pointer((*under, *rest)), sentence))
    return faults[:_MOST_FAULTS]


def invalid_request(faults: list[Fault]) -> ProblemError:
    """A 422 that names the first fault in its sentence and lists all of them."""
    first = f"{faults[0].pointer}: {faults[0].detail}" if faults else "not valid"
    return ProblemError(INVALID_REQUEST, first, faults=faults)
