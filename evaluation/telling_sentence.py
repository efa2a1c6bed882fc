"""The telling sentence: what stands word for word in many different texts of one value, and in hardly any other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from firstline.evaluation.word_context import share_bounds

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST_WORDS, _LONGEST = 3, 160
_FEWEST, _OF_VALUE = 20, 0.15
_PURE, _ELSEWHERE = 0.98, 0.1
_LAST = 0.9
_OWN_WORDS = 0.5


def sentences(text: str) -> list[str]:
    """The sentences and lines of a text, without white space around them."""
    return [part for found in _SENTENCE.findall(text) if (part := " ".join(found.split()))]


def telling_sentences(labels: Sequence[str], texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each value with a sentence that ends texts of it and gives it away, the most frequent first.

    It ends at least 20 different texts and 15 % of those of the value, and nearly none of the others (by bounds
    corrected for all sentences and values looked at). More is said before it: a request that many people send word for
    word is their own.
    """
    counts, holders = Counter(labels), dict[str, Counter[str]]()
    inner = Counter[str]()
    for label, text in zip(labels, texts, strict=True):
        said = [part.casefold() for part in sentences(text)]
        if len(said) > 1 and _is_beside_more(said):
            holders.setdefault(said[-1], Counter())[label] += 1
        inner.update(set(said[:-1]))
    tests = len(holders) * len(counts)
    for last, by_label in sorted(holders.items(), key=lambda one: -one[1].total()):
        label, count = by_label.most_common(1)[0]
        if count < max(_FEWEST, _OF_VALUE * counts[label]) or count < _PURE * by_label.total():
            continue
        _, elsewhere = share_bounds(by_label.total() - count, counts.total() - counts[label], tests=tests)
        if elsewhere <= _ELSEWHERE and count >= _LAST * (count + inner[last]):
            yield label, last


def _is_beside_more(said: Sequence[str]) -> bool:
    last, before = (_WORD.findall(part) for part in (said[-1], " ".join(said[:-1])))
    return len(last) >= _FEWEST_WORDS and len(said[-1]) <= _LONGEST and len(before) >= _OWN_WORDS * len(last)
