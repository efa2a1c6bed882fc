"""The found mapping: what the columns of an export are, found by looking at its first rows."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from firstline.datasets.column_guess import Certainty, ColumnGuess
from firstline.datasets.column_profile import ColumnProfile
from firstline.datasets.errors import TicketFileError
from firstline.datasets.export_mapping import ExportMapping
from firstline.datasets.export_thread import export_thread
from firstline.datasets.field_path import look_up
from firstline.datasets.group_moves import group_history
from firstline.datasets.group_names import learned_names
from firstline.datasets.guessed_columns import guessed_columns
from firstline.datasets.kept_column import kept_columns
from firstline.datasets.learned_moves import leads_to, learned_moves, logged_moves, stated_moves, told_moves
from firstline.datasets.named_list import named_lists
from firstline.datasets.nested_thread import nested_threads
from firstline.datasets.people_column import is_personal
from firstline.datasets.preset import Moves, Preset, Thread, named_as_in, recognise
from firstline.datasets.preset_table import PRESETS
from firstline.datasets.raw_row import RawRow
from firstline.datasets.record_columns import columns_of, records_in, unwrapped
from firstline.datasets.tag_column import counts_stations, holds_tags
from firstline.datasets.thread_request import begins_with_customer, is_beside_request
from firstline.datasets.ticket import CANONICAL_COLUMNS, TARGET_FIELDS
from firstline.datasets.ticket_row import SETTERS
from firstline.datasets.unknown_column import unknown_columns

_MOST_COLUMNS = 2_000
_MOSTLY_FILLED = 0.5
"""Of two lists in one, such as Category where it is filled and Type elsewhere, no model can learn either."""
_FEWEST_OURS = 4
_MOSTLY_OURS = 0.6
_OUR_AUTHORS = frozenset({"customer", "agent", "system"})


def map_export(
    rows: Sequence[RawRow],
    *,
    preset: str | None = None,
    given: Mapping[str, str] | None = None,
    hinted: Mapping[str, str] | None = None,
    earlier: Mapping[str, Certainty] | None = None,
) -> ExportMapping:
    """Find out what the columns are. What an import guessed earlier is guessed again, and where that ends otherwise, as
    with fewer rows it may, the earlier guess stays.

    Args:
        rows: the first rows of the export.
        preset: the vendor's name; without it, the vendor that the columns speak for, if one does.
        given: theirs → ours as somebody said; every name must be there. Without ours a column is left out.
        hinted: theirs → ours of a configuration, which may speak of other exports too.
        earlier: those of `hinted` that an import guessed, and how sure it was.

    Raises:
        TicketFileError: a column of `given` is not there, or no column holds text.
    """
    said_now = {_body(ours) for ours in (given or {}).values() if ours}
    # What was guessed gives way to what somebody says: of two columns for one thing the first would be read.
    settings = {t: ours for t, ours in (hinted or {}).items() if t not in (earlier or {}) or ours not in said_now}
    if guessed := {theirs: settings[theirs] for theirs in earlier or () if theirs in settings}:
        told = {theirs: ours for theirs, ours in settings.items() if theirs not in guessed}
        with suppress(TicketFileError):
            fresh = _looked_at(rows, preset, given or {}, told, {})
            there = {guess.theirs for guess in fresh.guesses}
            if all(fresh.columns.get(theirs) == ours for theirs, ours in guessed.items() if theirs in there):
                return fresh
    return _looked_at(rows, preset, given or {}, settings, earlier or {})


def _looked_at(
    rows: Sequence[RawRow],
    preset: str | None,
    given: Mapping[str, str],
    hinted: Mapping[str, str],
    earlier: Mapping[str, Certainty],
) -> ExportMapping:
    records = [unwrapped(row.values) for row in rows if row.values]
    cells = _cells(records)
    vendor = PRESETS[preset] if preset else recognise(cells, PRESETS.values())
    if vendor is None:
        cells |= dict(nested_threads(cells)) | dict(named_lists(cells, rows=len(records)))
    told = _told(given, hinted, cells, records)
    profiles = _profiles(cells, records, (*told, *(vendor.paths if vendor else ())))
    settled = [
        ColumnGuess(profiles[name], ours, *_who_said(name, given, earlier)) for name, ours in told.items() if ours
    ]
    refused, profiles = _refused(profiles, told)
    settled += [*_of_vendor(vendor, profiles, told), *_setters(profiles, told)]
    taken = {guess.ours: guess.theirs for guess in settled if guess.ours}
    thread = export_thread(vendor, profiles, records, given=taken.get("messages"))
    moves = vendor.moves if vendor and any(group_history(record, vendor.moves) for record in records) else ()
    reserved = _reserved(vendor, taken, thread, moved=bool(moves))
    done = {guess.theirs for guess in settled} | ({thread[0]} if thread else set())
    left = [profile for name, profile in profiles.items() if name not in done]
    groups = profiles.get(taken.get("skill_group", ""))
    guessed = guessed_columns(left, reserved, groups, records)
    asking = _requester(vendor, (*settled, *guessed))
    if thread and _has_stranger(guessed, thread, records, asking):
        guessed = guessed_columns(left, reserved | {"body": "messages"}, groups, records)
    elif thread and not begins_with_customer(records, *thread, requester=asking):
        guessed = guessed_columns(left, {o: t for o, t in reserved.items() if o != "messages"}, groups, records)
    mapping = _mapping(vendor, thread, (*settled, *guessed), records, moves)
    mapping = replace(mapping, guesses=(*mapping.guesses, *refused))
    _refuse_without_text(mapping, list(cells))
    return (not told and _as_ours(mapping, records)) or mapping


def _refused(
    profiles: Mapping[str, ColumnProfile], told: Mapping[str, str]
) -> tuple[list[ColumnGuess], dict[str, ColumnProfile]]:
    """The columns that somebody wants left out, with what lies in them, and the others."""
    said = [name for name, ours in told.items() if not ours]
    refused = [name for name in profiles if any(name == no or name.startswith((f"{no}.", f"{no}[")) for no in said)]
    guesses = [ColumnGuess(profiles[name], None, "given" if name in said else "guess") for name in refused]
    return guesses, {name: profile for name, profile in profiles.items() if name not in refused}


def _mapping(
    vendor: Preset | None,
    thread: tuple[str, Thread] | None,
    guesses: tuple[ColumnGuess, ...],
    records: Sequence[Mapping[str, Any]],
    moves: tuple[Moves, ...],
) -> ExportMapping:
    """The mapping of columns that are understood; of the others some are fields of the desk's own."""
    kept = kept_columns(guesses)
    learned = () if moves else _learned_moves(thread, guesses, records)
    handed = "" if moves else _handed_category(thread, guesses, records, learned)
    moves = moves or learned
    groups = next((guess.theirs for guess in guesses if guess.ours == "skill_group"), "")
    codes = vendor.codes_in([guess.theirs for guess in guesses]) if vendor else {}
    return ExportMapping(
        guesses=guesses,
        preset=vendor,
        thread=thread,
        requester=_requester(vendor, guesses),
        kept=tuple(profile.name for profile in kept),
        several=frozenset(profile.name for profile in kept if holds_tags(profile)),
        one_less=(
            *(vendor.one_less if vendor else ()),
            *(g.theirs for g in guesses if g.ours == "reassignments" and counts_stations(g.profile)),
        ),
        moves=moves,
        handed_category=handed,
        codes={**codes, "skill_group": names} if (names := learned_names(records, moves, groups)) else codes,
    )


