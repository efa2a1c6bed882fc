"""The naming word: what may name a theme, which no stop word, greeting or person's name does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from firstline.kb_index.stop_words import STOP_WORDS

_WORD = re.compile(r"[^\W\d_]{3,}")
_NAME = r"([^\W\d_]{2,})(?:[ \t]+([^\W\d_]{2,}))?"
_GREETED = re.compile(
    r"\b(?:dear|hello|hi|hey|hallo|lieber?|herr|frau|hei|здравствуйте|привет|уважаем\w+|bonjour|hola|cześć)\b"
    rf"[ \t,]{{1,3}}{_NAME}(?=[ \t]*(?:[,!.:\n]|$))"
)
_SIGNED = re.compile(
    r"\b(?:regards|wishes|sincerely|gr(?:ü|ue)ssen?|gruss|mfg|hilsen|mvh|уважением|зовут|my name is|ich heisse|mein "
    rf"name ist|jeg heter|navnet mitt er|cordialement|saludos|pozdrawiam)\b\W{{0,6}}{_NAME}"
)
"""What follows is whoever is greeted, up to a comma, or who signs, perhaps on the next line: up to two words."""

_NAMES = 0.5


def naming_words(texts: Sequence[str]) -> list[frozenset[str]]:
    """The words of each text, case-folded, that may name what it is about.

    A word that stands after a greeting or above a signature in half of the texts that hold it is somebody's name.
    """
    lowered = [text.casefold() for text in texts]
    held = [frozenset(_WORD.findall(text)) for text in lowered]
    everywhere = Counter(word for words in held for word in words)
    greeted = Counter(
        word
        for text in lowered
        for word in {
            word
            for formula in (_GREETED, _SIGNED)
            for match in formula.finditer(text)
            for word in match.groups()
            if word
        }
    )
    names = {word for word, count in greeted.items() if count >= _NAMES * everywhere[word]}
    return [words - STOP_WORDS - names for words in held]
