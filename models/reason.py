"""The reason: a word that spoke for a value, and how strongly."""

import re
from dataclasses import dataclass

from firstline.models.field_head import FieldHead
from firstline.models.lexical_view import READ_CHARACTERS, LexicalView

_WORD = re.compile(r"(?u)\b\w\w+\b")
_READ_WORDS = 400


@dataclass(frozen=True, slots=True)
class Reason:
    """`[start, end)` in code points of the text, and the word's weight among the shown, in (0, 1]."""

    start: int
    end: int
    weight: float


def lexical_reasons(view: LexicalView, head: FieldHead, text: str, value: str, *, limit: int) -> list[Reason]:
    """The words whose removal from the lexical view would lower the score of `value` most, strongest first.

    Exact for the lexical part of the head: a word counts with its own weight and those of its character n-grams,
    against the mean of all values. Empty where the head has no lexical part or knows none of the words.
    """
    if head.lexical is None or value not in head.values:
        return []
    words = list(_WORD.finditer(text[:READ_CHARACTERS]))[:_READ_WORDS]
    if not words:
        return []
    weights, _ = head.lexical.layers[-1]
    column = weights[:, head.values.index(value)] - weights.mean(axis=1)
    gains = view.transform([match.group() for match in words]) @ column
    counts: dict[str, int] = {}
    found = []
    for gain, match in zip(gains, words, strict=True):
        word = match.group().lower()
        counts[word] = counts.get(word, 0) + 1
        if gain > 0 and counts[word] == 1:
            found.append((float(gain), match.start(), match.end()))
    found.sort(reverse=True)
    strongest = found[0][0] if found else 1.0
    return [Reason(start=start, end=end, weight=round(gain / strongest, 4)) for gain, start, end in found[:limit]]
