"""`firstline import`: a help desk's export, as it is, to tickets."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from firstline.cli.import_findings import progress_lines, tell
from firstline.cli.options import FILE, max_rejected_option, read_config, records_option, table_options

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from firstline.datasets.config import Config
    from firstline.datasets.export_mapping import ExportMapping
    from firstline.datasets.ticket_import import ImportResult

_PRESETS = ("zendesk", "zammad", "jira", "freshdesk", "okdesk", "glpi")
_CONFIG = "firstline.toml"
_MOST_LEFT_OUT = 12
_NEAR = 0.8
_TITLES = ("theirs", "ours", "certainty", "because", "for example")
_SAME = "(the same)"
_WIDE = 44
"""Characters that are wanted for the reason and the examples."""
_OURS = "These are Firstline's own columns; they are taken as they are, and the other commands read the file as well:"
_NO_PRESET = (
    "No help desk that is known by name: each column is understood by what it is called and by what stands in it."
)


@click.command("import")
@click.argument("exports", nargs=-1, required=True, type=FILE, metavar="EXPORT...")
@click.option("--output", required=True, type=FILE, metavar="FILE", help="The tickets to write, .parquet or .jsonl.")
@click.option("--preset", type=click.Choice(_PRESETS), help="The help desk.  [default: the one it looks like, if any]")
@records_option
@click.option("--dry-run", is_flag=True, help="Say what would come of it and write nothing.")
@table_options
@max_rejected_option
def command(
    exports: tuple[Path, ...],
    output: Path,
    preset: str | None,
    records: str,
    dry_run: bool,
    config_path: Path | None,
    maps: tuple[str, ...],
    max_rejected: float,
) -> None:
    """Turn the EXPORT of a help desk into tickets, whatever its columns are called.

    CSV with any delimiter and encoding, XLSX, JSON, JSONL or Parquet; all but XLSX also gzipped. What was found goes
    to firstline.toml beside the output (or --config); one that is there is followed, and --map corrects its
    guesses. THEIRS in --map may be a path such as custom_fields[id=7].value.
    """
    from firstline.datasets.mapping_file import guessed_earlier
    from firstline.datasets.ticket_import import import_tickets, look_at_exports

    toml = config_path or output.with_name(_CONFIG)
    config = read_config(toml if toml.exists() else None, ())
    given = dict(read_config(None, maps).columns)
    mapping = look_at_exports(
        exports,
        preset=preset,
        given=given,
        hinted=config.columns,
        earlier=guessed_earlier(toml),
        records=records,
    )
    _show(mapping, config, preset)
    for line in (*mapping.notes, *_warnings(mapping, given)):
        click.echo(f"warning: {line}", err=True)
    if strange := _of_another_export(mapping, config, toml):
        click.echo(strange, err=True)
    result = import_tickets(
        exports,
        None if dry_run else output,
        mapping=mapping,
        time_zone=config.desk.zone,
        max_rejected=max_rejected,
        said=progress_lines(),
    )
    tell(result, None if dry_run else output)
    if dry_run:
        click.echo(f"{_counted(result)} would be in {output}; nothing was written")
        return
    _write_mapping(mapping, toml, apart=bool(strange) and not config_path)
    click.echo(f"{_counted(result)} in {output}")
    click.echo(_next(output, toml, mapping), err=True)


def _counted(result: "ImportResult") -> str:
    from firstline.datasets.amount import amount

    return amount(result.tickets, "ticket")


def _write_mapping(mapping: "ExportMapping", toml: Path, *, apart: bool) -> None:
    """A file that was named is meant; one that only lies beside the output may be another desk's, and stays apart."""
    from firstline.datasets.mapping_file import write_mapping

    click.echo(
        f"{toml}: left as it is; --config NEW writes what was found here to a file of its own"
        if apart
        else write_mapping(toml, mapping),
        err=True,
    )


