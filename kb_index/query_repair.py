"""The query repair: text typed in the wrong keyboard layout, or in Latin letters for Russian, as it was meant.

A word is changed only where the knowledge base does not know it as it stands and does know what it would become; when
most of such words of a text turn out that way, the rest of them follow.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice

LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
CYRILLIC_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюё"
"""The same keys in the same order, on the English and on the Russian layout."""

_TO_CYRILLIC = str.maketrans(LATIN_KEYS, CYRILLIC_KEYS)
_TO_LATIN = str.maketrans(CYRILLIC_KEYS, LATIN_KEYS)

_SOUNDS = {
    "shch": "щ", "sch": "щ", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "yu": "ю", "ju": "ю", "ya": "я",
    "ja": "я", "yo": "е", "jo": "е", "ye": "е", "je": "е", "iy": "ий", "yy": "ый", "ay": "ай", "ey": "ей", "oy": "ой",
    "uy": "уй", "a": "а", "b": "б", "v": "в", "g": "г", "d": "д", "e": "е", "z": "з", "i": "и", "j": "й", "k": "к",
    "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "r": "р", "s": "с", "t": "т", "u": "у", "f": "ф", "h": "х",
    "c": "ц", "y": "ы", "x": "кс", "w": "в", "q": "к", "'": "ь",
}  # fmt: skip
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))

# With the keys beside the letters: on a Russian layout they are letters. A word that goes on in letters of another
# alphabet, such as "utløpt", was not typed in English ones.
_LATIN_WORD = re.compile(r"(?<!\w)[A-Za-z\[\];',.`]*[A-Za-z][A-Za-z\[\];',.`]*(?!\w)")
_CYRILLIC_WORD = re.compile(r"[А-Яа-яЁё]+")
_LONG_WORD = re.compile(r"\w{4,}")
_FIRST_WORDS, _TELLING_WORDS = 12, 8
_SENTENCE_MARKS = ".,;'`"
_FEWEST_LETTERS = 4
_MOST_CHARACTERS = 2_000
_ENOUGH = 0.5

Known = Callable[[str], bool]
"""Whether the knowledge base has a word, in any of its forms."""


def repair(text: str, known: Known) -> str:
    """`text` as it was meant, or as it is where nothing speaks for another reading.

    Only the beginning of a long text is read: who types that much in the wrong layout has seen it. One of some words
    that begins with known ones is left alone, which is quicker than to try all of them.
    """
    head, rest = text[:_MOST_CHARACTERS], text[_MOST_CHARACTERS:]
    if _begins_well(head, known):
        return text
    readings = [_Reading.of(head, *way, known=known) for way in _WAYS]
    best = max(readings, key=lambda reading: reading.letters)
    return best.applied(head) + rest if best.letters else text


def _begins_well(text: str, known: Known) -> bool:
    """Whether a third of the first words are known as they stand: of text in another layout hardly one is."""
    first = [match[0].lower() for match in islice(_LONG_WORD.finditer(text), _FIRST_WORDS)]
    return len(first) >= _TELLING_WORDS and sum(map(known, first)) * 3 >= len(first)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read the words of a text that are not known: what those become that are known then."""

    words: re.Pattern[str]
    meant: Callable[[str], str]
    strange: frozenset[str]
    found: Mapping[str, str]

    @classmethod
    def of(cls, text: str, words: re.Pattern[str], meant: Callable[[str], str], *, known: Known) -> "_Reading":
        strange = frozenset(word for word in words.findall(text) if not known(word.strip(_SENTENCE_MARKS).lower()))
        readings = {word: _read(word, meant, known) for word in strange if len(word) >= _FEWEST_LETTERS}
        return cls(words, meant, strange, {word: said for word, said in readings.items() if said is not None})

    @property
    def letters(self) -> int:
        """How much of the text is understood this way."""
        return sum(map(len, self.found))

    def applied(self, text: str) -> str:
        long = sum(len(word) for word in self.strange if len(word) >= _FEWEST_LETTERS)
        all_of_them = self.letters >= _ENOUGH * long

        def replaced(match: re.Match[str]) -> str:
            word = match[0]
            if word in self.found:
                return self.found[word]
            return self.meant(word.lower()) if all_of_them and word in self.strange else word

        return self.words.sub(replaced, text)


def _read(word: str, meant: Callable[[str], str], known: Known) -> str | None:
    """What a word becomes, if that is known: first with its marks as keys, then with them as marks."""
    lower = word.lower()
    if known(whole := meant(lower)):
        return whole
    bare = lower.strip(_SENTENCE_MARKS)
    if not bare or bare == lower or not known(inner := meant(bare)):
        return None
    return lower.replace(bare, inner, 1)


def _from_latin_keys(word: str) -> str:
    return word.translate(_TO_CYRILLIC)


def _from_cyrillic_keys(word: str) -> str:
    return word.translate(_TO_LATIN)


def _from_sounds(word: str) -> str:
    return _SOUND.sub(lambda match: _SOUNDS[match[0]], word)


_WAYS = ((_LATIN_WORD, _from_latin_keys), (_LATIN_WORD, _from_sounds), (_CYRILLIC_WORD, _from_cyrillic_keys))
