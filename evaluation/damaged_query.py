"""The damaged query: a question as it is typed in haste, for measuring what a search forgives."""

from __future__ import annotations

import numpy as np

from firstline.evaluation.workbench import Row
from firstline.kb_index.query_repair import CYRILLIC_KEYS, LATIN_KEYS

_LAYOUT = str.maketrans(CYRILLIC_KEYS, LATIN_KEYS)
_LETTERS = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "y",
        "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
        "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
        "я": "ya",
    }
)  # fmt: skip
_TYPED_WRONG = 0.35
_SHORTEST = 4


def in_wrong_layout(row: Row) -> Row:
    """Russian typed with the keyboard on English."""
    return {**row, "body": str(row["body"]).lower().translate(_LAYOUT), "language": None}


def in_latin_letters(row: Row) -> Row:
    """Russian written with Latin letters, as its sounds are."""
    return {**row, "body": str(row["body"]).lower().translate(_LETTERS), "language": None}


def begun(row: Row, *, characters: int = 12) -> Row:
    """Only the first characters."""
    return {**row, "body": str(row["body"])[:characters]}


def misspelt(row: Row, *, seed: int = 0) -> Row:
    """About a third of the longer words with one letter left out, doubled, or changed over with the next."""
    generator = np.random.default_rng((seed, *str(row["id"]).encode()))
    return {**row, "body": " ".join(_misspelt(word, generator) for word in str(row["body"]).split())}


def _misspelt(word: str, generator: np.random.Generator) -> str:
    if len(word) < _SHORTEST or generator.random() >= _TYPED_WRONG:
        return word
    at = int(generator.integers(1, len(word) - 1))
    before, here, after = word[:at], word[at], word[at + 1 :]
    return (before + after, before + here + here + after, before + after[0] + here + after[1:])[generator.integers(3)]
