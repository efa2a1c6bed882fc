"""The kept column: a closed list that is none of ours and stays with the tickets under its own name."""

import re
from collections.abc import Sequence

from firstline.datasets.class_values import are_keys, are_times_spent
from firstline.datasets.column_guess import ColumnGuess
from firstline.datasets.column_names import named_column, names_requester, plain_name
from firstline.datasets.column_profile import ColumnProfile
from firstline.datasets.people_column import are_names, are_people, is_personal
from firstline.datasets.tag_column import is_count
from firstline.datasets.text_column import is_summary, is_written_by_agents
from firstline.datasets.ticket import CANONICAL_COLUMNS

_MOSTLY_NUMBERS, _MOST_NUMBERS = 0.9, 20
_BROKEN = re.compile(r"-?\d+[.,]\d+")
_MEASURE = re.compile(
    r"\b(?:sec(?:ond)?s?|minutes?|mins?|hours?|hrs?|days?|costs?|price|amount|duration|секунд\w*|минут\w*|час(?:ов|а|ы)?|"
    r"дн(?:ей|и)|стоимость|сумма|kosten|betrag|dauer|preis|stunden|minuten|sekunden|tage|kostnad|timer|duur|bedrag|"
    r"coût|durée|coste|costo|durata|duración)\b"
)
"""What is measured in numbers is no list."""
_SAME_PEOPLE = 0.6


def kept_columns(guesses: Sequence[ColumnGuess]) -> list[ColumnProfile]:
    """Those of an export: names of people, also where only their values give them away, and keys of other tables are
    none.
    """
    people = {v.casefold() for g in guesses if are_people(g.profile) for v in g.profile.values}
    found = [guess.profile for guess in guesses if not guess.ours and _is_kept(guess.profile)]
    return [p for p in found if sum(v.casefold() in people for v in p.values) < _SAME_PEOPLE * len(p.values)]


def _is_kept(profile: ColumnProfile) -> bool:
    words = plain_name(profile.name).split()
    if not words or words[-1] in ("id", "ids") or is_personal(profile) or is_count(profile) or _is_measured(profile):
        return False
    if names_requester(profile.name) or is_summary(profile.name) or are_times_spent(profile.values):
        return False
    if are_keys(profile.values) or is_written_by_agents(profile) or _is_who_did(profile):
        return False
    return profile.kind == "closed list" and profile.distinct > 1 and profile.name not in CANONICAL_COLUMNS


def _is_measured(profile: ColumnProfile) -> bool:
    """Whether numbers are amounts, times or sums rather than codes."""
    if profile.numbers <= _MOSTLY_NUMBERS:
        return False
    broken = any(map(_BROKEN.fullmatch, profile.values))
    return broken or profile.distinct > _MOST_NUMBERS or bool(_MEASURE.search(plain_name(profile.name)))


def _is_who_did(profile: ColumnProfile) -> bool:
    """Whether a column is called as a time and holds names: `Последнее изменение`, who made it."""
    named = named_column(profile.name)
    return named is not None and named[0].endswith("_at") and are_names(profile.values)
