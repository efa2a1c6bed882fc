"""The column guess: which of our columns one of theirs is, and how sure that is."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from firstline.datasets.class_values import are_classes, are_clock_times, are_keys
from firstline.datasets.column_fit import LISTS, TEXTS, fits, misleads
from firstline.datasets.column_names import named_column, names_requester, plain_name
from firstline.datasets.column_profile import ColumnProfile
from firstline.datasets.department_column import is_department, is_line_of_departments
from firstline.datasets.duplicate_link import tell_of_duplicates
from firstline.datasets.duration import are_durations
from firstline.datasets.field_order import recognised_order
from firstline.datasets.first_group import (
    final_twin,
    is_earlier,
    is_earlier_group,
    is_first,
    is_first_group,
    is_group_of_others,
    named_twin,
    names_group,
    share_of_values,
)
from firstline.datasets.misleading_name import is_level, means_another
from firstline.datasets.outcome_column import is_outcome
from firstline.datasets.people_column import is_of_asking, is_of_staff, is_part_of_name
from firstline.datasets.tag_column import holds_tags, is_one_of_tags
from firstline.datasets.text_column import holds_words, is_cut, may_be_request
from firstline.datasets.ticket import CANONICAL_COLUMNS
from firstline.datasets.time_unit import named_unit

Certainty = Literal["given", "sure", "likely", "guess"]
RANKS: Mapping[Certainty, int] = {"given": 0, "sure": 1, "likely": 2, "guess": 3}

_OWN = "our own name"
_DECIDED = "a department that the desk decides"
_MOSTLY_CODES = 0.5
_SHORTEST_BODY = 20
_CHANNEL_WORDS = (
    "email e-mail mail phone call chat web webform form portal api sms widget messenger whatsapp telegram почта "
    "телефон звонок чат портал сайт telefon nettskjema formular correo formulario llamada teléfono courriel formulaire "
    "appel téléphone modulo chiamata telefono telefone ligação formulário"
)
_CHANNELS = frozenset(_CHANNEL_WORDS.split())
_CHANNEL_VALUES = _CHANNELS | frozenset(
    {"e", "live", "contact", "telephone", "telefonisch", "balie", "walk", "in", "electrónico", "telefónica"}
    | {"téléphonique", "telefonica", "telefônica"}
)
_MOST_WAYS = 0.75
"""A column called `type` that holds these says how a ticket came."""
_CATEGORY = re.compile(
    r"(?:category|categorie|catégorie|categoría|categoria|kategorie|kategori|kategoria|категория|sakskategori)"
)
"""The word that means what is wanted; a type may be one of incident and request."""
_PRIORITY = re.compile(r"\b(?:prio\w*|приоритет\w*)\b")
_ADDRESSES = frozenset({"email", "e mail", "mail", "email address", "epost", "e post", "почта"})
"""Where nothing says whose address it is, it is that of who asks."""
_HARDLY_FILLED, _FULLER = 0.5, 0.9
_ALIKE = 0.6
_LONGEST_CODE = 20


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """One of their columns: `ours` is where it goes, None where it goes nowhere; `why` says what told it."""

    profile: ColumnProfile
    ours: str | None = None
    certainty: Certainty = "guess"
    why: str = ""

    @property
    def examples(self) -> str:
        """A few of its values, never a whole text."""
        return self.profile.examples(labels=self.ours in LISTS, texts=self.ours in TEXTS)

    @property
    def theirs(self) -> str:
        """Its name in the export, or its path."""
        return self.profile.name


def guess_columns(
    profiles: Sequence[ColumnProfile],
    taken: Mapping[str, str],
    *,
    groups: ColumnProfile | None = None,
    decided: Collection[str] = (),
) -> list[ColumnGuess]:
    """Guess what each column is, by its name first and by its content where names leave a gap.

    A column that its name calls the first or an earlier one is never the target `skill_group`: its final twin is.

    Args:
        taken: ours → theirs of what is settled already.
        groups: the column of groups, where that is settled.
        decided: columns of departments that the desk decides (`is_decided`).
    """
    guesses: dict[str, ColumnGuess] = {}
    settled = dict(taken)
    there = {plain_name(name) for name in (*taken.values(), *(p.name for p in profiles if p.filled))}
    named = [guess for profile in profiles if (guess := _by_name(profile, decided)) and not _is_key(guess, there)]
    read = any(guess.ours == "id" and guess.profile.is_unique and not _is_keyed(guess) for guess in named)
    for guess in sorted(named, key=_rank):
        assert guess.ours is not None
        if read and _is_keyed(guess):
            continue
        if guess.ours not in settled:
            settled[guess.ours] = guess.theirs
            guesses[guess.theirs] = guess
    _pair_groups(profiles, guesses, settled, groups)
    for find in (_find_text, _find_subject, _find_time, _find_id, _find_links, _find_lists, _find_people):
        left = [profile for profile in profiles if profile.name not in guesses and profile.filled]
        for guess in find(left, settled):
            assert guess.ours is not None
            settled[guess.ours] = guess.theirs
            guesses[guess.theirs] = guess
    return [guesses.get(profile.name, ColumnGuess(profile)) for profile in profiles]


def _pair_groups(
    profiles: Sequence[ColumnProfile],
    guesses: dict[str, ColumnGuess],
    settled: dict[str, str],
    groups: ColumnProfile | None,
) -> None:
    """The first group becomes the group history, and where no column was surely named as the group, its twin becomes
    that: one of its name before one of its values.
    """
    if not groups:
        _pair_by_name(profiles, guesses, settled)
    by_name = {profile.name: profile for profile in profiles}
    groups = groups or by_name.get(settled.get("skill_group", ""))
    for first in profiles:
        if first.name in guesses or not is_first(first.name) or first.distinct < 2:
            continue
        if not groups and "skill_group" not in settled and is_first_group(first.name):
            unsure = [p for p in profiles if p.name not in guesses or guesses[p.name].certainty != "sure"]
            taken = {guess.theirs: guess.ours or "" for guess in guesses.values()}
            if groups := final_twin(first, [p for p in unsure if p.name != first.name], taken):
                _make_group(groups, first, guesses, settled)
        if groups and "group_history" not in settled and share_of_values(first, groups) >= _ALIKE:
            if any(">" in value for value in first.values):
                continue  # A path through groups is written with this sign.
            settled["group_history"] = first.name
            guesses[first.name] = ColumnGuess(first, "group_history", "likely", f"{groups.name} as it was first")


def _pair_by_name(profiles: Sequence[ColumnProfile], guesses: dict[str, ColumnGuess], settled: dict[str, str]) -> None:
    """A department, or a list without a meaning, is the group where another column says which one came first."""
    named = guesses.get(settled.get("skill_group", ""))
    if not named and "skill_group" in settled:
        return
    for first in profiles:
        if not is_first(first.name) or first.distinct < 2:
            continue
        twin = named_twin(first, [profile for profile in profiles if profile is not first])
        if named and named.certainty == "sure" and twin and named.profile.filled >= _FULLER * twin.filled:
            continue
        if twin and twin.is_closed and (twin.name not in guesses or is_department(twin.name)):
            _make_group(twin, first, guesses, settled)
            return


def _make_group(
    groups: ColumnProfile, first: ColumnProfile, guesses: dict[str, ColumnGuess], settled: dict[str, str]
) -> None:
    """What was taken for the group before, and what the group was taken for, is so no more."""
    for name in (groups.name, settled.get("skill_group", "")):
        if before := guesses.pop(name, None):
            settled.pop(before.ours or "", None)
    settled["skill_group"] = groups.name
    why = f"the values of {first.name}, which came before it"
    guesses[groups.name] = ColumnGuess(groups, "skill_group", "likely", why)


def _by_name(profile: ColumnProfile, decided: Collection[str] = ()) -> ColumnGuess | None:
    found = named_column(profile.name)
    if profile.name in CANONICAL_COLUMNS or profile.name == "text":
        return ColumnGuess(profile, "body" if profile.name == "text" else profile.name, "sure", _OWN)
    if not found and profile.kind == "mail" and is_of_asking(profile.name):
        found = ("requester_id", False)
    if not found or profile.kind == "empty":
        return None
    ours, certain = found
    if profile.name in decided and profile.is_closed and profile.distinct > 1:
        return ColumnGuess(profile, "skill_group", "likely", _DECIDED)
    if ours == "category" and len(profile.values) and all(v.casefold() in _CHANNELS for v in profile.values):
        ours, certain = "channel", False
    if ours == "line" and is_line_of_departments(profile):
        ours, certain = "skill_group", False
    if not fits(profile, ours) or misleads(profile, ours):
        return None
    if ours == "handle_minutes" and are_clock_times(profile.values):
        return ColumnGuess(profile, ours, "likely", "read as hours:minutes")
    if ours == "handle_minutes" and not are_durations(profile.values):
        ours = named_unit(profile.name) or ours
    return ColumnGuess(profile, ours, "sure" if certain else "likely", "the name" if certain else "part of the name")


def _is_key(guess: ColumnGuess, names: Collection[str]) -> bool:
    """Whether a column holds the keys of what another one names: `department.id` beside `department.name`."""
    *stem, last = plain_name(guess.theirs).split()
    return guess.ours not in ("id", "requester_id") and last == "id" and f"{' '.join(stem)} name" in names


def _is_keyed(guess: ColumnGuess) -> bool:
    """Whether an id is a database's key, which nobody says on the telephone: `sys_id` beside `number`."""
    return guess.ours == "id" and guess.why != _OWN and are_keys(guess.profile.values)


