"""The preset: how one help desk's exports say what a ticket is."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

_ENOUGH = 3
_ENOUGH_OF_KIN = 2
_COMMON_NAMES = (
    "#|articles|author.type|company.name|completed_at|contact.name|conversations|created time|custom_fields|"
    "customer_id|"
    "deadline_at|due by time|impact|issue id|issue type|key|notes|number|owner_id|parent id|requester id|requester_id|"
    "resolution date|resolution status|resolved time|satisfaction score|sender|state|state_id|status category|"
    "ticket type|time tracked|type.code|urgency|via|дата регистрации|контактное лицо|номер заявки|ответственный|"
    "тема заявки|тип заявки"
)
_COMMON = frozenset(_COMMON_NAMES.split("|"))
"""Names that many help desks have: they give a vendor away only beside one that others have not."""

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """Where an export keeps a ticket's conversation, and what tells who wrote a message.

    Each of `text`, `at`, `id`, `role` and `author` holds paths into one message; the first that is not empty counts.
    `roles` turns what `role` holds (in lower case) into customer, agent or system. Without a role, the requester is
    the customer and anybody else an agent. `public` and `private` lead to a yes or no; `parted` are the names of a
    text's parts with `;` between them, as Jira's CSV writes comments. `told` are paths to a role with meanings of their
    own, which count before `role`; `notes` lead to a word that may say that a message is a note.
    """

    paths: Names
    text: Names = ("body", "text", "content", "plain_body", "html_body", "message", "comment", "description")
    at: Names = ("created_at", "published_at", "created", "date", "date_creation", "at", "time", "timestamp", "sent_at")
    id: Names = ("id",)
    role: Names = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    author: Names = ()
    public: Names = ("public", "is_public")
    private: Names = ("private", "is_private", "internal")
    parted: Names = ()
    told: tuple[tuple[str, Mapping[str, str]], ...] = ()
    notes: Names = ()


@dataclass(frozen=True, slots=True)
class Moves:
    """Where an export keeps the changes of a ticket's group: records whose `field` is one of `names`, all where there
    are none. `field`, `old` (empty where no change tells what was before) and `new` are paths into a record.
    `words` is a pattern whose part `new` (and `old`, where it has one) names a group, where both lead to a
    sentence, or several, such as `set Group as Hardware`. `newest_first`: how the records lie where they have no
    times.
    """

    path: str
    field: str
    names: Names
    old: str
    new: str
    words: re.Pattern[str] | None = None
    newest_first: bool = False


@dataclass(frozen=True, slots=True)
class Kin:
    """Another product whose exports look nearly the same. `tells` are names that only it has, written like a preset's;
    `codes` are those in which it differs.
    """

    tells: str
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Preset:
    """One vendor's names. `columns` is ours → theirs in order of preference, `never` those of ours that it
    does not have though a name may look so, `tells` are names that give it away, in lower case with | between them.

    `codes` turns numbers into words (ours → code → word), `one_less` are columns of theirs that count stations where
    moves between them are wanted, `requester` are paths to what identifies the person who asked. `kin` are other
    products by their names.
    """

    name: str
    tells: str
    columns: Mapping[str, Names]
    threads: tuple[Thread, ...] = ()
    requester: Names = ()
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    moves: tuple[Moves, ...] = ()
    one_less: Names = ()
    never: Names = ()
    kin: Mapping[str, Kin] = field(default_factory=dict)

    @property
    def paths(self) -> Names:
        """Names that lead to a place in a list."""
        return tuple(name for names in self.columns.values() for name in names if "[" in name)

    def recognised(self, names: Collection[str]) -> int:
        """How many of `names` (in lower case) give this vendor away."""
        return len(set(self.tells.split("|")) & set(names))

    def telling(self, names: Collection[str]) -> frozenset[str]:
        """Those of `names`, in lower case, that give this vendor away and no other."""
        return frozenset(self.tells.split("|")) & ({name.casefold() for name in names} - _COMMON)

    def relative(self, names: Collection[str]) -> str | None:
        """The other product that at least two of `names` speak for; None where the export is this vendor's own."""
        lowered = {name.casefold() for name in names}
        return next(
            (name for name, kin in self.kin.items() if len(lowered & set(kin.tells.split("|"))) >= _ENOUGH_OF_KIN), None
        )

    def codes_in(self, names: Collection[str]) -> Mapping[str, Mapping[str, str]]:
        """The codes of an export with `names`: where it is that of another product, some are its own."""
        other = self.relative(names)
        return {**self.codes, **self.kin[other].codes} if other else self.codes


def named_as_in(preset: Preset) -> str:
    """Why a column is what a preset says: another product's may be called so too."""
    return f"named as in exports of {preset.name}"


def recognise(names: Collection[str], presets: Collection[Preset]) -> Preset | None:
    """The preset that most columns of an export speak for; None where fewer than three do, or
    where many help desks have all of these.
    """
    lowered = {name.casefold() for name in names}
    best = max(presets, key=lambda preset: preset.recognised(lowered), default=None)
    return best if best and best.telling(lowered) and best.recognised(lowered) >= _ENOUGH else None
