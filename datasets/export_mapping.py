"""The export mapping: how to read an export, column by column."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from firstline.datasets.column_guess import ColumnGuess
from firstline.datasets.field_path import root_of
from firstline.datasets.first_group import is_final
from firstline.datasets.preset import Moves, Preset, Thread
from firstline.datasets.preset_table import PRESETS
from firstline.datasets.text_column import may_be_request_after_all
from firstline.datasets.ticket import CANONICAL_COLUMNS
from firstline.datasets.ticket_row import SETTERS
from firstline.datasets.time_unit import MINUTES_IN

_MOSTLY_NUMBERS = 0.9
_FULL = 0.9
"""A column of earlier groups that is emptier tells of tickets that were moved, and nothing of the others."""
_FEWEST_SHARED, _NEARLY_ALL = 2, 0.8
FIRST_HUMAN = "first_human_group"
"""The group that a person chose first after a bot or a rule had chosen one."""
FIRST_PRIORITY = "first_priority"
"""What a ticket was called when it came."""


@dataclass(frozen=True, slots=True)
class ExportMapping:
    """How to read an export.

    `kept` are closed lists that stay under their own names, `several` those of them of which a ticket may have several
    values, `thread` is where messages lie, `moves` where the changes of the group do. `is_ours`: the rows are tickets
    as Firstline itself writes them, and are taken as they are. `one_less` count stations where moves are wanted.
    `records` is the list of a JSON document whose objects are the rows, where somebody chose it;
    `codes` are what numbers mean, ours → code → word. `handed_category` is the category where it changes hands as a
    group does and no column is the group. `notes` are sentences on how the files differ.
    """

    guesses: tuple[ColumnGuess, ...]
    preset: Preset | None = None
    thread: tuple[str, Thread] | None = None
    requester: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    moves: tuple[Moves, ...] = ()
    is_ours: bool = False
    several: frozenset[str] = frozenset()
    one_less: tuple[str, ...] = ()
    records: str = ""
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    handed_category: str = ""

    def decoded(self, guess: ColumnGuess) -> tuple[str, ...]:
        """The values of a column, in words where codes are known."""
        words = self.codes.get(guess.ours or "", {})
        return tuple(dict.fromkeys(words.get(value, value) for value in guess.profile.values))

    @property
    def columns(self) -> dict[str, str]:
        """Theirs → ours, in order of preference; of two for one of ours the first that is not empty counts."""
        return {guess.theirs: guess.ours for guess in self.guesses if guess.ours}

    @property
    def extra(self) -> tuple[str, ...]:
        """Fields of the desk's own that the tickets get: those kept, and those that somebody named."""
        ours = {*CANONICAL_COLUMNS, *MINUTES_IN}
        named = (name for name in self.columns.values() if name not in ours and not name.startswith(SETTERS))
        return tuple(dict.fromkeys((*self.kept, *named, *((FIRST_HUMAN,) if self.moves else ()))))

    @property
    def seen(self) -> frozenset[str]:
        """The top-level columns of the rows that were looked at."""
        names = frozenset(root_of(guess.theirs) for guess in self.guesses) | {guess.theirs for guess in self.guesses}
        return names | ({root_of(self.thread[0]), self.thread[0]} if self.thread else frozenset())

    @property
    def time_zone_unknown(self) -> bool:
        """Whether times of the export carry no offset."""
        times = [guess.profile for guess in self.guesses if guess.ours and guess.ours.endswith("_at")]
        return any(profile.without_offset > 0.5 for profile in times)

    @property
    def first_groups(self) -> tuple[tuple[str, str], ...]:
        """Kept lists whose values are those of the group, beside the group's column: perhaps the group that was first.

        None where a history of the groups is there already.
        """
        groups = next((guess for guess in self.guesses if guess.ours == "skill_group"), None)
        if groups is None or self.moves or "group_history" in self.columns.values():
            return ()
        known = {value.casefold() for value in groups.profile.values}
        full = _FULL * groups.profile.filled
        kept = (
            g for g in self.guesses if g.theirs in self.kept and not is_final(g.theirs) and g.profile.filled >= full
        )
        found = ((g.theirs, {v.casefold() for v in g.profile.values}) for g in kept)
        return tuple((name, groups.theirs) for name, values in found if _alike(values, known))

    @property
    def numbered_groups(self) -> ColumnGuess | None:
        """The column of groups where it holds numbers that have no names, which people cannot read."""
        groups = (guess for guess in self.guesses if guess.ours == "skill_group" and not self.is_ours)
        found = next((g for g in groups if g.profile.distinct > 1 and g.profile.numbers > _MOSTLY_NUMBERS), None)
        named = self.codes.get("skill_group", {})
        return found if found and not named.keys() >= set(found.profile.values) else None

    @property
    def doubtful_texts(self) -> tuple[str, ...]:
        """Texts beside a subject alone that may be what the customer wrote, or an agent's notes: nothing tells."""
        found = {guess.ours for guess in self.guesses}
        if self.is_ours or self.thread or found & {"body", "messages"}:
            return ()
        return tuple(g.theirs for g in self.left_out if g.certainty != "given" and may_be_request_after_all(g.profile))

    @property
    def left_out(self) -> tuple[ColumnGuess, ...]:
        """Columns that hold something and go nowhere."""
        used = {*self.kept, *((self.thread[0],) if self.thread else ()), *(moves.path for moves in self.moves)}
        return tuple(g for g in self.guesses if not g.ours and g.theirs not in used and g.profile.filled)


def _alike(values: Collection[str], known: Collection[str]) -> bool:
    """Whether nearly all of at least two values are known ones."""
    shared = len(set(values).intersection(known))
    return shared >= _FEWEST_SHARED and shared >= _NEARLY_ALL * len(values)


KNOWN_NAMES = frozenset(CANONICAL_COLUMNS) | {
    name for preset in PRESETS.values() for names in preset.columns.values() for name in names
}
"""Names that help to find the delimiter of a CSV file."""
