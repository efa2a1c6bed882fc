"""The portal code: an error's number typed out, which says more than the words around it."""

import re
from collections.abc import Iterable

from firstline.kb_index.analyzer import analyze
from firstline.kb_index.hit import ArticleHit
from firstline.kb_index.lone_code import writes

_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_DOMAIN = re.compile(r"[^\W\d_]{2,}$")
_ADDRESS = re.compile(r"\d+(?:\.\d+){3}")
_FEWEST_DIGITS = 2


def codes_in(text: str) -> frozenset[str]:
    """Codes such as `F-LOG-07`, `5.7.26` and `0x800CCC0E`, in lower case; no names of hosts."""
    return frozenset(
        code
        for code in analyze(text).identifiers
        if len(_DIGIT.findall(code)) >= _FEWEST_DIGITS and not ("." in code and _DOMAIN.search(code))
    )


def naming(hits: Iterable[ArticleHit], codes: frozenset[str], *, lone: str | None = None) -> frozenset[str]:
    """Ids of the articles whose passage has one of the codes; of mere numbers, such as a year, nothing is concluded.

    Args:
        lone: what a text of one word is in capitals; a passage that writes it so has that code.
    """
    telling = {code for code in codes if _LETTER.search(code) or _ADDRESS.fullmatch(code)}
    if not telling and lone is None:
        return frozenset()
    return frozenset(
        hit.article_id
        for hit in hits
        if telling & set(analyze(hit.passage).identifiers) or (lone is not None and writes(hit.passage, lone))
    )