def _has_stranger(
    guesses: Iterable[ColumnGuess],
    thread: tuple[str, Thread],
    records: Sequence[Mapping[str, Any]],
    requester: Sequence[str],
) -> bool:
    """Whether a text was taken for the request that is not the one which the conversation begins with."""
    bodies = (guess.theirs for guess in guesses if guess.ours == "body")
    return any(is_beside_request(theirs, records, *thread, requester=requester) for theirs in bodies)


def _reserved(
    vendor: Preset | None, taken: Mapping[str, str], thread: tuple[str, Thread] | None, *, moved: bool
) -> dict[str, str]:
    """Ours → theirs of what no column can be any more."""
    reserved = dict.fromkeys(vendor.never if vendor else (), "") | dict(taken)
    return reserved | ({"messages": thread[0]} if thread else {}) | ({"group_history": "its log"} if moved else {})


def _as_ours(mapping: ExportMapping, records: Sequence[Mapping[str, Any]]) -> ExportMapping | None:
    """The mapping of a file of Firstline's own, whose records go through whole; None for any other.

    Every column that means something has our name, most columns do, and messages say who wrote them as ours do.
    """
    if mapping.preset or any(guess.theirs != guess.ours for guess in mapping.guesses if guess.ours):
        return None
    cells: dict[str, list[Any]] = {}
    for record in records:
        for name, value in record.items():
            cells.setdefault(name, []).append(value)
    ours = [name for name in cells if name in CANONICAL_COLUMNS or name.startswith(SETTERS)]
    threads = [message for cell in cells.get("messages", ()) for message in records_in(cell)]
    if len(ours) < max(_FEWEST_OURS, _MOSTLY_OURS * len(cells)) or any(
        message.get("author") not in _OUR_AUTHORS for message in threads
    ):
        return None
    guesses = [
        ColumnGuess(profile, name if name in ours else None, "sure" if name in ours else "guess")
        for name, profile in _profiles(cells, records, ()).items()
    ]
    kept = tuple(guess.theirs for guess in guesses if not guess.ours and not is_personal(guess.profile))
    return ExportMapping(guesses=tuple(guesses), kept=kept, is_ours=True)


