"""The mapping file: what an import found out, written to `firstline.toml` for the next time."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import ValidationError

from firstline.datasets.column_guess import Certainty, ColumnGuess
from firstline.datasets.config import Config
from firstline.datasets.errors import InputError
from firstline.datasets.export_mapping import ExportMapping
from firstline.datasets.unfinished_file import remove_abandoned, unfinished_file

_COLUMNS = re.compile(r"^[ \t]*\[columns\][ \t]*(?:#.*)?$", re.MULTILINE)
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_HEAD = (
    "# What `firstline import` found; change it and import again, or give it to the other commands as --config.\n"
    "# A line that still says what was guessed counts as a guess: delete the comment behind one that is right.\n"
)
_GUESSED = re.compile(
    r"^(?P<line>[^\n]+?)[ \t]+# guessed: (?P<ours>\S+), (?P<certainty>sure|likely|guess)[ \t\r]*(?:\n|\Z)", re.MULTILINE
)
_CERTAINTIES: Mapping[str, Certainty] = {"sure": "sure", "likely": "likely", "guess": "guess"}
_ZONE = """
[desk]
# The times of the export carry no offset and were read as UTC. Write the desk's own zone here, such as Europe/Oslo, and
# import again.
time_zone = "UTC"
"""


def write_mapping(path: Path, mapping: ExportMapping) -> str:
    """Write the columns to `path`, or add to the file that is there what it does not have.

    What it says stays, but for guesses of an earlier import that somebody has said otherwise of by now.

    Returns:
        A sentence about what was done.

    Raises:
        InputError: the file cannot be written.
    """
    lines = {
        guess.theirs: f"{_key(guess.theirs)} = {_text(guess.ours or '')}{_mark(guess)}\n"
        for guess in mapping.guesses
        if (guess.ours or guess.certainty == "given") and guess.theirs != guess.ours
    }
    try:
        if not path.exists():
            if not lines and not mapping.time_zone_unknown:
                return f"{path}: not written, for every column has our name already"
            _put(path, _new_file(mapping, lines.values()))
            return f"{path}: written, {_count(len(lines))}"
        return _merged(path, path.read_bytes().decode("utf-8-sig"), lines, mapping)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}") from error


def guessed_earlier(path: Path) -> Mapping[str, Certainty]:
    """The columns that stand in a file as an import guessed them, theirs → how sure that was.

    What a person changed, or took the comment of, is not among them. Empty where the file cannot be read.
    """
    found: dict[str, Certainty] = {}
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return found
    for match in _GUESSED.finditer(text):
        for theirs, ours in _line(match["line"]).items():
            if ours == match["ours"]:
                found[theirs] = _CERTAINTIES[match["certainty"]]
    return found


def _mark(guess: ColumnGuess) -> str:
    """What tells a guess from what a person wrote."""
    return "" if guess.certainty == "given" else f"  # guessed: {guess.ours}, {guess.certainty}"


def _new_file(mapping: ExportMapping, lines: Iterable[str]) -> str:
    preset = (
        f"# Read with the preset {mapping.preset.name}, which also knows conversations.\n" if mapping.preset else ""
    )
    return f"{_HEAD}{preset}\n[columns]\n{''.join(lines)}{_ZONE if mapping.time_zone_unknown else ''}"


def _merged(path: Path, old: str, lines: Mapping[str, str], mapping: ExportMapping) -> str:
    before = tomllib.loads(old)
    columns = before.get("columns", {})
    old, there = _corrected(old, columns, lines, mapping)
    corrected = sum(there.get(theirs) != ours for theirs, ours in columns.items())
    new = {theirs: mapping.columns.get(theirs, "") for theirs in lines if theirs not in there}
    if not new and not corrected:
        return f"{path}: left as it is, it has all of the columns"
    block = "".join(lines[theirs] for theirs in new)
    match = _COLUMNS.search(old)
    if not new:
        text = old
    elif match:
        text = f"{old[: match.end()]}\n{block.rstrip()}{old[match.end() :]}"
    else:
        text = f"{old.rstrip()}\n\n[columns]\n{block}"
    if not _says(text, before, {**there, **new}):
        return f"{path}: left as it is, it could not be added to; these lines belong under [columns]:\n{block.rstrip()}"
    _put(path, text)
    more = f", {_count(corrected)} corrected that had been guessed" if corrected else ""
    return f"{path}: {_count(len(new))} added under [columns]{more}, the rest left as it was"


def _corrected(
    text: str, columns: Mapping[str, str], lines: Mapping[str, str], mapping: ExportMapping
) -> tuple[str, dict[str, str]]:
    """The text and its columns, in which guesses that this import did not come to are corrected or left out."""
    there, seen = dict(columns), {guess.theirs for guess in mapping.guesses}

    def renewed(match: re.Match[str]) -> str:
        for theirs, ours in _line(match["line"]).items():
            line = lines.get(theirs, "")
            if theirs in seen and ours == match["ours"] and _line(line).get(theirs) != ours:
                del there[theirs]
                if line:
                    there[theirs] = mapping.columns.get(theirs, "")
                return line
        return match[0]

    return _GUESSED.sub(renewed, text), there


def _line(text: str) -> dict[str, str]:
    """A line of [columns], theirs → ours; empty where it is none."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def _says(text: str, before: Mapping[str, object], columns: Mapping[str, object]) -> bool:
    """Whether the new text says what the old one did, and the columns."""
    try:
        after = tomllib.loads(text)
        Config.model_validate(after)
    except (tomllib.TOMLDecodeError, ValidationError):
        return False
    return after == {**before, "columns": columns}


def _put(path: Path, text: str) -> None:
    unfinished = unfinished_file(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        remove_abandoned(path)
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _count(number: int) -> str:
    return f"{number} column{'' if number == 1 else 's'}"


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _text(value: str) -> str:
    """A basic string of TOML; JSON's escapes are TOML's."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
