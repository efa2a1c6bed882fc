"""The ticket row: a record of an export on its way to a ticket."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from firstline.datasets.field_path import is_path, look_up, root_of
from firstline.datasets.jsonl_rows import without_surrogates
from firstline.datasets.ticket import Ticket
from firstline.datasets.validation_reason import validation_reason

SETTERS = "set_by."
"""What the columns begin with that say who set which field."""

_JSON_COLUMNS = ("messages", "set_by", "attachments", "mail_headers")
_TEXT_COLUMNS = ("subject", "body", "text", "resolution")
_ALIASES = {"body": "text", "text": "body"}
_REPAIRS = 4


def rename_columns(values: dict[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """Give mapped columns (theirs → ours) our names; where two go to one name, the first that is not empty counts. A
    column that goes to no name is left out.

    `theirs` may be a path into a record, such as `fields.issuetype.name` (`field_path`); the record itself stays then.
    """
    if not columns:
        return values
    renamed = {n: value for n, value in values.items() if n not in columns or _is_imported(n, values, columns)}
    taken = set()
    for theirs, ours in columns.items():
        if not ours:
            continue
        there = theirs in values
        value = values[theirs] if there else look_up(values, theirs) if is_path(theirs) else None
        if (there or value is not None) and (ours not in taken or renamed.get(ours) in (None, "")):
            renamed[ours] = value
            taken.add(ours)
    return renamed


def _is_imported(name: str, values: Mapping[str, Any], columns: Mapping[str, str]) -> bool:
    """Whether a column that is to be left out is another one, which an import has given our name already."""
    if columns[name]:
        return False
    sources = [theirs for theirs, ours in columns.items() if ours == name]
    return bool(sources) and not any(theirs in values or root_of(theirs) in values for theirs in sources)


def strict_ticket(values: Mapping[str, Any], *, number: int, context: Mapping[str, Any]) -> Ticket:
    """Validate a row.

    Args:
        number: the id of a row that has none.
        context: `time_zone` and `day_order` for times.

    Raises:
        ValueError: why the row cannot be a ticket, without its text.
    """
    try:
        ticket = Ticket.model_validate(_decoded(values, number), context=dict(context))
    except ValidationError as error:
        raise ValueError(validation_reason(error)) from None
    if not has_text(ticket):
        raise ValueError("no text: subject, body and messages are empty")
    return ticket


def lenient_ticket(values: Mapping[str, Any], *, number: int, context: Mapping[str, Any]) -> Ticket:
    """Make a ticket of whatever a row holds: what cannot be read is left out, at worst everything but the id."""
    try:
        cells = _decoded(values, number)
    except ValueError:
        cells = {name: value for name, value in values.items() if name not in _JSON_COLUMNS} | {
            "id": _id(values, number)
        }
    for _ in range(_REPAIRS):
        try:
            return Ticket.model_validate(cells, context=dict(context))
        except ValidationError as error:
            cells = {"id": str(number)} | _repaired(cells, error)
    return Ticket(id=str(number))


def has_text(ticket: Ticket) -> bool:
    """Whether there is anything to read."""
    return bool(
        ticket.subject.strip() or ticket.body.strip() or any(message.text.strip() for message in ticket.messages)
    )


def row_id(values: Mapping[str, Any]) -> str | None:
    """The id that a row states, if it is one."""
    value = values.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int | float) or not str(value).strip():
        return None
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _id(values: Mapping[str, Any], number: int) -> Any:
    value = values.get("id")
    absent = value is None or str(value).strip() in ("", "nan")
    return str(number) if absent else value


def _decoded(values: Mapping[str, Any], number: int) -> dict[str, Any]:
    """Cells of CSV that hold JSON are read, and the id is filled in."""
    cells = _with_setters(values)
    cells["id"] = _id(values, number)
    for name in _JSON_COLUMNS:
        cell = cells.get(name)
        if isinstance(cell, str) and cell.lstrip()[:1] in ("[", "{"):
            try:
                cells[name] = without_surrogates(json.loads(cell))
            except (ValueError, RecursionError):
                raise ValueError(f"{name}: the cell is not JSON") from None
    return cells


def _with_setters(values: Mapping[str, Any]) -> dict[str, Any]:
    """A table has no nesting: it says `set_by` of each field in a column `set_by.category` of its own."""
    said = {name: value for name, value in values.items() if name.startswith(SETTERS)}
    if not said:
        return dict(values)
    cells = {name: value for name, value in values.items() if name not in said}
    setters = {name.removeprefix(SETTERS): str(value).strip().casefold() for name, value in said.items() if value}
    if not cells.get("set_by"):
        cells["set_by"] = setters
    return cells


def _repaired(cells: dict[str, Any], error: ValidationError) -> dict[str, Any]:
    """Leave out what was refused: single messages and single entries of `set_by`, otherwise whole cells."""
    refused: dict[str, set[Any]] = {}
    for detail in error.errors(include_url=False, include_input=False, include_context=False):
        path = detail["loc"]
        refused.setdefault(str(path[0]), set()).add(path[1] if len(path) > 1 else None)
    repaired = dict(cells)
    for place, parts in refused.items():
        # An error may name the alias that the row does not use.
        name = place if place in repaired else _ALIASES.get(place, place)
        value = repaired.pop(name, None)
        if None in parts:
            if name in _TEXT_COLUMNS and isinstance(value, int | float):
                repaired[name] = str(value)
        elif isinstance(value, list | tuple):
            repaired[name] = [part for number, part in enumerate(value) if number not in parts]
        elif isinstance(value, dict):
            repaired[name] = {key: part for key, part in value.items() if key not in parts}
    return repaired
