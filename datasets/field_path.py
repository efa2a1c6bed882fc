"""The field path: where a value lies inside a nested record, such as `custom_fields[id=360001].value`."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_STEP = re.compile(r"(?P<key>[^.\[\]]+)|\[(?P<place>-?\d+)\]|\[(?P<name>[^\]=]+)=(?P<value>[^\]]*)\]|(?P<all>\[\])|\.")

_Step = tuple[str, Any]


def look_up(values: Mapping[str, Any], path: str) -> Any:
    """The value at `path`, None where there is none.

    A column of that very name wins. Otherwise keys are parted by dots; `[0]` is a place in a list, `[id=7]` the first
    entry whose `id` is 7, also of a record of records, or that record itself, `[]` all entries. A key on a list of
    records gives the list of their values.
    """
    if path in values:
        return values[path]
    found: Any = values
    for kind, wanted in _steps(path):
        found = _taken(found, kind, wanted)
        if found is None:
            return None
    return found


def root_of(path: str) -> str:
    """The top-level column that a path begins in."""
    return re.split(r"[.\[]", path, maxsplit=1)[0]


def is_path(name: str) -> bool:
    """Whether a name leads into a record; otherwise it can only be a column."""
    return bool(root_of(name)) and root_of(name) != name and bool(_steps(name))


@lru_cache(maxsize=4096)
def _steps(path: str) -> tuple[_Step, ...]:
    """Empty where the text is no path."""
    steps: list[_Step] = []
    place = 0
    while place < len(path):
        match = _STEP.match(path, place)
        if not match:
            return ()
        place = match.end()
        if match["key"] is not None:
            steps.append(("key", match["key"].strip()))
        elif match["place"] is not None:
            steps.append(("place", int(match["place"])))
        elif match["name"] is not None:
            steps.append(("where", (match["name"].strip(), match["value"].strip().strip("'\""))))
        elif match["all"] is not None:
            steps.append(("all", None))
    return tuple(steps)


def _taken(found: Any, kind: str, wanted: Any) -> Any:
    if kind == "key":
        parts = [found] if isinstance(found, Mapping) else found if isinstance(found, list) else []
        values = [part.get(wanted) for part in parts if isinstance(part, Mapping)]
        return _flat(values) if parts is found else next(iter(values), None)
    if kind == "where" and isinstance(found, Mapping):
        found = [found, *found.values()]
    if not isinstance(found, list):
        return None
    if kind == "place":
        return found[wanted] if -len(found) <= wanted < len(found) else None
    if kind == "all":
        return found
    name, value = wanted
    return next((part for part in found if isinstance(part, Mapping) and str(part.get(name)) == value), None)


def _flat(parts: list[Any]) -> list[Any] | None:
    flat: list[Any] = []
    for part in parts:
        if isinstance(part, list):
            flat.extend(part)
        elif part is not None:
            flat.append(part)
    return flat or None
