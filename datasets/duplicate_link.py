"""The duplicate link: the id of the ticket that another one repeats, where links stand in words (`Duplicates #12`)."""

import re
from collections.abc import Iterator, Sequence

_REPEATS = re.compile(
    r"(?:is (?:a )?)?duplicates?(?: of)?|дублирует|(?:является )?дубликат(?:ом)?|дубль|dupliziert|"
    r"(?:ist )?duplikat (?:von|zu)|(?:ist )?dublette (?:von|zu)|duplikat av|dupliserer|dubbel av|dubblett av|"
    r"duplicaat van|duplique|doublon de|duplica(?: a)?|duplicado de|duplicato di|duplikat"
)
"""What says that this ticket is the later one; `Duplicated by` says the contrary."""
_RELATES = re.compile(
    r"(?:is )?(?:relate[sd]|related|linked|connected)(?: to| with)?|blocks|(?:is )?blocked(?: by)?|precedes|follows|"
    r"copied (?:to|from)|(?:is )?duplicated(?: by)?|has duplicate|(?:is )?(?:child|parent)(?: of)?|causes|caused by|"
    r"связан\w*(?: с)?|блокирует\w*|предшеств\w+|следу\w+(?: за)?|скопирован\w*(?: [вис]\w*)?|продублирован\w*|"
    r"дублируется|имеет дубликат|родитель\w*|дочерн\w+|bezieht sich auf|verwandt mit|blockiert\w*|folgt\w*|gefolgt von|"
    r"kopiert (?:nach|von)|hat duplikat|relatert til|blokkerer|gerelateerd aan|lié à|relacionad[oa] con"
)
_LINK = re.compile(r"\s*(?P<words>[^\W\d_][^\d#:]{2,40}?)(?:\s*[:#]+\s*|\s+)(?P<id>[A-Za-z]{0,10}-?\d[\w-]*)\s*")
_PARTS = re.compile(r"[,;\n]")
_NEARLY_ALL, _FEWEST = 0.8, 2


def repeated_ticket(value: str) -> str | None:
    """The id of the first ticket that a text of links calls the one that is repeated; None where it calls none so."""
    return next((found for words, found in _links(value) if _REPEATS.fullmatch(words)), None)


def are_links_in_words(value: str) -> bool:
    """Whether a text is nothing but links in words, of whatever kind."""
    return all(_REPEATS.fullmatch(words) or _RELATES.fullmatch(words) for words, _ in _links(value))


def tell_of_duplicates(values: Sequence[str]) -> bool:
    """Whether nearly all values are links in words, and some of them to tickets that are repeated."""
    links = sum(map(are_links_in_words, values))
    return links >= max(_FEWEST, _NEARLY_ALL * len(values)) and sum(map(bool, map(repeated_ticket, values))) >= _FEWEST


def _links(value: str) -> Iterator[tuple[str, str]]:
    """The words and the id of each part; no words where a part is no link."""
    for part in _PARTS.split(value):
        match = _LINK.fullmatch(part)
        yield (match["words"].casefold().strip(), match["id"]) if match else ("", "")
