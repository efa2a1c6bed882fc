"""The told change: a sentence of a log that says to what a field was changed, such as `Group changed from A to B`."""

from __future__ import annotations

import re

_CHANGED = (
    r"(?:changed|updated|set|switched|moved|reassigned|geändert|gesetzt|изменен[оаы]?|изменён[оаы]?|установлен[оаы]?|"
    r"endret|satt|ændret|ändrad|ändrat)"
)
_FROM, _TO = r"(?:from|von|vom|fra|från|с|со)", r"(?:to|auf|nach|zu|til|till|på|на)"
_OPENED, _CLOSED = r"[\"“„'«]?", r"[\"”“'»]?"
_CHANGE = (
    rf"{_OPENED}(?P<field>{{field}}){_CLOSED}\s*:?\s+(?:(?:was|is|has been|wurde|был[ао]?|ble|er)\s+)?"
    rf"(?:{_CHANGED}\s+)?(?:{_FROM}\s+{_OPENED}(?P<old>[^\n]{{{{1,80}}}}?){_CLOSED}\s+)?{_TO}\s+"
    rf"{_OPENED}(?P<new>[^\n]{{{{1,80}}}}?){_CLOSED}(?:\s+{_CHANGED})?\s*\.?\s*$"
)
_BEHIND = r"(?:^|[:;,|\])]\s+)"
"""What a change stands behind: nothing, or a time and a name."""
_ANY = re.compile(_BEHIND + _CHANGE.format(field=r"[^\W\d_][^\n:\"|]{1,40}?"), re.IGNORECASE)
_ASSIGNED = (
    r"(?:re)?assigned|moved|transferred|routed|zugewiesen|weitergeleitet|tildelt|overført|назначен[оа]?|передан[оа]?"
)
_GIVEN = re.compile(
    rf"\b(?P<field>{_ASSIGNED})\s+(?:{_TO}|an|в)\s+{_OPENED}(?P<new>[^\n]{{1,80}}?){_CLOSED}\s*\.?\s*$", re.IGNORECASE
)
_ARROW = (
    rf"{_BEHIND}{_OPENED}(?P<field>{{field}}){_CLOSED}\s*:\s*(?:{_OPENED}(?P<old>[^\n:;→>]{{{{1,80}}}}?){_CLOSED}\s*)?"
    rf"(?:→|➔|⇒|[-=]>)\s*{_OPENED}(?P<new>[^\n;→]{{{{1,80}}}}?){_CLOSED}\s*(?=;|$)"
)
"""`Group: A → B`, or `Group: → B` where there was none before; also behind a time and a name, and one of several."""
_ANY_ARROW = re.compile(_ARROW.format(field=r"[^\W\d_][^\n:;,|→>\"]{1,40}?"), re.IGNORECASE)
_POINTED = re.compile("[→➔⇒]|[-=]>")
_LONGEST = 250
"""What is longer is no line of a log, and would take long to look at."""
_POINTS = ": →"
_VERB = re.compile(rf"\b{_CHANGED}\b", re.IGNORECASE)


def changed_field(sentence: str) -> str:
    """The field that a sentence says was changed, or the word by which it says that a ticket was handed to somebody.

    Empty where it says nothing such. Of `Group: A → B` it is `Group: →`.
    """
    if len(sentence) > _LONGEST:
        return ""
    if _POINTED.search(sentence) and (pointed := _ANY_ARROW.search(sentence)):
        return f"{pointed['field'].strip()}{_POINTS}"
    found = (_ANY.search(sentence) if _VERB.search(sentence) else None) or _GIVEN.search(sentence)
    return found["field"].strip() if found else ""


def told_change(field: str) -> re.Pattern[str]:
    """A pattern whose parts `old`, which may be missing, and `new` are what that field was and became.

    For a word such as `assigned`, `new` is to whom.
    """
    if field.endswith(_POINTS):
        return re.compile(_ARROW.format(field=re.escape(field.removesuffix(_POINTS))), re.IGNORECASE)
    if re.fullmatch(_ASSIGNED, field, re.IGNORECASE):
        return _GIVEN
    return re.compile(_CHANGE.format(field=re.escape(field)), re.IGNORECASE)
