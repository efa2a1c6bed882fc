"""The first group: of two columns with one desk's groups, the one that names who had the ticket before."""

import re
from collections.abc import Mapping, Sequence

from firstline.datasets.column_names import plain_name
from firstline.datasets.column_profile import ColumnProfile

_FIRST = re.compile(
    r"ensimmäinen|first|1st|orig|init|initial(?:ly)?|original(?:ly)?|originating|starting|"
    r"перв(?:ый|ая|ое|ой|ую|ого|ому|ым|ом|ичн\w+|оначальн\w*)|исходн\w+|изначальн\w*|начальн\w+|"
    r"zuerst|erste[rsn]?|erst(?:gruppe|team|zuweisung|zuständige\w*)|anfängliche?[rs]?|anfangsgruppe|"
    r"ursprünglich(?:e[rsn]?)?|"
    r"ursprungs\w+|første|opprinnelig(?:e)?|opphavelig|premi[eè]re?|initiale?|"
    r"eerste|oorspronkelijke?|primer[oa]?|primeir[oa]|prim[oa]|iniziale|inicial|första|ursprunglig\w*|pierwsz\w+|"
    r"początkow\w+"
)
_EARLIER = re.compile(
    r"previous(?:ly)?|prior|former|earlier|предыдущ\w+|прежн\w+|vorherige[rsn]?|frühere[rsn]?|"
    r"forrige|tidligere|précédente?|vorige|eerdere|anterior|precedente|föregående|poprzedni\w*"
)
_FINAL = re.compile(
    r"final|current|last|now|present|assigned|resolving|resolver|owning|closing|текущ\w+|конечн\w+|итогов\w+|"
    r"финальн\w+|назначен\w*|ответственн\w+|решивш\w+|последн\w+|aktuelle?[rsn]?|endgültige?[rsn]?|zugewiesene?[rsn]?|"
    r"zuständige?[rsn]?|siste|nåværende|gjeldende|endelig|tildelt|ansvarlig|actuelle?|finale?|huidige|laatste|actual|"
    r"attuale|atual|nuvarande|aktualn\w+"
)
_GROUP = re.compile(
    r"groups?|teams?|queues?|desk|department|assignments?|assigned|группа|группы|команда|очередь|отдел|линия|"
    r"подразделение|назначени[ея]|назначена?|\w*gruppe|\w*team|warteschlange|abteilung|zuweisung|kø|avdeling|enhet|groupe|"
    r"\w*ryhmä|tiimi|jono|rolle|role|zuordnung|équipe|\w*groep|grupo|gruppo|\w*grupp|grupa|equipo|equipe|kolejka|"
    r"wachtrij|zespół"
)
_AT_FIRST = re.compile(
    r"\b(?:de |di |d['’])(?:abertura|apertura|ouverture|creación|criação|création)\b|"
    r"^1 (?=zuordnung|zuweisung|gruppe|group|team|queue|assignment|назначение|группа)|"
    r"\b(?:bei|at|on|upon|when|при|ved|à la|bij|al momento della|en la) (?:the )?(?:erfassung|erstellung|eröffnung|"
    r"eingang|"
    r"anlage|creation|opening|open|opened|created|registration|intake|создании|регистрации|открытии|поступлении|"
    r"opprettelse|"
    r"registrering|création|aanmelding|creazione|creación)\b"
)
"""What says of a group that a ticket began with it: `Bearbeitergruppe bei Erfassung`."""
_NO_HEADS = frozenset({"assigned", "desk", "assignment", "assignments", "role", "rolle", "department", "подразделение"})
_OF_OTHERS = re.compile(
    r"customer|client|requester|user|contact|company|account|product|age|security|access|material|item|price|kunden\w*|"
    r"benutzer\w*|produkt\w*|клиент\w*|заявител\w*|пользовател\w*|товар\w*|sales|escalation|notification|created|"
    r"opened|reported|approval|approver|sla|watchers?|cc|change|tax|target|peer"
)
_BESIDE = re.compile(r"escalat\w+|notif\w+|created|opened|reported|approv\w+|sla|watchers?|cc")
_FEWEST_SHARED = 2
_MOST = 0.6


