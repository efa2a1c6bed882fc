"""The word's context: what a form, a rule or a program writes always stands between the same neighbours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from math import sqrt
from statistics import NormalDist

_ALWAYS = 0.9
_TOKEN = re.compile(r"[\w-]+|[:=\[\]{}|<>#\n]")
_EDGE = "\n"
_MARKS = frozenset(":=[]{}|<>#")
_CODE = re.compile(r"[\d_]|\w-\w")
_END = 2

Context = tuple[str, str, str]
"""The two tokens before a word and the one after it; the text's start and end count as ends of lines."""


def tokens(text: str) -> list[str]:
    """Words in lower case, the marks of forms, and ends of lines."""
    return _TOKEN.findall(text.casefold())


def contexts(words: Sequence[str], text: Sequence[str]) -> Iterator[Context]:
    """Between what each occurrence of a phrase stands in a text of `tokens`."""
    padded = [_EDGE, _EDGE, *text, _EDGE]
    size = len(words)
    for place in range(2, len(padded) - size):
        if padded[place] == words[0] and padded[place : place + size] == list(words):
            yield padded[place - 2], padded[place - 1], padded[place + size]


def is_planted(word: str, texts: Sequence[Sequence[str]]) -> bool:
    """Whether a word was put into texts of `tokens`, rather than said in them.

    Nine of ten texts that hold it hold it between the same two neighbours and nowhere else, for what people write about
    stands in many sentences; and it is a code, stands beside a mark of forms, or ends the text.
    """
    found = [({(left, right) for _, left, right in contexts((word,), text)}, text) for text in texts]
    holding = [(places, text) for places, text in found if places]
    if not holding:
        return False
    place, _ = Counter(place for places, _ in holding for place in places).most_common(1)[0]
    if sum(places == {place} for places, _ in holding) < _ALWAYS * len(holding):
        return False
    at_the_end = sum(word in text[-_END:] for _, text in holding) >= _ALWAYS * len(holding)
    return at_the_end or bool(_CODE.search(word)) or bool(_MARKS.intersection(place))


def share_bounds(successes: int, trials: int, *, tests: int, level: float = 0.99) -> tuple[float, float]:
    """Wilson's (1927) bounds of a share, corrected for that many looks (Bonferroni); 0 to 1 where nothing was tried."""
    if trials == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf(1 - (1 - level) / 2 / max(1, tests))
    share, grown = successes / trials, trials + z * z
    middle = (successes + z * z / 2) / grown
    half = z / grown * sqrt(trials * share * (1 - share) + z * z / 4)
    return middle - half, middle + half