def _rank(guess: ColumnGuess) -> tuple[bool, bool, int, bool, bool, float, bool]:
    """Of two columns with one meaning: one with several values, and no list for a subject, what holds now, the surer
    one, words rather than codes, the fuller. Of people the one who asks, rather by a number than by an address, and by
    that rather than by a name.
    """
    if guess.ours == "requester_id":
        rare = guess.profile.filled < _HARDLY_FILLED * guess.profile.rows
        told = RANKS[guess.certainty] + _telling(guess.profile) * len(RANKS)
        asks = is_of_asking(guess.theirs) or plain_name(guess.theirs) in _ADDRESSES
        return rare, not asks, told, False, False, -guess.profile.filled, False
    earlier = guess.ours in LISTS and is_earlier(guess.theirs)
    constant = guess.profile.distinct <= 1 or (guess.ours == "subject" and guess.profile.is_closed)
    coded = guess.ours in LISTS and guess.profile.numbers > 0.9
    length = guess.profile.mean_length if guess.ours == "body" else 0.0
    told = 2 * RANKS[guess.certainty] + (not _is_named_category(guess)) + _is_of_haste(guess)
    return constant, earlier, told, guess.why != _OWN, coded, -guess.profile.filled - length, guess.why == _DECIDED


def _is_of_haste(guess: ColumnGuess) -> bool:
    """Whether a priority is called an urgency or severity: beside a column that is called a priority it is one part."""
    return guess.ours == "priority" and not _PRIORITY.search(plain_name(guess.theirs))


