"""The highlight: the sentence of a passage that says most of what was asked."""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

from firstline.kb_index.analyzer import word_stems
from firstline.kb_index.passage import Passage
from firstline.kb_index.stop_words import FUNCTION_WORDS

ENOUGH_WORDS = 2
ENOUGH_SHARE = 0.35
"""A sentence says something of what was asked where it shares two of its telling words, or one that is a third of
them by weight."""

NEARLY = 0.85
"""Of sentences that share nearly as much, more of the query's words count more than their weight."""

_CODE = re.compile(r"(?=\w*[\d_])\w{6,}")
_READ_CHARACTERS = 2_000
_STOP_LANGUAGES = ("en", "de", "ru", "no")


def typed_codes(text: str) -> frozenset[str]:
    """What of a query was copied rather than written, such as `ERR_CERT_DATE_INVALID`, in lower case."""
    return frozenset(match[0].lower() for match in _CODE.finditer(text[:_READ_CHARACTERS]))


def highlight(
    passage: Passage, language: str | None, rarity: Mapping[str, float], codes: Collection[str] = ()
) -> tuple[int, int] | None:
    """`[start, end)` of the sentence that shares most with a query, its words weighed by their `rarity`.

    The first that has one of the query's `codes` comes before all. Words that name no subject do not count. Of
    sentences that share nearly as much the one with more of the query's words is taken, then the first. None where no
    sentence shares enough: a wrong one misleads more than none.
    """
    for start, end in passage.sentences if codes else ():
        if any(code in passage.text[start:end].lower() for code in codes):
            return start, end
    telling = {word: weight for word, weight in rarity.items() if word not in _stop_stems()}
    whole = sum(telling.values())
    found = []
    for place, sentence in enumerate(passage.sentences):
        words = _sentence_words(passage.text[slice(*sentence)], language)
        shared = [telling[word] for word in words if word in telling]
        weight = sum(shared)
        if len(shared) >= ENOUGH_WORDS or (shared and weight >= ENOUGH_SHARE * whole):
            found.append((weight, len(shared), place))
    if not found:
        return None
    best = max(weight for weight, _, _ in found)
    near = [one for one in found if one[0] >= NEARLY * best]
    return passage.sentences[max(near, key=lambda one: (one[1], -one[2]))[2]]


@lru_cache(maxsize=1)
def _stop_stems() -> frozenset[str]:
    """As a query has them: a word of one language gets the stems of all that a knowledge base is written in."""
    return frozenset(
        stem for word in FUNCTION_WORDS for language in _STOP_LANGUAGES for stem in word_stems(word, language)
    )


@lru_cache(maxsize=1 << 15)
def _sentence_words(sentence: str, language: str | None) -> tuple[str, ...]:
    """The same few passages answer most requests."""
    return word_stems(sentence, language)