def is_first(name: str) -> bool:
    """Whether a column's name says that it holds what was there first: `Initial Team`, `Исходная группа`."""
    return _has(name, _FIRST) or bool(_AT_FIRST.search(plain_name(name)))


def is_earlier(name: str) -> bool:
    """Whether a name says that it holds what was there before what is there now: also `Previous group`."""
    return is_first(name) or _has(name, _EARLIER)


def is_final(name: str) -> bool:
    """Whether a name says that it holds what is there now: `Current Team`, `Назначена`."""
    return _has(name, _FINAL) and not is_earlier(name)


def is_first_group(name: str) -> bool:
    """Whether a name speaks of the group that had a ticket first."""
    return is_first(name) and _has(name, _GROUP)


def is_earlier_group(name: str) -> bool:
    """Whether a name speaks of a group that had a ticket before the one that has it now."""
    return is_earlier(name) and _has(name, _GROUP)


def names_group(name: str) -> bool:
    """Whether a name's head speaks of a group of the desk: `Resp Group`, but not `Customer group`, `Group policy`."""
    return _is_group(name) and not _is_of_others(name)


def is_group_of_others(name: str) -> bool:
    """Whether a name's head speaks of a group that has no tickets: `Customer group`, `Created by team`."""
    return _is_group(name) and _is_of_others(name)


def is_group_beside(name: str) -> bool:
    """Whether a group is told or asked of a ticket, or opened it, and did not have it: `Escalation team`."""
    return any(map(_BESIDE.fullmatch, plain_name(name).split()))


def _is_group(name: str) -> bool:
    words = plain_name(name).split()
    head = words[-1:] + (words[:1] if re.search("[а-яё]|[éèàç]", name.casefold()) else [])
    return any(_GROUP.fullmatch(word) for word in head if word not in _NO_HEADS)


def _is_of_others(name: str) -> bool:
    return any(map(_OF_OTHERS.fullmatch, plain_name(name).split()))


def final_twin(
    first: ColumnProfile, others: Sequence[ColumnProfile], codes: Mapping[str, str] | None = None
) -> ColumnProfile | None:
    """The column that most values of the first group come again in: where the ticket ended. None where there is none.

    Of several, one whose name says so wins, then one that speaks of groups, then the one that shares most.

    Args:
        others: columns that may be it, none of which is named as an earlier one.
        codes: columns that were taken for something else, theirs → ours: they count last.
    """
    shared = {other.name: share_of_values(first, other) for other in others if not is_earlier(other.name)}
    alike = [other for other in others if shared.get(other.name, 0.0) >= _MOST]

    def rank(other: ColumnProfile) -> tuple[bool, bool, bool, float]:
        free = other.name not in (codes or {})
        return free, is_final(other.name), _has(other.name, _GROUP), shared[other.name]

    return max(alike, key=rank, default=None)


def named_twin(first: ColumnProfile, others: Sequence[ColumnProfile]) -> ColumnProfile | None:
    """The column that is named as the first one without the word for it, and has its values: `Abteilung` beside
    `Ursprüngliche Abteilung`. None where there is none.
    """
    rest = [word for word in _AT_FIRST.sub("", plain_name(first.name)).split() if not _FIRST.fullmatch(word)]
    alike = (other for other in others if plain_name(other.name).split() == rest)
    return next((other for other in alike if share_of_values(first, other) >= _MOST), None)


def share_of_values(one: ColumnProfile, other: ColumnProfile) -> float:
    """The share of the shorter list's values that the other has too; 0 where they share fewer than two."""
    mine, theirs = ({value.casefold() for value in profile.values} for profile in (one, other))
    shared = len(mine & theirs)
    return shared / min(len(mine), len(theirs)) if shared >= _FEWEST_SHARED else 0.0


def _has(name: str, words: re.Pattern[str]) -> bool:
    return any(words.fullmatch(word) for word in plain_name(name).split())
