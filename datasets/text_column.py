"""The text column: whether a text may be what the customer asked, or tells of the request later or in other words."""

import re

from firstline.datasets.column_names import plain_name
from firstline.datasets.column_profile import ColumnProfile

_LATER_WORDS = (
    "actie agent answer answers article close closing faq internal kb knowledge note notes reply resolution response "
    "solution artikelbaum history journal transcript verlauf workaround ответ ответы решение статья комментарий "
    "примечание примечания комментарии последние opmerking opmerkingen antwort "
    "arbeitsprotokoll protokoll worklog lösung artikel notiz kommentar svar løsning artikkel notat "
)
_LATER = frozenset(_LATER_WORDS.split())
"""Words in names of columns that are written after the request: guessed to be its text, they would leak the answer."""
_CUT_WORDS = (
    "last latest preview excerpt snippet recent letzte letzter letztes последнее последний последнего последние "
    "последних siste dernier "
    "dernière último última ultimo ultima laatste senaste ostatnia"
)
_CUT = frozenset(_CUT_WORDS.split())
"""Words of texts that are the newest of several, or the beginning of one."""
_SUMMARY_WORDS = (
    "summary summaries resume résumé abstract recap zusammenfassung samenvatting сводка резюме resumen riassunto "
    "resumo sammanfattning sammendrag podsumowanie survey satisfaction happiness"
)
_SUMMARIES = frozenset(_SUMMARY_WORDS.split())
"""Words in names and paths of texts that tell of the request, or of what came of it, in other words."""
_ASKED_SUMMARIES = frozenset({"issue summary", "problem summary"})
_ADDRESS = re.compile(r"(?:[^<>@\n]{0,100}<)?[^@\s<>]+@[^@\s<>]+\.[a-zA-Z]{2,}>?(?:[,;] .{0,200})?")
_AGENTS = re.compile(
    r"\b(?:comments?|notes?|kommentar\w*|notiz\w*|notat\w*|комментари\w*|примечани\w*|заметк\w*|описание решения|"
    r"(?:resolution|close|closing|closure) (?:description|text|comment)|lösungs(?:text|beschreibung))\b"
)
_FEWEST_WITH_WORDS = 0.5
_DOUBTFUL_LENGTH, _MOSTLY_FILLED = 40, 0.9


def may_be_request(profile: ColumnProfile) -> bool:
    """Whether a column holds texts of several words that its name does not call later ones."""
    return profile.is_text and holds_words(profile) and not is_later(profile.name) and not holds_addresses(profile)


def holds_addresses(profile: ColumnProfile) -> bool:
    """Whether most values are a person with an address of mail, `"Kim Berg" <kim@firma.example>`, and no text."""
    found = sum(bool(_ADDRESS.fullmatch(value)) for value in profile.values)
    return found >= _FEWEST_WITH_WORDS * max(1, len(profile.values))


def may_be_request_after_all(profile: ColumnProfile) -> bool:
    """Whether a column that its name calls a note or comment holds a text for nearly every ticket: some help desks call
    what the customer wrote so (`Notes` in Remedy, `Комментарий` in Bitrix24). Only the desk knows.
    """
    long = profile.is_text and profile.mean_length >= _DOUBTFUL_LENGTH and holds_words(profile)
    different = profile.distinct > profile.filled / 2
    full = profile.filled >= _MOSTLY_FILLED * profile.rows
    return long and different and full and not is_summary(profile.name) and not _has(profile.name, _CUT)


def holds_words(profile: ColumnProfile) -> bool:
    """Whether most values are more than one word, as no key and no code is."""
    spaced = sum(len(value.split()) > 1 for value in profile.values)
    return spaced >= _FEWEST_WITH_WORDS * len(profile.values)


def is_written_by_agents(profile: ColumnProfile) -> bool:
    """Whether few different texts are what agents write again and again, no closed list: `Letzte Kommentare`."""
    return bool(_AGENTS.search(plain_name(profile.name))) and holds_words(profile)


def is_later(name: str) -> bool:
    """Whether a name speaks of what was written after the request, of the newest text, or of a summary."""
    return _has(name, _LATER) or _has(name, _CUT) or is_summary(name)


def is_cut(name: str) -> bool:
    """Whether a name speaks of the newest of several texts, or of the beginning of one: `last_message`."""
    return _has(name, _CUT)


def is_summary(name: str) -> bool:
    """Whether a text tells of the request in somebody else's words; osTicket asks people for an `Issue Summary`."""
    return plain_name(name) not in _ASKED_SUMMARIES and _has(name, _SUMMARIES)


def _has(name: str, words: frozenset[str]) -> bool:
    return not words.isdisjoint(plain_name(name).split())
