"""The guessed columns: what columns are by their names and values, and then by what they say of each other."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from firstline.datasets.column_guess import ColumnGuess, guess_columns
from firstline.datasets.column_names import named_column, names_requester, plain_name
from firstline.datasets.column_profile import ColumnProfile
from firstline.datasets.department_column import is_decided, is_department, stays_with_person
from firstline.datasets.field_path import look_up
from firstline.datasets.first_group import is_group_of_others
from firstline.datasets.moves_count import counts_moves
from firstline.datasets.people_column import are_names, is_of_asking, is_of_persons, is_of_staff
from firstline.datasets.record_text import label_text
from firstline.datasets.related_columns import Values, is_filled_on_moves, is_one_to_one, is_within
from firstline.datasets.team_kind import TEAM_KINDS, typed_names
from firstline.datasets.ticket_type import holds_services, holds_types

_Records = Sequence[Mapping[str, Any]]
_MOSTLY_FILLED = 0.5
_GROUP_WORDS = frozenset({"group", "team", "queue", "группа", "команда", "очередь", "gruppe", "warteschlange", "kø"})
_MANY_TICKETS, _FEW, _FAR_MORE = 60, 0.05, 5
_NEARLY_ALL = 0.8
_FEWEST_LINKS = 3
_PERSON_NUMBER = re.compile(
    r"\bperson(?:en|al|s)? (?:id|nr|no|nummer|number)\b|\bлиц[оа] (?:id|ид|номер|идентификатор)\b"
)
FEW_PEOPLE = "the name, but few values for so many tickets"
ON_MOVES = "filled only where a ticket was moved"
LINKS = "ids of other tickets"
TYPES = "only what kind of request it is"


def guessed_columns(
    left: Sequence[ColumnProfile], reserved: Mapping[str, str], groups: ColumnProfile | None, records: _Records
) -> list[ColumnGuess]:
    """Guess, and look at the rows where names leave open who asks, for whom, and which group came first.

    Args:
        left: the columns that are not settled.
        reserved: ours → theirs of what no column can be any more.
        groups: the column of groups, where that is settled.
    """
    decided = _decided_departments(left, reserved, groups, records)

    guessed = guess_columns(left, reserved, groups=groups, decided=decided)
    found: dict[str, ColumnGuess] = {}
    for find in _FINDERS:
        if change := find(guessed, reserved, records):
            found |= {guess.theirs: guess for guess in change}
            told = {guess.ours: guess.theirs for guess in found.values() if guess.ours}
            rest = [profile for profile in left if profile.name not in found]
            again = guess_columns(rest, {**reserved, **told}, groups=groups, decided=decided)
            renewed = {guess.theirs: guess for guess in again} | found
            guessed = [renewed[profile.name] for profile in left]
    return guessed


def _by_meaning(guessed: Sequence[ColumnGuess]) -> dict[str, ColumnGuess]:
    return {guess.ours: guess for guess in guessed if guess.ours}


def _theirs(ours: str, found: Mapping[str, ColumnGuess], reserved: Mapping[str, str]) -> str | None:
    """What a desk calls a column of ours, settled or guessed."""
    return reserved.get(ours) or (found[ours].theirs if ours in found else None)


def _values(records: _Records, theirs: str | None) -> list[str | None]:
    return [label_text(look_up(record, theirs)) if theirs else None for record in records]


def _decided_departments(
    left: Sequence[ColumnProfile], reserved: Mapping[str, str], groups: ColumnProfile | None, records: _Records
) -> list[str]:
    """Columns of departments that follow the request rather than the person who asks."""
    departments = [p.name for p in left if is_department(p.name) and p.is_closed]
    if groups is not None or not departments or any(map(_is_called_group, left)):
        return []
    guessed = guess_columns(left, reserved, groups=groups)
    found = dict(reserved) | {guess.ours: guess.theirs for guess in guessed if guess.ours}
    asked, topics = _values(records, found.get("requester_id")), _values(records, found.get("category"))
    return [name for name in departments if is_decided(_values(records, name), requesters=asked, topics=topics)]


def _is_called_group(profile: ColumnProfile) -> bool:
    """Whether a closed list of names is called a group of the desk, so that no department has to be one; also where all
    tickets have the same.
    """
    words = frozenset(plain_name(profile.name).split())
    closed = profile.kind == "closed list" and profile.numbers <= _MOSTLY_FILLED
    return (
        closed
        and not words.isdisjoint(_GROUP_WORDS)
        and (named_column(profile.name) or ("",))[0] in ("", "skill_group")
        and not is_group_of_others(profile.name)
    )


def _department_of_person(
    guessed: Sequence[ColumnGuess], reserved: Mapping[str, str], records: _Records
) -> list[ColumnGuess]:
    """`Департамент` is not the group where each requester has one of their own."""
    found = _by_meaning(guessed)
    groups = found.get("skill_group")
    asking = _theirs("requester_id", found, reserved)
    if groups is None or not is_department(groups.theirs) or not asking:
        return []
    stays = stays_with_person(_values(records, groups.theirs), _values(records, asking))
    return [replace(groups, ours=None)] if stays else []


def _group_by_type(
    guessed: Sequence[ColumnGuess], reserved: Mapping[str, str], _records: _Records
) -> list[ColumnGuess]:
    """`Owner.Name` is a group where `Owner.Type` always says that the owner is a queue or a team."""
    if "skill_group" in reserved or any(guess.ours == "skill_group" for guess in guessed):
        return []
    for guess, kinds in typed_names(guessed):
        if all(kind.casefold() in TEAM_KINDS for kind in kinds):
            return [ColumnGuess(guess.profile, "skill_group", "likely", f"its type is always {', '.join(kinds)}")]
    return []


def _company_of_person(
    guessed: Sequence[ColumnGuess], reserved: Mapping[str, str], records: _Records
) -> list[ColumnGuess]:
    """`Customer` is the company where `Contact` names people of whom each belongs to one customer; not where it holds
    the names and `Person ID` the numbers of the same people.
    """
    found = _by_meaning(guessed)
    company, known = found.get("requester_id"), found.get("organization_id")
    if company is None or company.certainty == "guess" or company.profile.kind == "mail":
        return []
    if "organization_id" in reserved or (known and known.certainty == "sure"):
        return []
    outer: Values = _values(records, company.theirs)
    for guess in guessed:
        profile = guess.profile
        asks = (is_of_asking(guess.theirs) or names_requester(guess.theirs)) and not is_of_staff(guess.theirs)
        if guess.ours or not asks or profile.filled < _MOSTLY_FILLED * profile.rows:
            continue
        if _is_name_of(guess.theirs, company.theirs) or not is_within(_values(records, guess.theirs), outer):
            continue
        if _PERSON_NUMBER.search(plain_name(guess.theirs)) and are_names(company.profile.values):
            why = f"{company.theirs} is what the same people are called"
            return [ColumnGuess(profile, "requester_id", "likely", why), replace(company, ours=None)]
        why = f"each {guess.theirs} belongs to one {company.theirs}"
        return [
            ColumnGuess(profile, "requester_id", "likely", why),
            ColumnGuess(company.profile, "organization_id", "likely", why),
        ]
    return []


def _few_requesters(
    guessed: Sequence[ColumnGuess], reserved: Mapping[str, str], _records: _Records
) -> list[ColumnGuess]:
    """`Kundennummer` with three values in hundreds of tickets is the company, and `Kundenbenutzer` with a hundred asks;
    where no other column tells people apart, it is only a guess.
    """
    found = _by_meaning(guessed)
    few = found.get("requester_id")
    if few is None:
        return []
    if not _is_of_few(few.profile):
        firms = (
            guess
            for guess in guessed
            if not guess.ours
            and names_requester(guess.theirs)
            and not (is_of_persons(guess.theirs) or is_of_staff(guess.theirs) or _is_of_one(guess.theirs, few.theirs))
        )
        company = next((guess for guess in firms if _is_of_few(guess.profile)), None)
        taken = company is None or "organization_id" in reserved or "organization_id" in found
        return [] if taken or company is None else [_as_company(company.profile, few.profile)]
    others = [
        guess.profile
        for guess in guessed
        if not guess.ours
        and (is_of_asking(guess.theirs) or names_requester(guess.theirs))
        and not is_of_staff(guess.theirs)
        and guess.profile.filled >= _MOSTLY_FILLED * guess.profile.rows
        and guess.profile.distinct >= _FAR_MORE * few.profile.distinct
        and guess.profile.kind != "date"
    ]
    if not others:
        return [replace(few, certainty="guess", why=FEW_PEOPLE)] if few.certainty != "guess" else []
    told = max(others, key=lambda profile: profile.distinct)
    changed = [ColumnGuess(told, "requester_id", "likely", f"{few.theirs} has far fewer values")]
    known = found.get("organization_id")
    taken = "organization_id" in reserved or (known is not None and known.certainty == "sure")
    if not taken and not is_of_persons(few.theirs):
        return [*changed, _as_company(few.profile, told)]
    return [*changed, replace(few, ours=None)]


def _is_of_one(path: str, other: str) -> bool:
    """Whether two paths lead into one record: `customer.name` is what `customer.id` is called."""
    stem = path.rpartition(".")[0]
    return bool(stem) and stem == other.rpartition(".")[0]


def _is_of_few(profile: ColumnProfile) -> bool:
    """Whether a column has several values, but far fewer than people who ask in as many tickets."""
    many = profile.filled >= max(_MANY_TICKETS, _MOSTLY_FILLED * profile.rows)
    return many and 1 < profile.distinct <= _FEW * profile.filled


def _as_company(few: ColumnProfile, people: ColumnProfile) -> ColumnGuess:
    return ColumnGuess(few, "organization_id", "likely", f"{people.name} has far more values")


def _list_of_groups(
    guessed: Sequence[ColumnGuess], reserved: Mapping[str, str], records: _Records
) -> list[ColumnGuess]:
    """What was only guessed to be the category holds the groups: `Which team should handle it?`"""
    found = _by_meaning(guessed)
    topic, last = found.get("category"), _theirs("skill_group", found, reserved)
    if topic is None or topic.certainty != "guess" or not last:
        return []
    groups = {value.casefold() for value in _values(records, last) if value}
    values = {value.casefold() for value in topic.profile.values}
    return [replace(topic, ours=None)] if len(values & groups) >= _NEARLY_ALL * len(values) else []


def _type_of_request(
    guessed: Sequence[ColumnGuess], reserved: Mapping[str, str], _records: _Records
) -> list[ColumnGuess]:
    """`Type` is no category where it only tells incidents from requests and a group says where they go; the service
    that is asked for is one, also where there is no type.
    """
    found = _by_meaning(guessed)
    kind, service = found.get("category"), found.get("product")
    is_free = not kind and "category" not in reserved
    if not _theirs("skill_group", found, reserved) or not (is_free or (kind and holds_types(kind.profile))):
        return []
    why = f"{kind.theirs} only tells what kind it is" if kind else "nothing else is the topic"
    changed = [replace(kind, ours=None, why=TYPES)] if kind else []
    if service and holds_services(service.profile):
        changed.append(ColumnGuess(service.profile, "category", "likely", why))
    return changed


def _is_name_of(one: str, other: str) -> bool:
    """Whether two columns speak of the same: `Customer email` beside `Customer`."""
    shorter, longer = sorted((plain_name(one), plain_name(other)), key=len)
    return longer.startswith(f"{shorter} ")


def _name_of_requester(
    guessed: Sequence[ColumnGuess], reserved: Mapping[str, str], records: _Records
) -> list[ColumnGuess]:
    """`Customer name` is no company where every requester has one of their own."""
    found = _by_meaning(guessed)
    company = found.get("organization_id")
    asking = _theirs("requester_id", found, reserved)
    if company is None or company.certainty == "sure" or not asking:
        return []
    alike = is_one_to_one(_values(records, company.theirs), _values(records, asking))
    return [replace(company, ours=None)] if alike else []


def _group_on_moves(
    guessed: Sequence[ColumnGuess], reserved: Mapping[str, str], records: _Records
) -> list[ColumnGuess]:
    """A column of first groups that is empty where a ticket was never moved tells nothing of those that were not."""
    found = _by_meaning(guessed)
    first = found.get("group_history")
    last = _theirs("skill_group", found, reserved)
    if first is None or not last:
        return []
    if is_filled_on_moves(_values(records, first.theirs), _values(records, last)):
        return [replace(first, ours=None, why=ON_MOVES)]
    return []


def _count_of_moves(
    guessed: Sequence[ColumnGuess], reserved: Mapping[str, str], records: _Records
) -> list[ColumnGuess]:
    """A small number is how often a ticket was handed on where it is 0 for those that stayed with their first group."""
    found = _by_meaning(guessed)
    first, last = _theirs("group_history", found, reserved), _theirs("skill_group", found, reserved)
    if not first or not last or "reassignments" in found or "reassignments" in reserved:
        return []
    firsts, lasts = _values(records, first), _values(records, last)
    for guess in guessed:
        is_number = not guess.ours and guess.profile.numbers > _NEARLY_ALL
        if is_number and counts_moves(_values(records, guess.theirs), firsts, lasts):
            why = f"0 where {first} is {last} too, and not 0 elsewhere"
            return [ColumnGuess(guess.profile, "reassignments", "likely", why)]
    return []


def _links_to_tickets(
    guessed: Sequence[ColumnGuess], reserved: Mapping[str, str], records: _Records
) -> list[ColumnGuess]:
    """A column that nothing explains and that holds ids of other tickets; nobody can tell what the link means."""
    found = _by_meaning(guessed)
    own = _values(records, _theirs("id", found, reserved))
    known = {value for value in own if value}
    if "duplicate_of" in found or "duplicate_of" in reserved or not known:
        return []
    for guess in guessed:
        if guess.ours or not guess.profile.filled or guess.profile.kind == "records":
            continue
        links = [(at, to) for at, to in zip(own, _values(records, guess.theirs), strict=True) if to and to != "0"]
        others = sum(to in known and to != at for at, to in links)
        if others >= max(_FEWEST_LINKS, _NEARLY_ALL * len(links)):
            return [replace(guess, why=LINKS)]
    return []


_FINDERS = (
    _group_by_type,
    _department_of_person,
    _company_of_person,
    _few_requesters,
    _name_of_requester,
    _group_on_moves,
    _list_of_groups,
    _type_of_request,
    _count_of_moves,
    _links_to_tickets,
)
"""What the rows tell, each with all that was told before it."""
