"""The team kind: what a record's `type` says where it is a team, and not a person, that a ticket was given to."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from firstline.datasets.column_guess import ColumnGuess

TEAM_KINDS = frozenset({"team", "group", "queue", "inbox", "department"})
_NAMES = frozenset({"name", "title", "displayname", "first"})


def typed_names(guesses: Sequence["ColumnGuess"]) -> Iterator[tuple["ColumnGuess", list[str]]]:
    """The columns of several names beside a `type` that may say team: `Owner.Name`, with the types."""
    types = {guess.theirs.casefold(): guess.profile.values for guess in guesses}
    for guess in guesses:
        stem, _, last = guess.theirs.casefold().rpartition(".")
        told = list(types.get(f"{stem}.type", ())) if stem and last in _NAMES and guess.profile.distinct > 1 else []
        if any(kind.casefold() in TEAM_KINDS for kind in told):
            yield guess, told
