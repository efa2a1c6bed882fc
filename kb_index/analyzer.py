"""The analyzer: what a text consists of for a search by words.

Three families of terms come from one pass: stemmed words, identifiers kept whole (`E4711`, `0x80070005`,
`example.com`) and, on demand, hashed character n-grams inside words, which forgive typing errors, compounds and
inflections that a stemmer does not know, or hashed pairs of neighbouring words, which tell a phrase from its words.
"""

import re
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
import Stemmer
from numpy.typing import NDArray

from firstline.datasets.language import primary_language

CHARACTER_BUCKETS = 1 << 20
"""Character n-grams are numbered by hash; with so many buckets a collision moves no ranking."""

FIRST_PAIR = 1 << 30
"""Pairs of words are numbered from here on, so that they share an index with words, which are numbered from 0."""

PAIR_BUCKETS = 1 << 20

MOST_CHARACTERS = 20_000
"""Of a longer text only the beginning is searched: the cost of one request stays bounded."""

_TOKEN = re.compile(r"\w+(?:[.\-@:/\\]\w+)*")
_PART = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_UNSPACED = re.compile(r"[぀-ヿ㐀-鿿豈-﫿฀-๿]+")
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_HOST = re.compile(r"[a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.[a-z]{2,}")
_LONGEST_IDENTIFIER = 64

_SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french",
    "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish",
}  # fmt: skip

_stemmers = threading.local()


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one text, in its order and as often as they occur; `words` holds the identifiers too."""

    words: tuple[str, ...]
    identifiers: tuple[str, ...]
    surface: tuple[str, ...]


def stemming_language(language: str | None) -> str:
    """The two-letter code whose stems a text of `language` (BCP 47) gets; English where nothing is known."""
    code = primary_language(language)
    return code if code in _SNOWBALL else "en"


def analyze(text: str, *, languages: Sequence[str | None] = ("en",)) -> Terms:
    """Split `text` into terms.

    Cyrillic words are stemmed as Russian unless a language of that script is named; other words get their stems in each
    of `languages`. A query over an index of several languages names them all; a document names its own.
    """
    codes = tuple(dict.fromkeys(stemming_language(code) for code in languages)) or ("en",)
    words: list[str] = []
    surface: list[str] = []
    identifiers: list[str] = []
    for token in _TOKEN.findall(_folded(text)):
        stems, parts, whole = _token_terms(token, codes)
        words.extend(stems)
        surface.extend(parts)
        identifiers.extend(whole)
    return Terms(tuple(words), tuple(identifiers), tuple(surface))


def word_stems(text: str, language: str | None) -> tuple[str, ...]:
    """The words that `analyze` gives of a text in one language, each once."""
    codes = (stemming_language(language),)
    tokens = dict.fromkeys(_TOKEN.findall(_folded(text)))
    return tuple(dict.fromkeys(stem for token in tokens for stem in _token_terms(token, codes)[0]))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]).lower().replace("ё", "е")


@lru_cache(maxsize=1 << 17)
def _token_terms(token: str, languages: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Words, surface parts and identifiers of one token: most tokens of a desk come again and again."""
    parts = tuple(_PART.findall(token))
    words = _stems(parts, languages)
    if not is_identifier(token):
        return words, parts, ()
    return (words if parts == (token,) else (*words, token)), parts, (token,)


def is_identifier(token: str) -> bool:
    """Whether a lower-case token is a code, a host, a version or a number that only means something as a whole."""
    if len(token) < 3 or len(token) > _LONGEST_IDENTIFIER:
        return False
    if _HOST.fullmatch(token):
        return True
    digits = len(_DIGIT.findall(token))
    return (digits > 0 and _LETTER.search(token) is not None) or digits >= 4


def _stems(parts: Sequence[str], languages: tuple[str, ...]) -> tuple[str, ...]:
    terms: list[str] = []
    for part in parts:
        if _UNSPACED.search(part):
            terms.extend(_bigrams(part))
        else:
            stems = (_stemmer(language).stemWord(part) for language in _languages_of(part, languages))
            terms.extend(dict.fromkeys(stems))
    return tuple(terms)


def _languages_of(token: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    cyrillic = _CYRILLIC.search(token) is not None
    fitting = tuple(language for language in languages if (language in {"ru", "sr"}) == cyrillic)
    return fitting or (("ru",) if cyrillic else ("en",))


def _bigrams(token: str) -> list[str]:
    """Chinese, Japanese and Thai write no blanks: overlapping pairs stand in for words (Lucene's CJKAnalyzer)."""
    return [token] if len(token) < 3 else [token[i : i + 2] for i in range(len(token) - 1)]


def _stemmer(language: str) -> Stemmer.Stemmer:
    """A stemmer of this thread: PyStemmer's objects must not be shared between threads."""
    stemmers = _stemmers.__dict__
    if language not in stemmers:
        stemmers[language] = Stemmer.Stemmer(_SNOWBALL[language])
    stemmer: Stemmer.Stemmer = stemmers[language]
    return stemmer


def character_terms(words: Sequence[str], *, shortest: int = 3, longest: int = 5) -> NDArray[np.int64]:
    """Numbers in [0, CHARACTER_BUCKETS) of the character n-grams inside `words`, each word between two blanks.

    The same n-gram has the same number in every process and version.
    """
    text = " " + " ".join(words) + " "
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    if len(points) < shortest:
        return np.empty(0, dtype=np.int64)
    blank = np.concatenate(([0], np.cumsum(points == 32)))
    hashes = []
    rolling = np.zeros(len(points), dtype=np.uint64)
    for size in range(1, min(longest, len(points)) + 1):
        ends = len(points) - size + 1
        rolling = rolling[:ends] * _MULTIPLIER + points[size - 1 :]
        if size >= shortest:
            inside = blank[size - 1 : size - 1 + ends] - blank[1 : 1 + ends]
            hashes.append(rolling[inside == 0] + np.uint64(size))
    mixed = np.concatenate(hashes) * _MIXER
    return (mixed >> np.uint64(44)).astype(np.int64)


def pair_terms(words: Sequence[str]) -> NDArray[np.int64]:
    """Numbers in [FIRST_PAIR, FIRST_PAIR + PAIR_BUCKETS) of each two neighbours in `words`.

    The same pair has the same number in every process and version; 85 pairs in each of 27,600 tickets crowd the buckets
    without harm to the ranking.
    """
    points = np.fromiter((crc32(word.encode("utf-8", "surrogatepass")) for word in words), np.uint64, len(words))
    mixed = (points[:-1] * _MULTIPLIER + points[1:]) * _MIXER
    return (mixed >> np.uint64(44)).astype(np.int64) + FIRST_PAIR


_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIXER = np.uint64(0xD6E8FEB86659FD93)
