"""The mapping's doubts: what an import cannot know of an export's columns, as questions for whoever knows the desk."""

import re
from collections.abc import Iterator, Sequence

from firstline.datasets.column_guess import ColumnGuess
from firstline.datasets.column_names import named_column, plain_name
from firstline.datasets.column_profile import MANY_ENTRIES
from firstline.datasets.department_column import is_department
from firstline.datasets.export_mapping import FIRST_PRIORITY, ExportMapping
from firstline.datasets.first_group import is_earlier_group, is_first
from firstline.datasets.guessed_columns import FEW_PEOPLE, LINKS, ON_MOVES, TYPES
from firstline.datasets.outcome_column import is_outcome
from firstline.datasets.people_column import is_of_staff
from firstline.datasets.tag_column import is_one_of_tags
from firstline.datasets.team_kind import TEAM_KINDS, typed_names
from firstline.datasets.time_unit import look_like_hours, spent_without_unit

_GROUP_VALUE = re.compile(
    r".*\b(?:queue|team|group|desk|support|очередь|группа|отдел|линия|gruppe|warteschlange|kø|avdeling)\b.*",
    re.IGNORECASE,
)
_LOGS = frozenset(
    {"audit", "audits", "history", "changes", "changelog", "activities", "activity", "log", "logs", "events", "journal"}
    | {"updates"}
    | {"transitions", "история", "изменения", "события", "журнал", "verlauf", "historie", "änderungen", "historikk"}
)
_RESOLVED = re.compile(
    r"\b(?:resol\w+|solv\w+|clos\w+|реш[её]н\w*|решивш\w+|закры\w+|gelöst\w*|lösungs\w*|schlie(?:ß|ss)\w+|løs\w+|lukke\w+)"
)
_MOVED = re.compile(
    r"re ?assign|re ?rout|transfer|hand ?(?:ed|over|off)|forward|escalat|bounce|hops?\b|wissel|verdel|doorgezet|"
    r"overdra|weiterleit|weitergab|übergab|verschieb|umverteil|переда|перенаправ|переназнач|перевод|переброс|"
    r"эскалац|omfordel|videresend|overfør|réaffect|transfer|reasign|riassegn|reatribu|omfördel|przekaza"
)
_MOST_MOVES = 99
_PARTS = re.compile(r"[;,\n]")
_LONGEST_SHOWN = 60
_FEWEST_GROUPS, _SHOWN = 2, 3
_SEVERAL = 5


def mapping_doubts(mapping: ExportMapping) -> tuple[str, ...]:
    """A sentence for each thing that was left out though it may matter, with what to say if it does."""
    return tuple(_doubts(mapping))


def _doubts(mapping: ExportMapping) -> Iterator[str]:
    for theirs in mapping.doubtful_texts:
        yield (
            f"{theirs} holds a text for nearly every ticket, and its name does not tell whether customers wrote it or "
            f'agents: it is left out. Is it what the customer wrote? How to: --map "{theirs}=body".'
        )
    for theirs, group in mapping.first_groups:
        yield (
            f"{theirs} has the values of {group}: is it the group that had a ticket first? Then how often a ticket is "
            f'handed on can be told. How to: --map "{theirs}=group_history".'
        )
    for guess in mapping.guesses:
        if guess.why == ON_MOVES:
            yield (
                f"{guess.theirs} is {ON_MOVES}, so that it tells nothing of first assignments that were right: it is "
                "left out. Export the first group of every ticket, or how often each was reassigned."
            )
        if guess.why == LINKS and not guess.ours:
            yield (
                f"{guess.theirs} holds {LINKS} ({', '.join(guess.profile.values[:_SHOWN])}), and nothing says whether "
                "that means the same request again: it is left out. Does it? How to: "
                f'--map "{guess.theirs}=duplicate_of".'
            )
    for theirs in mapping.one_less if not mapping.preset else ():
        yield f"{theirs} is never 0, so that it counts groups rather than moves between them: one less is taken."
    yield from _logs_left_out(mapping)
    yield from _few_people(mapping)
    yield from _one_group(mapping)
    yield from _first_priority(mapping)
    yield from _resolving_group(mapping)
    yield from _time_spent(mapping)
    yield from _moves_count(mapping)
    yield from _types(mapping)
    if "category" not in mapping.columns.values() and not mapping.is_ours:
        yield from _several_in_one(mapping)
        yield from _outcomes(mapping)
    if "skill_group" not in mapping.columns.values() and not mapping.is_ours:
        yield from _missing_group(mapping)


