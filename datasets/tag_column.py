"""The tag column: a closed list of which a ticket may have several values; and the count, which is none."""

import re

from firstline.datasets.column_names import plain_name
from firstline.datasets.column_profile import ColumnProfile

_TAGS = re.compile(
    r"(?:.* )?(?:tags?|labels?|keywords|метки|теги|ярлыки|ключевые слова|schlagw[oö]rte?r?|stichw[oö]rte?r?|etiketter|"
    r"stikkord|emneord|étiquettes)(?: (?:list|name))?"
)
_PARTS = re.compile(r"\s*[;,\n]\s*")
_COUNT = re.compile(
    r"(?:.* )?(?:number|count|total) of .*|(?:.* )?count .*|"
    r"(?:no of|num) .*|.* (?:count|total)|(?:количество|число|кол во) .*|"
    r"(?:anzahl|antall|antal|nombre|aantal|número de|numero di|liczba) .*"
)
_OF_MOVES = re.compile(
    r"\b(?:re ?\w+|transfer\w*|hops?|forward\w*|moves?|weiter\w*|передач\w*|пере\w*|om\w+|doorgezet\w*)\b"
)
_MOSTLY, _FEWEST = 0.9, 20


def holds_tags(profile: ColumnProfile) -> bool:
    """Whether a cell may hold several tags, `vip, laptop`."""
    return bool(_TAGS.fullmatch(plain_name(profile.name))) and any(_PARTS.search(value) for value in profile.values)


def is_one_of_tags(profile: ColumnProfile) -> bool:
    """Whether a column is a place in a list of tags, `labels[0].name`: which tag stands first says nothing."""
    return "[" in profile.name and bool(_TAGS.fullmatch(plain_name(profile.name)))


def tags(text: str) -> str:
    """The tags of a cell with `;` between them, as fields with `multiple = true` are written."""
    return "; ".join(dict.fromkeys(part for part in _PARTS.split(text.strip("[] ")) if part))


def is_count(profile: ColumnProfile) -> bool:
    """Whether a column counts something: `Number of Comments`. Its numbers are no closed list."""
    return profile.numbers > _MOSTLY and bool(_COUNT.fullmatch(plain_name(profile.name)))


def counts_stations(profile: ColumnProfile) -> bool:
    """Whether a count of assignments begins with the first one, as `Assignment count` does: it is never 0."""
    if _OF_MOVES.search(plain_name(profile.name)) or profile.filled < max(_FEWEST, _MOSTLY * profile.rows):
        return False
    return profile.numbers > _MOSTLY and all(value.strip().removesuffix(".0") != "0" for value in profile.values)
