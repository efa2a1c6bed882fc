"""The portal code: an error's number typed out, which says more than the words around it."""

import re
from collections.abc import Iterable

from firstline.kb_index.analyzer import analyze
from firstline.kb_index.hit import ArticleHit

_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_DOMAIN = re.compile(r"[^\W\d_]{2,}$")
_FEWEST_DIGITS = 2


def codes_in(text: str) -> frozenset[str]:
    """Codes such as `F-LOG-07`, `5.7.26` and `0x800CCC0E`, in lower case; no addresses."""
    return frozenset(
        code
        for code in analyze(text).identifiers
        if len(_DIGIT.findall(code)) >= _FEWEST_DIGITS and not ("." in code and _DOMAIN.search(code))
    )


def naming(hits: Iterable[ArticleHit], codes: frozenset[str]) -> frozenset[str]:
    """Ids of the articles whose passage has one of the codes; of mere numbers, such as a year, nothing is concluded."""
    telling = {code for code in codes if _LETTER.search(code)}
    if not telling:
        return frozenset()
    return frozenset(hit.article_id for hit in hits if telling & set(analyze(hit.passage).identifiers))