def _who_said(name: str, given: Mapping[str, str], earlier: Mapping[str, Certainty]) -> tuple[Certainty, str]:
    if name in given:
        return "given", "you said so"
    guessed = earlier.get(name)
    return (guessed, "guessed earlier, in firstline.toml") if guessed else ("given", "from firstline.toml")


def _setters(profiles: Mapping[str, ColumnProfile], told: Mapping[str, str]) -> Iterable[ColumnGuess]:
    names = (name for name in profiles if name.startswith(SETTERS) and name not in told)
    return (ColumnGuess(profiles[name], name, "sure", "our own name") for name in names)


def _cells(records: Iterable[Mapping[str, Any]]) -> dict[str, list[Any]]:
    cells: dict[str, list[Any]] = {}
    for record in records:
        for path, value in columns_of(record):
            if path in cells or len(cells) < _MOST_COLUMNS:
                cells.setdefault(path, []).append(value)
    return cells


def _profiles(
    cells: Mapping[str, list[Any]], records: Sequence[Mapping[str, Any]], paths: Iterable[str]
) -> dict[str, ColumnProfile]:
    """A profile of every column, and of what lies at `paths`."""
    more = {path: [look_up(record, path) for record in records] for path in paths if path not in cells}
    return {name: ColumnProfile.of(name, found, rows=len(records)) for name, found in {**cells, **more}.items()}


def _told(
    given: Mapping[str, str],
    hinted: Mapping[str, str],
    cells: Mapping[str, Any],
    records: Sequence[Mapping[str, Any]],
) -> dict[str, str]:
    """Theirs → ours as somebody said: first every one of `given`, then those of `hinted` that are there."""
    told = dict(_checked(given, cells, records))
    told |= {t: ours for t, ours in hinted.items() if t not in given and _is_there(t, cells, records)}
    return {theirs: _body(ours) for theirs, ours in told.items()}


def _body(ours: str) -> str:
    """`text` is another word for `body`."""
    return "body" if ours == "text" else ours


def _is_there(theirs: str, cells: Mapping[str, Any], records: Iterable[Mapping[str, Any]]) -> bool:
    return theirs in cells or any(look_up(record, theirs) is not None for record in records)


