"""The column of people: whether those in it ask for help or give it."""

import itertools
import re
from collections.abc import Sequence

from firstline.datasets.column_names import plain_name
from firstline.datasets.column_profile import ColumnProfile
from firstline.datasets.person_name import is_person_name

_PERSONS = (
    "agent agents assignee author caller contact creator customer email owner person phone reporter requester "
    "eier responsável responsable käsittelijä asiakas assignees исполнители intervenant intervenants member tech resp "
    "vorname nachname autor client supplied nickname profile surname "
    "firstname lastname initiator создатель meldender ersteller verantwortlicher владелец автор "
    "recipient recipients responder submitter technician user автор владелец заявитель инициатор исполнитель клиент "
    "контакт оператор "
    "ответственный сотрудник телефон фио ansprechpartner bearbeiter benutzer kunde melder telefon "
    "technicien bruker innmelder navn saksbehandler behandelaar medewerker aanmelder aanvrager klant demandeur "
    "solicitante richiedente técnico tecnico operatore handläggare användare sagsbehandler zgłaszający "
    "klient konsultant besitzer eigentümer propriétaire propietario proprietario eigenaar właściciel ägare ejer "
    "asignado usuario zugewiesener zugewiesene übermittler einreicher innringer oppringer "
)
_PEOPLE = frozenset(_PERSONS.split())
_AUTHORS_TEXT = (
    "author autor auteur autore verfasser forfatter автор creator ersteller submitter reporter caller melder "
    "innmelder aanmelder заявитель инициатор initiator requester requestor solicitante demandeur richiedente "
    "requisitante beställare zgłaszający anmelder antragsteller anforderer übermittler einreicher aanvrager "
    "usuario utilisateur utente usuário nombre person создатель meldender "
)
_AUTHORS = frozenset(_AUTHORS_TEXT.split())
"""Who writes or calls is a person, never a company."""
_STAFF = re.compile(
    r"besitzer|eigentümer|propriétaire|propietario|proprietario|eigenaar|właściciel|ägare|ejer|eier|"
    r"agents?|assignee|assigned|assignment|owner|handler|resolver|responder|technician|technicien|operator|staff|"
    r"employee|moderator|владелец|исполнитель|ответственн\w+|назначен\w*|оператор|сотрудник|специалист|bearbeiter\w*|"
    r"zuständige?[rn]?|verantwortlich\w*|techniker|mitarbeiter|behandelaar|medewerker|técnico|tecnico|operatore|"
    r"asignado|assigné|zugewiesen\w*|"
    r"assegnatario|atribuído|handläggare|tilldelad|sagsbehandler|przypisany|konsultant|saksbehandler|behandler|tildelt|"
    r"ansvarlig|tekniker|tilordnet|"
    r"to|cc|bcc|mailbox|inbox|recipients?|кому|получатель|empfänger|mottaker"
)
_EMPLOYED = frozenset({"сотрудник", "employee", "mitarbeiter", "medewerker"})
"""Of the customer too there are some: `Контрагент (сотрудник)`."""
_ASKING = re.compile(
    r"customer|client|requester|reporter|contact|caller|submitter|enduser|заявител\w+|создател\w+|инициатор\w*|клиент\w*|"
    r"контакт\w*|автор|autor|контрагент\w*|"
    r"aanmelder|aanvrager|klant|demandeur|solicitante|cliente|richiedente|requisitante|beställare|zgłaszający|"
    r"kunde\w*|melder|meldende[rn]?|anforderer|antragsteller|ansprechpartner|innmelder|bestiller|kontakt\w*"
)
_PARTS_OF_NAME = frozenset({"first", "last", "given", "given name", "family name", "first name", "last name"})
_MOSTLY = 0.7
_TEAM_TEXT = (
    "group team queue department desk unit отдел abteilung avdeling группа команда очередь gruppe kø warteschlange "
    "rolle role"
)
_TEAM = frozenset(_TEAM_TEXT.split())
_DONE_BY = re.compile(r"by|von|av|door|par|por|przez")
_ASKED_WORDS = (
    "opened requested reported submitted sent raised called created erstellt opprettet gemeldet angefordert meldt "
    "gemeld aangemeld aangemaakt créé ouvert demandé signalé creado abierto solicitado reportado criado aberto "
    "utworzone utworzony zgłoszone"
)
_ASKED_BY = frozenset(_ASKED_WORDS.split())
_LATER = re.compile(r"кем \w+|(?:изменил|изменен[оа]?|обновил|обновлен[оа]?|закрыл|решил|последний изменил)")


def is_of_staff(name: str) -> bool:
    """Whether those in a column help or receive rather than ask: `assignee.email`, `Modified By`, `To Address`."""
    words = plain_name(name).split()
    if any(map(_ASKING.fullmatch, words)):
        words = [word for word in words if word not in _EMPLOYED]
    for word in reversed(words):
        if _ASKING.fullmatch(word) or _STAFF.fullmatch(word):
            return not _ASKING.fullmatch(word)
    return _done_by(words) not in (None, *_ASKED_BY) or bool(_LATER.fullmatch(" ".join(words)))


def is_of_asking(name: str) -> bool:
    """Whether the name says that those in a column ask: `primaryCustomer.email`."""
    return any(map(_ASKING.fullmatch, plain_name(name).split())) and not is_of_staff(name)


def is_personal(profile: ColumnProfile) -> bool:
    """Whether a column holds people: their names or addresses of mail."""
    words = plain_name(profile.name).split()
    named = (
        is_part_of_name(profile.name)
        or words[-2:] in (["first", "name"], ["last", "name"], ["full", "name"])
        or not _PEOPLE.isdisjoint(words)
        or _done_by(words) is not None
        or bool(_LATER.fullmatch(" ".join(words)))
    )
    return (
        profile.kind == "mail"
        or named
        or (is_of_staff(profile.name) and _TEAM.isdisjoint(words) and are_names(profile.values))
    )


def is_part_of_name(path: str) -> bool:
    """Whether a path leads to a part of a person's name: `createdBy.first`."""
    record, _, part = path.rpartition(".")
    return bool(record) and plain_name(part) in _PARTS_OF_NAME


def is_of_persons(name: str) -> bool:
    """Whether those in a column can only be people, however few: `Автор`, `Opened by`, but not `Customer`."""
    words = plain_name(name).split()
    return not _AUTHORS.isdisjoint(words) or _done_by(words) is not None


def are_people(profile: ColumnProfile) -> bool:
    """Whether name and values of a column are those of people."""
    return profile.kind != "mail" and is_personal(profile) and are_names(profile.values)


def are_names(values: Sequence[str]) -> bool:
    """Whether most values look like the names of people: `Beth Anglin`, `Иванова О.`, `Operator, Piet`."""
    return sum(map(is_person_name, values)) > _MOSTLY * len(values)


def _done_by(words: list[str]) -> str | None:
    """What a person did, of `Modified By` or `closed_by.name`; None for a name that says nothing of the kind."""
    return next(
        (before for before, word in itertools.pairwise(words) if _DONE_BY.fullmatch(word)),
        None,
    )
