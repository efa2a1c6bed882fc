"""The naming word: what may name a theme, which no stop word, greeting or person's name does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from firstline.kb_index.stop_words import OTHER_FUNCTION_WORDS, STOP_WORDS

_WORD = re.compile(r"[^\W\d_]{3,}")
_ADDRESS = re.compile(
    r"[\w.+-]{1,64}@\S+|\bhttps?://\S+|\bwww\.\S+|\bexample\.(?:com|org|net)\b|\b[\w-]{1,63}\.(?:example|test|invalid)\b"
)
"""A mail's or a page's, or a host that stands for another's: whose it is names no theme."""
_NEXT = re.compile(r"[ \t\-]")
"""What may stand between two words of a pair."""
_NAME = r"([^\W\d_]{2,})(?:[ \t]+([^\W\d_]{2,}))?"
_GREETED = re.compile(
    r"\b(?:dear|hello|hi|hey|hallo|lieber?|herr|frau|hei|здравствуйте|привет|уважаем\w+|bonjour|cher|chère|madame|monsieur|"
    r"hola|estimad[oa]s?|cześć|szanown\w+|beste|geachte|goede(?:morgen|middag|navond)|goedendag|hej|hyvä|kære|kjære|ciao|"
    r"gentile|buongiorno|olá|prezad[oa]s?)\b"
    rf"[ \t,]{{1,3}}{_NAME}(?=[ \t]*(?:[,!.:\n]|$))"
)
_SIGNED = re.compile(
    r"\b(?:regards|wishes|sincerely|gr(?:ü|ue)ssen?|gruss|mfg|hilsen|mvh|уважением|зовут|my name is|ich heisse|mein "
    r"name ist|jeg heter|navnet mitt er|cordialement|saludos|atentamente|pozdrawiam|groet(?:en)?|hälsning(?:ar)?|"
    rf"terveisin|saluti|atenciosamente)\b\W{{0,6}}{_NAME}"
)
"""What follows is whoever is greeted, up to a comma, or who signs, perhaps on the next line: up to two words."""

_NAMES = 0.5
_SAY_NOTHING = frozenset(
    [
        "com",
        "org",
        "net",
        "www",
        "http",
        "https",
        "html",
        "click",
        "clicked",
        "clicking",
        "bit",
        "lot",
        "lots",
        "thing",
        "things",
        "time",
        "today",
        "yesterday",
        "someone",
        "anyone",
        "everything",
        "nothing",
        "something",
        "able",
        "unable",
        "follow",
        "following",
        "way",
        "ways",
        "advance",
        "appreciate",
        "appreciated",
        "сколько",
        "будет",
        "будут",
        "через",
        "можно",
        "нужно",
        "надо",
        "хочу",
        "хотел",
        "хотела",
        "хотелось",
        "подскажите",
        "скажите",
        "делать",
        "сделать",
        "почему",
        "зачем",
        "когда",
        "куда",
        "какой",
        "какая",
        "какие",
        "какое",
        "чтобы",
        "если",
        "который",
        "которые",
        "снова",
        "сегодня",
        "вчера",
        "очень",
        "спасибо",
        "warum",
        "wieso",
        "wann",
        "welche",
        "welcher",
        "welches",
        "bitte",
        "heute",
        "gestern",
        "immer",
        "wieder",
        "möchte",
        "würde",
        "gerne",
        "klicken",
        "geklickt",
        "hvorfor",
        "hvordan",
        "hvilken",
        "hvilke",
        "ønsker",
        "gjerne",
        "igjen",
        "alltid",
        "pourquoi",
        "comment",
        "toujours",
        "besoin",
        "voudrais",
        "porque",
        "cuando",
        "siempre",
        "necesito",
        "quiero",
        "quisiera",
        "perché",
        "quando",
        "sempre",
        "vorrei",
        "beste",
        "geachte",
        "goedemorgen",
        "goedemiddag",
        "groet",
        "groeten",
        "vriendelijke",
        "hartelijke",
        "hälsningar",
        "vänliga",
        "terveisin",
        "ystävällisin",
        "saluti",
        "cordiali",
        "cordialement",
        "saludos",
        "atentamente",
        "atenciosamente",
        "pozdrawiam",
        "waarom",
        "wanneer",
        "altijd",
        "graag",
        "dlaczego",
        "kiedy",
        "zawsze",
        "chciałbym",
        "proszę",
    ]
)
"""Words that any request may hold, beside the stop words of search."""


def naming_words(texts: Sequence[str], languages: Sequence[str | None]) -> list[frozenset[str]]:
    """The words of each text, case-folded, that may name what it is about.

    A word that stands after a greeting or above a signature in half of the texts that hold it is somebody's name.

    Args:
        languages: what each text is in.
    """
    lowered = [_ADDRESS.sub(" ", text.casefold()) for text in texts]
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
    nothing = STOP_WORDS | _SAY_NOTHING | names
    return [
        words - nothing - OTHER_FUNCTION_WORDS.get(language or "", frozenset())
        for words, language in zip(held, languages, strict=True)
    ]


def naming_pairs(texts: Sequence[str], words: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """Pairs of words that stand next to each other in each text, such as `address book`.

    Args:
        words: those of each text that may name something (`naming_words`).
    """
    return [frozenset(_pairs(text.casefold(), own)) for text, own in zip(texts, words, strict=True)]


def _pairs(text: str, words: frozenset[str]) -> Iterator[str]:
    for one, other in pairwise(_WORD.finditer(text)):
        beside = _NEXT.fullmatch(text[one.end() : other.start()])
        if beside and one[0] != other[0] and one[0] in words and other[0] in words:
            yield f"{one[0]} {other[0]}"
