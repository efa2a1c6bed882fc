"""The stated column: one that somebody mapped to what its own name speaks against."""

import re
from collections.abc import Iterable, Iterator

from firstline.datasets.column_guess import ColumnGuess
from firstline.datasets.column_names import named_column, says_unit
from firstline.datasets.column_profile import MANY_ENTRIES
from firstline.datasets.duplicate_link import repeated_ticket
from firstline.datasets.export_mapping import ExportMapping
from firstline.datasets.outcome_column import is_outcome
from firstline.datasets.people_column import are_people
from firstline.datasets.text_column import is_later, is_written_by_agents
from firstline.datasets.ticket import CANONICAL_COLUMNS
from firstline.datasets.time_unit import look_like_hours, named_unit

_ID = re.compile(r"[#\s]*[\w./-]*\d[\w./-]*")
_SHOWN = 2
_TEXTS = frozenset({"subject", "body", "text"})
_PATHS = frozenset({"skill_group", "group_history"})
_ALIKE = (_TEXTS, _PATHS, frozenset({"category", "subcategory", "request_kind", "product"}))
"""Within these a name is only a hint: a `Type` may well be the category, a `Team` what was first."""


def stated_against_name(mapping: ExportMapping) -> tuple[str, ...]:
    """A sentence for each column that was mapped by a person to something else than its name says.

    What was said is followed all the same.
    """
    stated = [guess for guess in mapping.guesses if guess.certainty == "given" and guess.ours]
    known = (guess for guess in stated if guess.ours in CANONICAL_COLUMNS)
    return (*_against(known), *_of_many_entries(stated))


def _of_many_entries(stated: Iterable[ColumnGuess]) -> Iterator[str]:
    """Lists and long texts under a name of the desk's own, which is for closed lists."""
    for guess in stated:
        if guess.ours not in CANONICAL_COLUMNS and guess.profile.kind in MANY_ENTRIES:
            yield (
                f"{guess.theirs} is kept as {guess.ours}, as was said, which is a field of your desk's own and no "
                "column that Firstline reads; a log of changes is mapped to group_history, a conversation to messages"
            )


def _against(stated: Iterator[ColumnGuess]) -> Iterator[str]:
    for guess in stated:
        named = named_column(guess.theirs)
        if guess.ours in _TEXTS and _is_late(guess):
            yield (
                f"{guess.theirs} is read as the {guess.ours}, as was said, though its name speaks of what is written "
                "after a ticket has come. If agents write it, a model that reads it looks better than it will be"
            )
        elif guess.ours == "skill_group" and are_people(guess.profile):
            yield (
                f"{guess.theirs} is read as the group, as was said, though its name and values are those of people: a "
                "model would learn who took a ticket, and people come and go"
            )
        elif guess.ours == "handle_minutes" and _may_be_hours(guess):
            yield (
                f"{guess.theirs} is read as minutes, as was said, though its values look like hours "
                f"({', '.join(guess.profile.values[:_SHOWN])}); hours are mapped to handle_hours"
            )
        elif (
            guess.ours == "duplicate_of"
            and not any(map(_ID.fullmatch, guess.profile.values))
            and not any(map(repeated_ticket, guess.profile.values))
        ):
            yield (
                f"{guess.theirs} is read as the id of the ticket that is repeated, as was said, and holds none "
                f"({', '.join(guess.profile.values[:_SHOWN])})"
            )
        elif named and named[1] and guess.ours and not _are_alike(named[0], guess.ours):
            yield f"{guess.theirs} is read as {guess.ours}, as was said, though its name says {named[0]}"


def _may_be_hours(guess: ColumnGuess) -> bool:
    told = named_unit(guess.theirs) == "handle_hours" or not says_unit(guess.theirs)
    return told and look_like_hours(guess.profile)


def _is_late(guess: ColumnGuess) -> bool:
    named = named_column(guess.theirs)
    is_resolution = is_outcome(guess.theirs) or bool(named and named[0] == "resolution")
    return is_resolution or is_later(guess.theirs) or is_written_by_agents(guess.profile)


def _are_alike(one: str, other: str) -> bool:
    return one == other or any({one, other} <= kind for kind in _ALIKE)
