"""Substance: whether a text still says something once its trimmings are gone."""

import re

_WORD = re.compile(r"[^\W\d_]{2,}")
# Scripts that write without spaces: two characters count as a word.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_FEWEST_WORDS = 4
_POINTS_DOWN = re.compile(
    r"\b(?:below|forward(?:ed|ing)?|fwd|fyi|see attached|ниже|пересылаю|переслано|unten|weiter(?:leitung|geleitet)|"
    r"nedenfor|"
    r"videresend\w*|nedan|vidarebefordr\w*|ci-dessous|transf[eé]r\w*|abajo|reenv[ií]\w*)\b|転送|以下",
    re.IGNORECASE,
)
_SHORT_WORDS = 12
_GLANCE = 150
_LONG_LOOK = 2_000


def word_count(text: str) -> int:
    """Words of at least two letters; in scripts without spaces, half of the characters."""
    unspaced = len(_UNSPACED.findall(text))
    return (unspaced + 1) // 2 + len(_WORD.findall(_UNSPACED.sub(" ", text) if unspaced else text))


def is_substantial(text: str) -> bool:
    """Whether `text` can stand without what came after it: a few words that do not merely point at it ("see below")."""
    for length in (_GLANCE, _LONG_LOOK):
        words = word_count(text[:length])
        if words >= _SHORT_WORDS or len(text) <= length:
            break
    if words >= _SHORT_WORDS:
        return True
    return words >= _FEWEST_WORDS and not _POINTS_DOWN.search(text[:_LONG_LOOK])
