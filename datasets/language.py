"""The language of a text."""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from operator import itemgetter
from threading import Lock
from typing import Any

from firstline.datasets.lost_letters import has_lost_letters

UNDETERMINED = "und"

_CODES = (
    "ar bg ca cs da de el en es et eu fa fi fr he hi hr hu id it ja ka kk ko lt lv nl nn no pl pt ro ru sk sl sr sv th "
    "tr uk vi zh"
)
LANGUAGES = tuple(_CODES.split())
"""What can be told apart, in ISO 639-1: what help desks get mail in. A longer list would err more on short texts."""

_FEWEST_LETTERS = 3
_LOOKED_AT = 600
_LETTER = re.compile(r"[^\W\d_]")
# Letters of addresses, paths and codes are no language.
_NOT_PROSE = re.compile(r"\S*(?:://|@|\\|www\.)\S*|<[^<>\s]*>|(?a:\b\w*\d\w*\b)")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# A script that one of the languages owns decides by itself, when a third of the letters is of it.
_SCRIPTS = (
    (re.compile("[\u3040-\u30ff]"), "ja", 0.1),
    (re.compile("[\uac00-\ud7af\u1100-\u11ff]"), "ko", 0.3),
    (re.compile("[\u3400-\u9fff]"), "zh", 0.3),
    (re.compile("[\u0370-\u03ff]"), "el", 0.4),
    (re.compile("[\u0590-\u05ff]"), "he", 0.3),
    (re.compile("[\u0e00-\u0e7f]"), "th", 0.3),
    (re.compile("[\u10a0-\u10ff]"), "ka", 0.3),
)
_CYRILLIC = re.compile("[\u0400-\u052f]")
_CYRILLIC_SHARE = 0.4
# Letters that the others do not have; Kazakh has і and ы too, so it comes first.
_CYRILLIC_LETTERS = (
    (re.compile("[әғқңөұүһӘҒҚҢӨҰҮҺ]"), "kk"),
    (re.compile("[ђјљњћџЂЈЉЊЋЏ]"), "sr"),
    (re.compile("[іїєґІЇЄҐ]"), "uk"),
    (re.compile("[ыэёЫЭЁ]"), "ru"),
)
_CYRILLIC_LANGUAGES = frozenset({"bg", "kk", "ru", "sr", "uk"})
_NORWEGIAN = {"nn": "no"}
# In nats. Of English texts of four words 97 % are recognised with it, 92 % without; no other loses over 2 %.
_ENGLISH_PRIOR = 3.0
_USUAL_PRIOR = 4.0
"""Of the first 20 characters of the demo desk's tickets 93 % are told with it, 86 % without; of requests in other
languages none is lost."""
_LEAD_OF_ONE_WORD = 2.5
"""In nats. `server`, `login`, `error` are words of many languages; `danke`, `takk` and `Rechnung` are not."""
_NO_FEATURE = -1e30
_LOCK = Lock()


def detect_language(text: str, *, candidates: Collection[str] | None = None, usual: Collection[str] = ()) -> str:
    """Name the language of `text` in BCP 47, or "und" when fewer than three letters (one, in Chinese) can tell, or
    question marks stand in place of letters.

    Norwegian is "no", without a difference between Bokmål and Nynorsk: desks do not make one. At most the first 600
    characters are read. Kana, Hangul and other scripts of one language decide by themselves.

    Args:
        candidates: when given, the languages that can come, such as those of the desk.
        usual: those that mostly come, ISO 639-1; a text of a few words is rather one of them.
    """
    if has_lost_letters(text[:_LOOKED_AT]):
        return UNDETERMINED
    prose = _NOT_PROSE.sub(" ", text[:_LOOKED_AT])
    letters = len(_LETTER.findall(prose))
    if letters < _FEWEST_LETTERS and not _UNSPACED.search(prose):
        return UNDETERMINED
    by_script = _by_script(prose, letters)
    if by_script and (candidates is None or by_script in candidates):
        return by_script
    return _by_model(prose, letters, candidates, usual)


def told_language(text: str, *, usual: Collection[str] = ()) -> str | None:
    """What `detect_language` says of `text`, and None where nobody can tell."""
    language = detect_language(text, usual=usual)
    return None if language == UNDETERMINED else language


def primary_language(tag: str | None) -> str:
    """The first subtag of a BCP 47 tag in lower case, such as "pt" of pt-BR and of PT_br; empty for none."""
    return (tag or "").lower().replace("_", "-").split("-")[0]


def _by_script(prose: str, letters: int) -> str | None:
    if prose.isascii():
        return None
    for script, language, share in _SCRIPTS:
        if len(script.findall(prose)) >= share * letters:
            return language
    if len(_CYRILLIC.findall(prose)) < _CYRILLIC_SHARE * letters:
        return None
    return next((language for letter, language in _CYRILLIC_LETTERS if letter.search(prose)), None)


def _by_model(prose: str, letters: int, candidates: Collection[str] | None, usual: Collection[str]) -> str:
    cyrillic = len(_CYRILLIC.findall(prose)) >= _CYRILLIC_SHARE * letters
    priors = {} if candidates is not None else {**dict.fromkeys(usual, _USUAL_PRIOR), "en": _ENGLISH_PRIOR}
    ranked = _ranked(prose, priors)
    if not ranked or ranked[0][1] < _NO_FEATURE:
        return UNDETERMINED
    if candidates is None and not cyrillic and len(prose.split()) == 1 and _lead(ranked) < _LEAD_OF_ONE_WORD:
        return UNDETERMINED
    for code, _ in ranked:
        language = _NORWEGIAN.get(code, code)
        fits = (code in _CYRILLIC_LANGUAGES) if cyrillic else (code not in _CYRILLIC_LANGUAGES or code == "sr")
        if fits and (candidates is None or language in candidates):
            return language
    return UNDETERMINED


def _ranked(prose: str, priors: Mapping[str, float]) -> list[tuple[str, float]]:
    """Codes of py3langid with their log scores and the `priors` of languages, best first."""
    scores = {code: score + priors.get(_NORWEGIAN.get(code, code), 0.0) for code, score in _identifier().rank(prose)}
    return sorted(scores.items(), key=itemgetter(1), reverse=True)


def _lead(ranked: Sequence[tuple[str, float]]) -> float:
    """How much likelier the first language is than the next one."""
    first = _NORWEGIAN.get(ranked[0][0], ranked[0][0])
    return ranked[0][1] - next((score for code, score in ranked if _NORWEGIAN.get(code, code) != first), _NO_FEATURE)


def _identifier() -> Any:
    with _LOCK:
        return _load()


@cache
def _load() -> Any:
    """An identifier of our own: py3langid's is one for the whole process, and anybody may change its languages. Made
    anew of these languages, it keeps no weights of the others, which are 19 MiB.
    """
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    every = LanguageIdentifier.from_model_file(MODEL_FILE)
    every.set_languages(LANGUAGES)
    return LanguageIdentifier(
        every.nb_ptc, every.nb_pc, every.nb_classes, every.tk_nextmove, every.tk_output, tk_row=every.tk_row
    )