def _next(output: Path, toml: Path, mapping: "ExportMapping") -> str:
    """What somebody who has just imported an export may want to do."""
    from firstline.datasets.ticket import TARGET_FIELDS

    wrong = "" if mapping.is_ours else f"if a column was misunderstood, correct {toml} and import again; then "
    if not {*TARGET_FIELDS, *mapping.kept}.intersection({*mapping.columns.values(), *mapping.kept}):
        return f"next: {wrong}map a closed list to learn, such as --map theirs=category"
    return (
        f"next: {wrong}`firstline assess {output}` says what Firstline would do for this desk, "
        f"`firstline train {output} --output desk` makes it"
    )


def _show(mapping: "ExportMapping", config: "Config", preset: str | None) -> None:
    """What each column was taken for, how sure that is, and what stands in it."""
    from rich.console import Console

    from firstline.datasets.mapping_doubt import mapping_doubts

    console = Console(highlight=False, soft_wrap=False)
    if mapping.is_ours:
        console.print(f"{_OURS} {', '.join(mapping.columns)}.", markup=False)
        if mapping.kept:
            console.print(f"Kept under their own names: {', '.join(mapping.kept)}.", markup=False)
    else:
        console.print(_vendor(mapping, preset), markup=False)
        for shown in _columns(mapping, console.width):
            console.print(shown, crop=False, soft_wrap=True)
    for line in mapping_doubts(mapping):
        console.print(f"Look: {line}", markup=False)
    if left := [guess.theirs for guess in mapping.left_out]:
        console.print(f"Left out: {', '.join(left)}. Keep one with --map theirs=ours.", markup=False)
    if empty := [guess.theirs for guess in mapping.guesses if not guess.profile.filled]:
        console.print(f"Empty: {', '.join(empty)}.", markup=False)
    for line in _unordered(mapping, config):
        console.print(line, markup=False)
    if mapping.time_zone_unknown and config.desk.time_zone == "UTC":
        console.print(
            "Times carry no offset and are read as UTC: write [desk] time_zone in firstline.toml.", markup=False
        )


def _unordered(mapping: "ExportMapping", config: "Config") -> Iterator[str]:
    """That nobody knows which priority is the highest, where neither its values nor the configuration tell."""
    from firstline.datasets.closed_list import ClosedList

    found = next((guess for guess in mapping.guesses if guess.ours == "priority"), None)
    if not found or found.profile.distinct < 2:
        return
    known = mapping.decoded(found)
    values = ", ".join(known[:_MOST_LEFT_OUT])
    rules = config.field("priority")
    if rules.order and {*rules.order}.isdisjoint(map(rules.current_name, known)):
        yield f"[fields.priority] order names no value of {found.theirs} ({values}): it is passed over."
    if not ClosedList("priority", rules).order(known):
        yield (
            f"{found.theirs} has no order that is known ({values}): urgent requests cannot be told from others. Write "
            '[fields.priority] order = ["the lowest", …, "the highest"] in firstline.toml.'
        )


def _vendor(mapping: "ExportMapping", preset: str | None) -> str:
    if mapping.preset is None:
        return _NO_PRESET
    if preset:
        return f"Read with the preset {preset}, as you said."
    if other := mapping.preset.relative([guess.theirs for guess in mapping.guesses]):
        return f"This is close to {mapping.preset.name} and read as such; it may be {other}."
    return f"This looks like {mapping.preset.name}."


def _warnings(mapping: "ExportMapping", given: Mapping[str, str]) -> Iterator[str]:
    """What is probably a slip: a target that is nearly ours, a preset of another vendor, groups without names."""
    from firstline.datasets.stated_column import stated_against_name
    from firstline.datasets.strange_preset import strange_preset
    from firstline.datasets.ticket import CANONICAL_COLUMNS
    from firstline.datasets.time_unit import MINUTES_IN

    yield from stated_against_name(mapping)
    for theirs, ours in given.items():
        if ours not in {*CANONICAL_COLUMNS, *MINUTES_IN} and (near := _nearest(ours)):
            yield (
                f"--map {theirs}={ours}: {ours} is no column of ours, so it becomes a field of your own; if {near} is "
                f'meant, say --map "{theirs}={near}"'
            )
    if strange := strange_preset(mapping):
        yield strange
    if groups := mapping.numbered_groups:
        yield (
            f"the groups in {groups.theirs} are numbers ({', '.join(groups.profile.values[:3])}, …), which nobody can "
            "read in a report or on a card: --map a column with their names to skill_group, export the names too, or "
            "give the names in [fields.skill_group] rename"
        )


