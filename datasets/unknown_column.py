"""The unknown column: one that somebody named and a file has not, with what was probably meant."""

from collections.abc import Collection
from difflib import get_close_matches

from firstline.datasets.errors import TicketFileError


def unknown_columns(named: Collection[str], there: Collection[str]) -> TicketFileError:
    """The error to raise where `named` columns are to be mapped and only others are `there`."""
    folded = {name.casefold(): name for name in there}
    meant = [folded[near[0]] for name in named if (near := get_close_matches(name.casefold(), folded, n=1))]
    hint = f" (is {' and '.join(meant)} meant?)" if meant else ""
    return TicketFileError(
        f"no column {', '.join(named)} to map{hint}; the columns that are there: {', '.join(there) or 'none'}"
    )
