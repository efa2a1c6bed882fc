"""The scope mark: what a desk itself says of whether a request belonged to it."""

from firstline.datasets.ticket import Ticket

OUT_OF_SCOPE_COLUMN = "out_of_scope"

_YES = frozenset({"true", "yes", "1"})
_NO = frozenset({"false", "no", "0"})


def marked_out_of_scope(ticket: Ticket) -> bool | None:
    """What the extra column `out_of_scope` says, None where it says neither yes nor no."""
    mark = (ticket.label(OUT_OF_SCOPE_COLUMN) or "").casefold()
    if mark in _YES:
        return True
    return False if mark in _NO else None