def _nearest(ours: str) -> str | None:
    """The name of ours that somebody who wrote `ours` probably meant; None where none is near."""
    from difflib import get_close_matches

    from firstline.datasets.ticket import CANONICAL_COLUMNS

    names = {name.replace("_", ""): name for name in CANONICAL_COLUMNS}
    written = "".join(letter for letter in ours.casefold() if letter.isalnum())
    return names.get(next(iter(get_close_matches(written, names, n=1, cutoff=_NEAR)), ""))


def _of_another_export(mapping: "ExportMapping", config: "Config", toml: Path) -> str:
    """A warning where most columns of the configuration are not in the files; empty where they are."""
    there = [guess.theirs for guess in mapping.guesses if guess.theirs in config.columns]
    missing = [theirs for theirs in config.columns if theirs not in there]
    if mapping.is_ours or len(missing) <= len(there):
        return ""
    more = ", …" if len(missing) > _MOST_LEFT_OUT else ""
    return (
        f"warning: {toml} seems to be of another export: {len(missing)} of its {len(config.columns)} columns are not "
        f"in this one ({', '.join(missing[:_MOST_LEFT_OUT])}{more}). What it says of the others is followed; to keep "
        "the two apart, name a new --config, which is made, or an --output in another folder"
    )


def _columns(mapping: "ExportMapping", width: int) -> Iterator["Table | Text"]:
    """The columns, names and paths whole, for a path that is broken cannot be copied: a table, or in a narrow window
    two lines for each."""
    from rich.table import Table
    from rich.text import Text

    rows = list(_rows(mapping))
    names = [max(len(row[place]) for row in (_TITLES, *rows)) for place in (0, 1, 2)]
    if width - sum(names) - len(_TITLES) < _WIDE:
        for theirs, ours, certainty, why, examples in rows:
            kept = ours == _SAME
            yield Text.assemble((theirs, "bold"), ", kept under its own name" if kept else f" → {ours}, {certainty}")
            if below := "; ".join(filter(None, (why, examples))):
                yield Text(f"    {below}" if len(below) + 4 <= width else f"    {below[: width - 5]}…")
        return
    table = Table(box=None, pad_edge=False, width=width)
    for place, title in enumerate(_TITLES):
        table.add_column(title, no_wrap=place < 3, min_width=names[place] if place < 3 else None)
    for row in rows:
        table.add_row(*map(_plain, row))
    yield table


def _why_moves(mapping: "ExportMapping") -> str:
    from firstline.datasets.log_entries import LINE

    if mapping.preset:
        return "its log of changes"
    return "changes told in its lines" if mapping.moves[0].new == LINE else mapping.moves[0].new


def _rows(mapping: "ExportMapping") -> Iterator[tuple[str, str, str, str, str]]:
    """Theirs, ours, how sure that is, because of what, and a few values."""
    for guess in mapping.guesses:
        if guess.ours:
            yield guess.theirs, guess.ours, guess.certainty, guess.why, guess.examples
    if mapping.thread:
        yield mapping.thread[0], "messages", "sure" if mapping.preset else "likely", "a conversation", ""
    if mapping.moves and "group_history" not in mapping.columns.values():
        log, sure = mapping.moves[0].path, "sure" if mapping.preset else "likely"
        yield log, "group_history", sure, _why_moves(mapping), ""
    for name in mapping.kept:
        guess = next(guess for guess in mapping.guesses if guess.theirs == name)
        why = "a closed list, several values a ticket" if name in mapping.several else "a closed list"
        yield name, _SAME, "kept", why, guess.examples


def _plain(text: str) -> str:
    from rich.markup import escape

    return escape(text)
