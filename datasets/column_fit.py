"""The column's fit: whether what stands in a column can be what its name says."""

from collections.abc import Mapping

from firstline.datasets.class_values import are_times_spent
from firstline.datasets.column_names import names_requester, plain_name, says_unit
from firstline.datasets.column_profile import ColumnProfile
from firstline.datasets.duration import are_durations
from firstline.datasets.first_group import is_earlier, is_group_beside
from firstline.datasets.misleading_name import means_another
from firstline.datasets.people_column import is_of_asking, is_of_staff
from firstline.datasets.rating import are_ratings
from firstline.datasets.scope_mark import NO, OUT_OF_SCOPE_COLUMN, YES
from firstline.datasets.text_column import is_cut, is_summary
from firstline.datasets.ticket import CANONICAL_COLUMNS

_TIMES = frozenset(name for name in CANONICAL_COLUMNS if name.endswith("_at"))
LISTS = frozenset({"category", "priority", "skill_group", "status", "channel", "language", "brand", "region", "line"})
_FITTING: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(_TIMES, frozenset({"date", "number"})),
    **dict.fromkeys(LISTS, frozenset({"closed list", "code", "number", "text"})),
    "body": frozenset({"long text", "text", "closed list"}),
    "subject": frozenset({"long text", "text", "closed list", "code"}),
    "id": frozenset({"number", "code", "text", "closed list"}),
    "requester_id": frozenset({"number", "code", "text", "mail", "closed list"}),
    "messages": frozenset({"records"}),
    "url": frozenset({"address"}),
    "csat": frozenset({"number", "closed list", "text"}),
    "handle_minutes": frozenset({"number", "closed list", "text", "code"}),
    "reassignments": frozenset({"number", "closed list"}),
    "article_ids": frozenset({"number", "code", "closed list", "text", "address"}),
    "product": frozenset({"closed list", "text", "number", "code"}),
    "resolution": frozenset({"long text", "text"}),
}
TEXTS = frozenset({"subject", "body", "resolution"})
_NUMBERS = frozenset({"csat", "handle_minutes", "reassignments"})
_SHORTEST_BODY = 20
_MOSTLY_CODES = 0.5
_LABELS = frozenset({"category", "priority", "skill_group"})
_CLASSES = frozenset({"category", "skill_group", "product", "channel", "status"})
_KINDS_OF_PEOPLE = frozenset(
    {"type", "kind", "role", "status", "language", "locale", "time zone", "тип", "роль", "typ"}
)
_IDENTITIES = frozenset(
    {"id", "ids", "name", "email", "mail", "address", "login", "username", "upn", "identifier", "number", "no", "nr"}
    | {"key", "account", "user", "person", "benutzer", "benutzers", "пользователя", "клиента", "заявителя", "лицо"}
)
"""Last words of names of requesters: `Requester satisfied` tells something else of them."""
_ROLES_TEXT = (
    "user users lead leads visitor guest contact customer client end-user end_user enduser requester admin agent staff "
    "team operator bot system employee member external internal from to"
)
_ROLES = frozenset(_ROLES_TEXT.split())
"""What a column that holds nothing else calls people, not what they ask about."""
_CONSTANT_ROWS = 5
_LONGEST_LABEL = 80
_LONGEST_CODE = 20


def fits(profile: ColumnProfile, ours: str) -> bool:
    """Whether the kind of what stands in a column, and its length, are those of `ours`."""
    fitting = _FITTING.get(ours)
    if (fitting and profile.kind not in fitting) or means_another(profile.name, ours):
        return False
    if ours in LISTS and profile.mean_length > (_LONGEST_CODE if ours == "language" else _LONGEST_LABEL):
        return False
    if ours in _NUMBERS:
        return _counts(profile, ours)
    if ours == "language":
        return profile.languages > _MOSTLY_CODES
    if ours == "body":
        return profile.mean_length >= _SHORTEST_BODY or profile.kind == "long text"
    return ours not in _TIMES or profile.kind == "date" or profile.mean_length >= 10


def _is_yes_or_no(profile: ColumnProfile) -> bool:
    return {value.casefold() for value in profile.values} <= YES | NO


def _counts(profile: ColumnProfile, ours: str) -> bool:
    if ours == "handle_minutes" and are_durations(profile.values):
        return True
    if ours == "csat" and are_ratings(profile.values):
        return True
    return profile.numbers > 0.9 and (ours != "handle_minutes" or says_unit(profile.name))


def misleads(profile: ColumnProfile, ours: str) -> bool:
    """Whether a column cannot be what its name says: agents do not ask, and one value tells nothing apart."""
    if ours == "requester_id":
        one = profile.distinct <= 1 and profile.filled >= _CONSTANT_ROWS
        last = plain_name(profile.name).split()[-1]
        strange = last in _KINDS_OF_PEOPLE or not (last in _IDENTITIES or names_requester(last) or is_of_asking(last))
        return one or is_of_staff(profile.name) or (strange and not names_requester(profile.name))
    if (ours == "skill_group" and (is_earlier(profile.name) or is_group_beside(profile.name))) or (
        ours == "body" and (is_summary(profile.name) or is_cut(profile.name))
    ):
        return True
    if ours == "attachments":
        return profile.numbers > _MOSTLY_CODES
    if ours in _CLASSES and are_times_spent(profile.values):
        return True
    if ours in ("status", OUT_OF_SCOPE_COLUMN) and _is_yes_or_no(profile) is (ours == "status"):
        return True  # `Overdue Status` is no status, and a list of words no mark
    is_of_roles = ours == "category" and all(value.casefold() in _ROLES for value in profile.values)
    return is_of_roles or (ours in _LABELS and profile.distinct <= 1 and profile.filled >= _CONSTANT_ROWS)