def _is_named_category(guess: ColumnGuess) -> bool:
    """Whether a column is called a category and mostly filled: it goes before a type, or a category of categories."""
    if guess.ours != "category" or guess.profile.filled < _HARDLY_FILLED * guess.profile.rows:
        return False
    return any(map(_CATEGORY.fullmatch, plain_name(guess.theirs).split()))


def _telling(profile: ColumnProfile) -> int:
    """How well a column tells people apart: 0 by numbers, 1 by addresses of mail, 2 by names."""
    if profile.kind in ("number", "code") or plain_name(profile.name).split()[-1] == "id":
        return 0
    return 1 if profile.kind == "mail" else 2


def _find_text(left: Sequence[ColumnProfile], settled: Mapping[str, str]) -> list[ColumnGuess]:
    if "body" in settled or "messages" in settled:
        return []
    texts = [profile for profile in left if may_be_request(profile) and profile.mean_length >= _SHORTEST_BODY]
    longest = max(texts, key=lambda profile: profile.mean_length, default=None)
    return [ColumnGuess(longest, "body", "guess", "the longest text")] if longest else []


def _find_subject(left: Sequence[ColumnProfile], settled: Mapping[str, str]) -> list[ColumnGuess]:
    if "subject" in settled or not {"body", "messages"} & settled.keys():
        return []
    if called := next((p for p in left if plain_name(p.name) == "name" and p.distinct > 1 and holds_words(p)), None):
        return [ColumnGuess(called, "subject", "likely", "a name beside a text")]
    short = [p for p in left if may_be_request(p) and 10 <= p.mean_length <= 150 and p.distinct > p.filled / 4]
    found = max(short, key=lambda profile: profile.filled, default=None)
    return [ColumnGuess(found, "subject", "guess", "short texts, mostly different")] if found else []


def _find_time(left: Sequence[ColumnProfile], settled: Mapping[str, str]) -> list[ColumnGuess]:
    if "created_at" in settled:
        return []
    dates = [p for p in left if p.kind == "date" and not is_cut(p.name) and not means_another(p.name, "created_at")]
    timed = [profile for profile in dates if any(":" in value for value in profile.values)]
    found = max(timed or dates, key=lambda profile: profile.filled, default=None)
    why = "the first column of times" if timed else "the first column of dates"
    return [ColumnGuess(found, "created_at", "guess", why)] if found else []


