"""The scope mark: what a desk itself says of whether a request belonged to it."""

from firstline.datasets.ticket import Ticket

OUT_OF_SCOPE_COLUMN = "out_of_scope"

YES = frozenset({"true", "yes", "1", "да", "ja", "oui", "sí", "истина", "wahr", "waar"})
NO = frozenset({"false", "no", "0", "нет", "nein", "nei", "nee", "non", "ложь", "falsch", "onwaar"})
_SPAM = frozenset({"spam", "junk", "спам", "søppelpost"})


def marked_out_of_scope(ticket: Ticket) -> bool | None:
    """What the extra column `out_of_scope` says, or a status such as `spam`; None where nothing says yes or no."""
    mark = (ticket.label(OUT_OF_SCOPE_COLUMN) or "").casefold()
    if mark in YES or (ticket.status or "").strip().casefold() in _SPAM:
        return True
    return False if mark in NO else None
