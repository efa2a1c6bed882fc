"""The highlight: the sentence of a passage that says most of what was asked."""

from collections.abc import Mapping
from functools import lru_cache

from firstline.kb_index.analyzer import word_stems
from firstline.kb_index.passage import Passage


def highlight(passage: Passage, language: str | None, rarity: Mapping[str, float]) -> tuple[int, int] | None:
    """`[start, end)` of the sentence that shares most with a query, its words weighed by their `rarity`; of equals the
    first. None for a passage without sentences.
    """
    if not passage.sentences:
        return None

    def shared(sentence: tuple[int, int]) -> float:
        words = _sentence_words(passage.text[slice(*sentence)], language)
        return sum(rarity[word] for word in words if word in rarity)

    return max(passage.sentences, key=shared)


@lru_cache(maxsize=1 << 15)
def _sentence_words(sentence: str, language: str | None) -> tuple[str, ...]:
    """The same few passages answer most requests."""
    return word_stems(sentence, language)
