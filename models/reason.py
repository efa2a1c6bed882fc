"""The reason: a word that spoke for a value or against it, and how strongly."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firstline.models.field_head import FieldHead
from firstline.models.lexical_view import READ_CHARACTERS, LexicalView, TermBlock
from firstline.models.scorer import StoredWeights

_WORD = re.compile(r"(?u)\b\w\w+\b")
_CHUNK = re.compile(r"\S+")
_NGRAMS = range(2, 5)  # those of LexicalView's block of characters
_AGAINST = 2
_WORTH_NAMING = 0.1  # of the strongest: what speaks against a little is noise


@dataclass(frozen=True, slots=True)
class Reason:
    """`[start, end)` in code points of the text: a word where it stands first; all its occurrences are counted.

    `contribution` is what the word adds to the logit of the value, against the mean of all values: positive for,
    negative against. It is the sum of what it adds to the `lexical` part of the head and to that of the `encoder`, None
    where that was not tried. `weight` is the contribution divided by that of the strongest of those named, in [-1, 1].
    """

    start: int
    end: int
    weight: float
    contribution: float
    lexical: float
    encoder: float | None = None


def reasons(
    view: LexicalView,
    head: FieldHead,
    text: str,
    value: str,
    *,
    limit: int,
    encoder: Mapping[str, float] | None = None,
) -> list[Reason]:
    """The words that speak most for `value`, strongest first, then at most two that speak against it.

    Exact for the lexical part of the head: the contributions of all words, with those of what stands in no word (see
    `contributions`) and the bias, add up to its part of the logit, `lexical_weight * score`, less the mean over all
    values. `encoder` is what words in lower case add to the encoder's part, as `Occlusion.contributions` has it. Empty
    where neither part has anything to say of any word.
    """
    if value not in head.values:
        return []
    read, seen = text[:READ_CHARACTERS], encoder or {}
    words = list(_WORD.finditer(read))
    said, _ = contributions(view, head, read, value)
    first: dict[str, tuple[int, int]] = {}
    lexical: dict[str, float] = {}
    for match, part in zip(words, said.tolist(), strict=True):
        word = match.group().lower()
        first.setdefault(word, match.span())
        lexical[word] = lexical.get(word, 0.0) + part
    total = {word: part + seen.get(word, 0.0) for word, part in lexical.items()}
    ranked = sorted(total, key=lambda word: (-total[word], first[word]))
    speaking = [word for word in ranked if total[word] > 0][:limit]
    strongest = max((abs(part) for part in total.values()), default=0.0)
    against = [word for word in reversed(ranked) if total[word] < -_WORTH_NAMING * strongest][:_AGAINST]
    named = [*speaking, *against]
    largest = max((abs(total[word]) for word in named), default=1.0)
    return [
        Reason(*first[word], round(total[word] / largest, 4), total[word], lexical[word], seen.get(word))
        for word in named
    ]


def contributions(view: LexicalView, head: FieldHead, text: str, value: str) -> tuple[NDArray[np.float64], float]:
    """What each word of `text` (two letters or more, shape (words,)) adds to the logit of `value`, and the rest.

    A term that occurs several times is shared evenly by its occurrences, a pair of words by the two, and a character
    n-gram goes to the word that it stands in, also with its edge, or else to the rest: digits, marks, single letters.
    """
    read = text[:READ_CHARACTERS]
    words = list(_WORD.finditer(read))
    said, rest = np.zeros(len(words)), 0.0
    if head.lexical is None or not head.lexical_weight:
        return said, rest
    weights, _ = head.lexical.layers[-1]
    position, block = head.values.index(value), view.blocks["words"]
    share = _shares(block, read, weights, position, head.lexical_weight)
    tokens = [match.group().lower() for match in words]
    said += [share.get(token, 0.0) for token in tokens]
    for place in range(len(tokens) - 1):
        half = share.get(f"{tokens[place]} {tokens[place + 1]}", 0.0) / 2
        said[place] += half
        said[place + 1] += half
    share = _shares(view.blocks["characters"], read, weights[len(block.columns) :], position, head.lexical_weight)
    for ngram, owner in _ngrams(read, words):
        if owner is None:
            rest += share.get(ngram, 0.0)
        else:
            said[owner] += share.get(ngram, 0.0)
    return said, rest


def _shares(block: TermBlock, text: str, weights: StoredWeights, value: int, scale: float) -> dict[str, float]:
    """What one occurrence of each term of `text` adds; `weights` (terms and more, values) begin with the block's."""
    counts = Counter(block.analyze(text))
    columns, weighed = block.weigh(text)
    mine = weights[columns].astype(np.float64)
    added = scale * weighed * (mine[:, value] - mine.mean(axis=1))
    by_column = dict(zip(columns.tolist(), added.tolist(), strict=True))
    return {term: by_column[block.columns[term]] / n for term, n in counts.items() if term in block.columns}


def _ngrams(text: str, words: Sequence[re.Match[str]]) -> Iterator[tuple[str, int | None]]:
    """The character n-grams as scikit-learn's `char_wb` takes them, each with the place of the word that it is in."""
    place = 0
    for chunk in _CHUNK.finditer(text):
        padded = f" {chunk.group().lower()} "
        owners: list[int | None] = [None] * len(padded)
        while place < len(words) and words[place].start() < chunk.end():
            start, end = (at - chunk.start() + 1 for at in words[place].span())
            owners[start:end] = [place] * (end - start)
            place += 1
        for size in _NGRAMS:
            last = max(0, len(padded) - size)
            for start in range(last + 1):
                covered = owners[start : start + size]
                yield padded[start : start + size], next((n for n in covered if n is not None), None)
            if not last:
                break  # a short word counts once
