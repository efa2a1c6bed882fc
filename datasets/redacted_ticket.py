"""The redacted ticket: what of a ticket may be kept, as the desk's privacy policy says."""

from collections.abc import Collection, Mapping
from typing import Any

from firstline.datasets.redaction import redact
from firstline.datasets.ticket import Ticket

_TEXTS = ("subject", "body", "resolution", "attachments", "mail_headers")


def redacted_ticket(ticket: Ticket, kinds: Collection[str]) -> Ticket:
    """`ticket` without what `redact` finds in its texts, messages, attachments, mail headers and extra columns.

    What tickets are told apart and joined by stays as it came: ids, the requester, labels, and extra columns whose
    name is `id` or ends with it.
    """
    if not kinds:
        return ticket
    changed: dict[str, Any] = {name: _redacted(getattr(ticket, name), kinds) for name in _TEXTS}
    changed["messages"] = tuple(
        message.model_copy(update={"text": redact(message.text, kinds)}) for message in ticket.messages
    )
    for name, value in (ticket.model_extra or {}).items():
        changed[name] = value if _is_id(name) else _redacted(value, kinds)
    # What was not given stays not given.
    given = {name: value for name, value in changed.items() if value != getattr(ticket, name)}
    return ticket.model_copy(update=given) if given else ticket


def _redacted(value: Any, kinds: Collection[str]) -> Any:
    """Text anywhere inside lists and objects; of an object what hangs on an id stays."""
    if isinstance(value, str):
        return redact(value, kinds)
    if isinstance(value, Mapping):
        return {name: part if _is_id(str(name)) else _redacted(part, kinds) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_redacted(part, kinds) for part in value)
    return value


def _is_id(name: str) -> bool:
    return name.lower() == "id" or name.lower().endswith(("_id", "-id", " id")) or name.endswith("Id")