def _types(mapping: ExportMapping) -> Iterator[str]:
    """What only tells incidents from requests, and what was taken for the topic instead."""
    topic = next((guess for guess in mapping.guesses if guess.ours == "category"), None)
    for guess in mapping.guesses:
        if guess.why == TYPES and not guess.ours and (topic is None or topic.certainty != "given"):
            other = f"; {topic.theirs} is read as the topic" if topic else ""
            yield (
                f"{guess.theirs} says {TYPES} ({', '.join(guess.profile.values[:_SHOWN])}) and not what it is about: "
                f'it was not taken for the category{other}. Should it be? How to: --map "{guess.theirs}=category".'
            )


def _few_people(mapping: ExportMapping) -> Iterator[str]:
    for guess in mapping.guesses:
        if guess.why == FEW_PEOPLE and guess.ours:
            yield (
                f"{guess.theirs} has {guess.profile.distinct} values in {guess.profile.filled:,} tickets, few for the "
                f'people who ask: are they companies or departments? How to: --map "{guess.theirs}=organization_id".'
            )


def _several_in_one(mapping: ExportMapping) -> Iterator[str]:
    """Lists of tags where nothing else is a category."""
    for guess in mapping.guesses:
        if guess.theirs in mapping.kept and is_one_of_tags(guess.profile):
            yield (
                f"{guess.theirs} has one tag a ticket ({', '.join(guess.profile.values[:_SHOWN])}), and nothing else "
                f'is the category: is it the topic? How to: --map "{guess.theirs}=category".'
            )
        if guess.theirs in mapping.several:
            shown = next(value for value in guess.profile.values if _PARTS.search(value))
            yield (
                f"{guess.theirs} has several values in one cell ({shown[:_LONGEST_SHOWN]}), so that it is no category "
                "and is kept as a list. Where one of them is the topic or the group, export that in a column of its "
                "own and map it."
            )


def _outcomes(mapping: ExportMapping) -> Iterator[str]:
    """Lists of how tickets ended, where nothing else is a category."""
    for guess in mapping.guesses:
        if guess.theirs in mapping.kept and is_outcome(guess.theirs):
            yield (
                f"{guess.theirs} seems to say how tickets ended ({', '.join(guess.profile.values[:_SHOWN])}), which is "
                "known only afterwards: it is kept under its own name and is not the category. Is it the topic? "
                f'How to: --map "{guess.theirs}=category".'
            )


def _logs_left_out(mapping: ExportMapping) -> Iterator[str]:
    """Lists of changes that were not understood, where nothing else tells the path of a ticket."""
    understood = mapping.moves or mapping.handed_category
    if mapping.is_ours or understood or "group_history" in mapping.columns.values():
        return
    for guess in mapping.left_out:
        if guess.profile.kind in MANY_ENTRIES and not _LOGS.isdisjoint(plain_name(guess.theirs).split()):
            yield (
                f"{guess.theirs} looks like a log of changes that was not understood, and is left out: which group had "
                "a ticket first may stand in it. Write the groups of each ticket, oldest first, to a column "
                "group_history (as A > B), or name who had it first in a column of its own."
            )


def _one_group(mapping: ExportMapping) -> Iterator[str]:
    """A column that is surely called a group and has one value."""
    for guess in mapping.left_out:
        named = named_column(guess.theirs) == ("skill_group", True) and not is_earlier_group(guess.theirs)
        if named and guess.profile.distinct == 1 and guess.profile.filled >= _SEVERAL:
            other = next((g.theirs for g in mapping.guesses if g.ours == "skill_group"), "")
            taken = f"; {other} was taken for the group instead: look whether it is one" if other else ""
            yield f"every ticket has the same {guess.theirs} ({guess.profile.values[0]}): nothing to route{taken}."


def _first_priority(mapping: ExportMapping) -> Iterator[str]:
    """Kept lists whose values are those of the priority: perhaps what a ticket was called at first."""
    priority = next((guess for guess in mapping.guesses if guess.ours == "priority"), None)
    known_already = FIRST_PRIORITY in (*mapping.columns.values(), *mapping.kept)
    if priority is None or mapping.is_ours or known_already:
        return
    known = {value.casefold() for value in priority.profile.values}
    for guess in mapping.guesses:
        values = {value.casefold() for value in guess.profile.values}
        if guess.theirs in mapping.kept and is_first(guess.theirs) and len(values) > 1 and values <= known:
            yield (
                f"{guess.theirs} has the values of {priority.theirs}: is it the priority that a ticket had first? Then "
                "how many urgent ones were missed at first can be told. How to: --map "
                f'"{guess.theirs}={FIRST_PRIORITY}".'
            )


