"""The spelling: which word of the knowledge base somebody meant who typed in haste."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from firstline.kb_index.analyzer import is_identifier

Known = Callable[[str], bool]
"""Whether a lower-case word, in any of its forms, needs no other reading."""

_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"\w+(?:[.\-@:/\\_]\w+)*")
_NO_PROSE = frozenset("@:/\\_")
_FEWEST_LETTERS = 4
_LONG = 10
_MOST_LETTERS = 40
_MOST_CHARACTERS = 2_000
_REMEMBERED = 20_000


class Spelling:
    """Words as the articles write them, and how often. Not thread-safe: the owner locks.

    Args:
        counts: what another spelling had learned.
    """

    def __init__(self, counts: Mapping[str, int] | None = None) -> None:
        self._counts: Counter[str] = Counter(counts or {})
        self._alike: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._meant: dict[str, str | None] = {}
        for word in self._counts:
            self._alike[word[0], len(word)].append(word)

    @property
    def counts(self) -> Mapping[str, int]:
        """The words that were learned, and how often each occurs."""
        return self._counts

    def learn(self, text: str) -> None:
        """Words that an article uses."""
        self._meant.clear()
        for word, count in Counter(_WORD.findall(_folded(text))).items():
            if _FEWEST_LETTERS <= len(word) <= _MOST_LETTERS:
                if word not in self._counts:
                    self._alike[word[0], len(word)].append(word)
                self._counts[word] += count

    def corrected(self, text: str, known: Known) -> str:
        """`text` with each word that is not `known` as the word of the articles that it is nearest to, if one is near.

        Near is one letter left out, added, changed over with the next or, from five letters on, another; two of them
        from ten letters on. Of the equally near the one that the articles use most is meant. Codes and addresses are
        left alone, and so is a last word that may be the beginning of one: it is still being typed.
        """
        head, rest = text[:_MOST_CHARACTERS], text[_MOST_CHARACTERS:]
        loud = head.isupper()

        def read(match: re.Match[str]) -> str:
            token = match[0]
            if is_identifier(token.lower()) or not _NO_PROSE.isdisjoint(token):
                return token
            return _WORD.sub(lambda word: replaced(word[0], at_end=not rest and match.end() == len(head)), token)

        def replaced(word: str, *, at_end: bool) -> str:
            lower = _folded(word)
            if not _FEWEST_LETTERS <= len(lower) <= _MOST_LETTERS or (word.isupper() and not loud) or known(lower):
                return word
            if at_end and self._is_beginning(lower):
                return word
            meant = self._nearest(lower)
            return word if meant is None else _in_case_of(word, meant)

        return _TOKEN.sub(read, head) + rest

    def _is_beginning(self, word: str) -> bool:
        return any(
            other.startswith(word)
            for (letter, length), others in self._alike.items()
            if letter == word[0] and length > len(word)
            for other in others
        )

    def _nearest(self, word: str) -> str | None:
        if word not in self._meant:
            if len(self._meant) >= _REMEMBERED:
                self._meant.clear()
            self._meant[word] = self._looked_up(word)
        return self._meant[word]

    def _looked_up(self, word: str) -> str | None:
        # The first letter is seldom wrong; it may have changed places with the second.
        reach = 2 if len(word) >= _LONG else 1
        letters = dict.fromkeys(word[:2])
        near = [
            other
            for letter in letters
            for length in range(len(word) - reach, len(word) + reach + 1)
            for other in self._alike.get((letter, length), ())
        ]
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=reach, limit=None)
        if len(word) == _FEWEST_LETTERS:
            found = [item for item in found if len(item[0]) != len(word) or sorted(item[0]) == sorted(word)]
        if not found:
            return None
        best, _, _ = min(found, key=lambda item: (item[1], -self._counts[item[0]], item[0]))
        return str(best)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower().replace("ё", "е")


def _in_case_of(typed: str, meant: str) -> str:
    if typed.isupper():
        return meant.upper()
    return meant.capitalize() if typed[0].isupper() else meant
