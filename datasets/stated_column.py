"""The stated column: one that somebody mapped to what its own name speaks against."""

from collections.abc import Iterator

from firstline.datasets.column_guess import ColumnGuess
from firstline.datasets.column_names import named_column
from firstline.datasets.export_mapping import ExportMapping
from firstline.datasets.outcome_column import is_outcome
from firstline.datasets.text_column import is_later, is_written_by_agents
from firstline.datasets.ticket import CANONICAL_COLUMNS

_TEXTS = frozenset({"subject", "body", "text"})
_PATHS = frozenset({"skill_group", "group_history"})
_ALIKE = (_TEXTS, _PATHS, frozenset({"category", "subcategory", "request_kind", "product"}))
"""Within these a name is only a hint: a `Type` may well be the category, a `Team` what was first."""


def stated_against_name(mapping: ExportMapping) -> tuple[str, ...]:
    """A sentence for each column that was mapped by a person to something else than its name says.

    What was said is followed all the same.
    """
    stated = (guess for guess in mapping.guesses if guess.certainty == "given" and guess.ours in CANONICAL_COLUMNS)
    return tuple(_against(stated))


def _against(stated: Iterator[ColumnGuess]) -> Iterator[str]:
    for guess in stated:
        named = named_column(guess.theirs)
        if guess.ours in _TEXTS and _is_late(guess):
            yield (
                f"{guess.theirs} is read as the {guess.ours}, as was said, though its name speaks of what is written "
                "after a ticket has come. If agents write it, a model that reads it looks better than it will be"
            )
        elif named and named[1] and guess.ours and not _are_alike(named[0], guess.ours):
            yield f"{guess.theirs} is read as {guess.ours}, as was said, though its name says {named[0]}"


def _is_late(guess: ColumnGuess) -> bool:
    named = named_column(guess.theirs)
    is_resolution = is_outcome(guess.theirs) or bool(named and named[0] == "resolution")
    return is_resolution or is_later(guess.theirs) or is_written_by_agents(guess.profile)


def _are_alike(one: str, other: str) -> bool:
    return one == other or any({one, other} <= kind for kind in _ALIKE)