def _time_spent(mapping: ExportMapping) -> Iterator[str]:
    """Columns of the time that was spent, of which nothing says in what."""
    if "handle_minutes" in mapping.columns.values() or mapping.is_ours:
        return
    for guess in mapping.left_out:
        if spent_without_unit(guess.profile):
            some = ", ".join(guess.profile.values[:_SHOWN])
            unit = "handle_hours" if look_like_hours(guess.profile) else "handle_minutes"
            yield (
                f"{guess.theirs} seems to be the time that was spent ({some}), and nothing says in what: it is left "
                f'out. How to: --map "{guess.theirs}={unit}"; handle_hours, handle_minutes and handle_seconds are '
                "possible."
            )
            return


def _moves_count(mapping: ExportMapping) -> Iterator[str]:
    """Small numbers whose name speaks of handing on, where nothing else tells how often a ticket was."""
    if mapping.is_ours or {"reassignments", "group_history"} & {*mapping.columns.values()} or mapping.moves:
        return
    for guess in mapping.guesses:
        if not guess.ours and _MOVED.search(plain_name(guess.theirs)) and _are_small_numbers(guess.profile.values):
            yield (
                f"{guess.theirs} holds small numbers ({', '.join(guess.profile.values[:_SHOWN])}): is it how often a "
                f'ticket was handed on? How to: --map "{guess.theirs}=reassignments".'
            )
            return


def _are_small_numbers(values: Sequence[str]) -> bool:
    return len(values) > 1 and all(value.isdecimal() and int(value) <= _MOST_MOVES for value in values)


def _resolving_group(mapping: ExportMapping) -> Iterator[str]:
    """Kept lists of groups that say which one resolved a ticket, beside the column that was taken for the group."""
    group = next((guess for guess in mapping.guesses if guess.ours == "skill_group"), None)
    if group is None or mapping.is_ours or _RESOLVED.search(plain_name(group.theirs)):
        return
    known = {value.casefold() for value in group.profile.values}
    for guess in mapping.guesses:
        values = {value.casefold() for value in guess.profile.values}
        if guess.theirs in mapping.kept and _RESOLVED.search(plain_name(guess.theirs)) and len(values & known) > 1:
            yield (
                f"{guess.theirs} has values of {group.theirs}: does it name the group that resolved a ticket, and "
                f'{group.theirs} only who has it now? How to: --map "{guess.theirs}=skill_group".'
            )


def _missing_group(mapping: ExportMapping) -> Iterator[str]:
    if theirs := mapping.handed_category:
        yield (
            f"{theirs} is changed while a ticket is worked on, as a group is: is it the group that works on it? Then "
            "who was right at first, and how often tickets are handed on, can be told. How to: "
            f'--map "{theirs}=skill_group".'
        )
    for guess in mapping.guesses:
        if is_department(guess.theirs) and guess.ours in (None, "organization_id") and guess.profile.distinct > 1:
            yield (
                f"{guess.theirs} may be where the requester works, or the group that had the ticket; nothing tells "
                f'which. Is it the group? How to: --map "{guess.theirs}=skill_group".'
            )
    yield from _teams_and_people(mapping)
    for guess in mapping.left_out:
        if groups := _groups_among_people(guess):
            yield (
                f"{guess.theirs} holds queues or teams ({', '.join(groups)}) among people, and is left out: nothing "
                "can be said of routing. Export the group in a column of its own, and map it to skill_group."
            )


def _teams_and_people(mapping: ExportMapping) -> Iterator[str]:
    """Columns of names of which a `type` beside them says that some are teams."""
    for guess, kinds in typed_names(mapping.guesses):
        team = next(kind for kind in kinds if kind.casefold() in TEAM_KINDS)
        stem, _, last = guess.theirs.rpartition(".")
        yield (
            f"{guess.theirs} names a {team} where {stem}.type says so, and others elsewhere: it is left out. Is that "
            f'the group? How to: --map "{stem}[type={team}].{last}=skill_group".'
        )


def _groups_among_people(guess: ColumnGuess) -> tuple[str, ...]:
    if not is_of_staff(guess.theirs):
        return ()
    found = [value for value in guess.profile.values if _GROUP_VALUE.fullmatch(value.partition("@")[0])]
    return tuple(found[:_SHOWN]) if len(found) >= _FEWEST_GROUPS else ()