def _find_id(left: Sequence[ColumnProfile], settled: Mapping[str, str]) -> list[ColumnGuess]:
    if "id" in settled:
        return []
    found = next((profile for profile in left if profile.is_unique and _may_be_id(profile)), None)
    return [ColumnGuess(found, "id", "guess", "a number or code that is different in every row")] if found else []


def _may_be_id(profile: ColumnProfile) -> bool:
    """Whether values may be ids: numbers and codes, and single words where the name says so."""
    if profile.kind in ("number", "code"):
        return True
    named = plain_name(profile.name).split()[-1:] == ["id"]
    coded = all(any(map(str.isdigit, value)) and len(value) <= _LONGEST_CODE for value in profile.values)
    return profile.kind == "text" and (named or coded) and not any(" " in value for value in profile.values)


def _find_links(left: Sequence[ColumnProfile], settled: Mapping[str, str]) -> list[ColumnGuess]:
    if "duplicate_of" in settled:
        return []
    telling = [profile for profile in left if tell_of_duplicates(profile.values)]
    return [ColumnGuess(profile, "duplicate_of", "likely", "links in words") for profile in telling[:1]]


def _find_lists(left: Sequence[ColumnProfile], settled: Mapping[str, str]) -> list[ColumnGuess]:
    found = []
    closed = [profile for profile in left if profile.kind == "closed list" and profile.distinct >= 2]
    closed = [profile for profile in closed if not means_another(profile.name, "category")]
    for profile in closed:
        if "priority" not in settled and recognised_order(profile.values) and profile.distinct <= 8:
            found.append(ColumnGuess(profile, "priority", "likely", "a list that runs from low to high"))
            break
    for profile in closed:
        if "language" not in settled and profile.languages > 0.95:
            found.append(ColumnGuess(profile, "language", "likely", "codes of languages"))
            break
    for profile in closed:
        if "channel" not in settled and _says_channel(profile.values):
            found.append(ColumnGuess(profile, "channel", "likely", "ways to reach a desk"))
            break
    used = {guess.theirs for guess in found}
    words = [p for p in closed if p.name not in used and 3 <= p.distinct <= 150 and _may_be_class(p)]
    words = [p for p in words if not is_outcome(p.name) and not is_level(p.name) and not recognised_order(p.values)]
    words = [
        p for p in words if plain_name(p.name).split()[-1:] not in (["id"], ["ids"]) and not is_group_of_others(p.name)
    ]
    words = [
        p
        for p in words
        if not is_of_staff(p.name)
        and not names_requester(p.name)
        and not is_earlier_group(p.name)
        and not is_part_of_name(p.name)
    ]
    words = [profile for profile in words if not holds_tags(profile) and not is_one_of_tags(profile)]
    groups = [p for p in words if names_group(p.name) and not is_earlier(p.name)]
    if "skill_group" not in settled and len(groups) == 1:
        found.append(ColumnGuess(groups[0], "skill_group", "guess", "its name speaks of a group"))
        words = [profile for profile in words if profile is not groups[0]]
    if "category" not in settled and words:
        widest = max(words, key=lambda profile: profile.distinct)
        found.append(ColumnGuess(widest, "category", "guess", "the closed list with most values"))
    return found


def _says_channel(values: Sequence[str]) -> bool:
    """Whether nearly all of at least two values are ways to reach a desk: `E-Mail`, `Phone Call`, `Web Form`."""
    ways = sum(_CHANNEL_VALUES.issuperset(plain_name(value).split()) for value in values)
    return len(values) > 1 and ways >= _MOST_WAYS * len(values)


def _may_be_class(profile: ColumnProfile) -> bool:
    return profile.numbers < _MOSTLY_CODES and are_classes(profile.values)


def _find_people(left: Sequence[ColumnProfile], settled: Mapping[str, str]) -> list[ColumnGuess]:
    if "requester_id" in settled:
        return []
    mails = [profile for profile in left if profile.kind == "mail" and not is_of_staff(profile.name)]
    found = min(mails, key=lambda profile: not is_of_asking(profile.name), default=None)
    return [ColumnGuess(found, "requester_id", "guess", "addresses of mail")] if found else []