def _checked(
    given: Mapping[str, str], cells: Mapping[str, Any], records: Sequence[Mapping[str, Any]]
) -> Mapping[str, str]:
    missing = [theirs for theirs in given if not _is_there(theirs, cells, records)]
    if missing:
        raise unknown_columns(missing, cells)
    return given


def _of_vendor(
    vendor: Preset | None, profiles: Mapping[str, ColumnProfile], told: Mapping[str, str]
) -> list[ColumnGuess]:
    if vendor is None:
        return []
    by_name = {name.casefold(): profile for name, profile in profiles.items()}
    found: list[ColumnGuess] = []
    used = set(told)
    for ours, names in vendor.columns.items():
        if ours in told.values():
            continue
        for name in names:
            profile = profiles.get(name) or by_name.get(name.casefold())
            if profile and profile.filled and profile.name not in used:
                used.add(profile.name)
                found.append(ColumnGuess(profile, ours, "sure", named_as_in(vendor)))
                enough = _MOSTLY_FILLED if ours in TARGET_FIELDS else 1.0
                if profile.filled >= enough * profile.rows:
                    break
    return found


def _learned_moves(
    thread: tuple[str, Thread] | None, guesses: Iterable[ColumnGuess], records: Sequence[Mapping[str, Any]]
) -> tuple[Moves, ...]:
    """The moves that a conversation or a log of changes tells of; none where a column is their history already, unless
    that is a path through such a list.
    """
    found = {guess.ours: guess.theirs for guess in guesses if guess.ours}
    if "group_history" in found:
        return stated_moves(found["group_history"], records, found.get("skill_group", ""))
    return _told_moves(thread, guesses, records, found["skill_group"]) if "skill_group" in found else ()


def _handed_category(
    thread: tuple[str, Thread] | None,
    guesses: Sequence[ColumnGuess],
    records: Sequence[Mapping[str, Any]],
    stated: tuple[Moves, ...],
) -> str:
    """The category where no column is the group, and a log says that people change it as groups are; else empty.

    Where a history is `stated`, that is the log.
    """
    found = {guess.ours: guess.theirs for guess in guesses if guess.ours}
    category = found.get("category", "")
    if "skill_group" in found or not category:
        return ""
    if "group_history" in found:
        is_handed = leads_to(stated, records, category)
    else:
        is_handed = bool(_told_moves(thread, guesses, records, category))
    return category if is_handed else ""


def _told_moves(
    thread: tuple[str, Thread] | None,
    guesses: Iterable[ColumnGuess],
    records: Sequence[Mapping[str, Any]],
    groups: str,
) -> tuple[Moves, ...]:
    logs = [guess.theirs for guess in guesses if guess.profile.kind == "records"]
    paths = tuple(dict.fromkeys((*(thread or ())[:1], *logs)))
    named = (moves for path in paths if (moves := learned_moves(path, records, groups)))
    texts = (guess.theirs for guess in guesses if not guess.ours and guess.profile.is_text)
    return next(named, ()) or logged_moves(logs, records, groups) or told_moves((*paths, *texts), records, groups)


def _requester(vendor: Preset | None, guesses: Iterable[ColumnGuess]) -> tuple[str, ...]:
    named = tuple(guess.theirs for guess in guesses if guess.ours == "requester_id")
    return tuple(dict.fromkeys((*(vendor.requester if vendor else ()), *named)))


def _refuse_without_text(mapping: ExportMapping, names: Sequence[str]) -> None:
    ours = set(mapping.columns.values())
    if mapping.thread or ours & {"subject", "body", "messages"}:
        return
    paths = ours & {"reassignments", "group_history", "skill_group"}
    hint = "; without any, nothing can be learned, but `firstline assess` tells how often tickets are handed on"
    raise TicketFileError(
        f"no column with text was found; the columns that are there: {', '.join(names) or 'none'}; name one with "
        f"--map theirs=body{hint if paths else ''}"
    )
