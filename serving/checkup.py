"""The checkup: whether a bundle and a desk's state can serve, and what to do where not."""

import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from firstline.datasets.errors import FirstlineError
from firstline.kb_index.database import Database, has_state
from firstline.kb_index.database_backend import driver_words
from firstline.kb_index.state import SNAPSHOTS, State
from firstline.kb_index.state_location import StateLocation
from firstline.kb_index.state_version import NEWEST, version_of
from firstline.models.bundle import Bundle
from firstline.models.manifest import MANIFEST_NAME
from firstline.serving.clock import now, stamp
from firstline.serving.finding import Finding
from firstline.serving.key_store import KeyStore
from firstline.serving.server_checkup import check_server
from firstline.serving.tables import decisions

_PROBE = "The printer on the second floor does not print since this morning."
_SPARE_BYTES = 256 << 20
_LONG_JOURNAL = 256 << 20
_SLOW = 0.5
_NAMED_FILES = 3


def check_up(folder: Path, location: StateLocation) -> Iterator[Finding]:
    """Look at the bundle in `folder` and the state at `location`, cheapest first; nothing is changed.

    What cannot be looked at because something before it failed is left out.
    """
    try:
        bundle = Bundle.load(folder)
    except FirstlineError as error:
        yield Finding("bundle", "fails", str(error))
        return
    yield _bundle(bundle)
    yield from _strangers(folder, bundle)
    try:
        if not has_state(location):
            yield Finding("state", "look", f"{location} has none yet", "`firstline index articles` or `serve` makes it")
            return
        database = list(_database(location))
        yield from database
        if any(finding.verdict == "fails" or finding.subject == "tables" for finding in database):
            return
        with State.open(location, encoder=bundle.encoder, centre=bundle.centre, offsets=bundle.offsets) as state:
            yield from _state(state, bundle)
    except FirstlineError as error:
        yield Finding("state", "fails", str(error))
    except DBAPIError as error:
        yield Finding(
            "state", "fails", driver_words(error), "it cannot be written to: look who holds it, or at the server"
        )


def _database(location: StateLocation) -> Iterator[Finding]:
    """What lies under the state, without the tables being brought up to date."""
    if location.is_folder:
        yield from _files(location)
        if damage := _damage(location.database_file):
            yield Finding("database", "fails", damage, "stop the service, then `firstline restore` the last backup")
            return
        yield Finding("database", "ok", "every page reads well")
    database = Database(location.url)
    try:
        with database.read() as connection:
            if not location.is_folder:
                yield from check_server(connection)
            version = version_of(connection)
    finally:
        database.close()
    if version != NEWEST:
        yield _tables(version)


def _bundle(bundle: Bundle) -> Finding:
    bundle.encoder.encode([_PROBE])
    began = time.perf_counter()
    bundle.encoder.encode([_PROBE])
    seconds = time.perf_counter() - began
    fields = ", ".join(bundle.fields)
    said = f"{bundle.name} {bundle.version[:12]}: {fields}; a text is encoded in {1000 * seconds:.0f} ms"
    if seconds > _SLOW:
        return Finding("bundle", "look", said, "the machine is busy, or too small: 10 to 50 ms are usual")
    return Finding("bundle", "ok", said)


def _strangers(folder: Path, bundle: Bundle) -> Iterator[Finding]:
    """Files beside those of the bundle, which no checksum covers."""
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    strange = sorted(files - {MANIFEST_NAME, *bundle.manifest.files})
    if strange:
        named = ", ".join(strange[:_NAMED_FILES])
        yield Finding(
            "bundle's folder", "look", f"{named}: no file of the bundle", "nothing reads it; move it elsewhere"
        )


def _tables(version: str | None) -> Finding:
    """Of another version than this Firstline's; the revisions of migrations count upwards."""
    said = "made before they had versions" if version is None else f"of version {version[:40]}"
    said += f", and this Firstline wants version {NEWEST}"
    if version is not None and version > NEWEST:
        return Finding("tables", "fails", said, "install the Firstline that made them, or restore a backup of before")
    advice = "make a backup; the next command that opens the state, such as `serve`, brings them up to date"
    return Finding("tables", "look", said, advice)


def _files(location: StateLocation) -> Iterator[Finding]:
    folder, file = location.folder, location.database_file
    mode = folder.stat().st_mode & 0o077
    if mode:
        yield Finding("permissions", "look", f"others can open {folder}", f"chmod 700 {folder}")
    size, free = file.stat().st_size, shutil.disk_usage(folder).free
    said = f"{free / 1e9:,.1f} GB free beside a database of {size / 1e6:,.0f} MB"
    enough = free >= 2 * size + _SPARE_BYTES
    yield Finding("disk", "ok" if enough else "look", said, "" if enough else "make room for twice the database")
    journal = folder / f"{file.name}-wal"
    if journal.exists() and journal.stat().st_size > _LONG_JOURNAL:
        long = f"the journal has {journal.stat().st_size / 1e6:,.0f} MB"
        yield Finding("journal", "look", long, "a reader holds it back: look for an export or a backup that hangs")


def _damage(file: Path) -> str | None:
    """What SQLite's quick check finds, None for nothing."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=15)) as connection:
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        return str(error)
    return None if verdict == "ok" else str(verdict)


def _state(state: State, bundle: Bundle) -> Iterator[Finding]:
    counts = f"{state.articles.count:,} articles, {state.tickets.count:,} tickets"
    if not state.articles.count:
        yield Finding("knowledge base", "look", counts, "no article can be found: `firstline index articles PATH`")
    else:
        vector = bundle.encoder.encode([_PROBE])[0]
        state.articles.search(_PROBE, vector, top_k=5)  # the first reads what later ones know
        began = time.perf_counter()
        state.articles.search(_PROBE, vector, top_k=5)
        yield Finding("search", "ok", f"{counts}; one search took {1000 * (time.perf_counter() - began):.0f} ms")
    order = "learned from tickets" if state.articles.has_ranker else "by text alone: no ranker was worth keeping"
    yield Finding("order of articles", "ok", order)
    if not state.has_snapshots:
        slow = "none yet, so a start reads every row"
        yield Finding("snapshots", "look", slow, f"`firstline index` leaves them in {SNAPSHOTS}/")
    keys = [key for key in KeyStore(state.database).all() if key.revoked_at is None]
    none = "none: only this machine may call"
    yield Finding("keys", "ok", f"{len(keys)} in use" if keys else none)
    with state.database.read() as connection:
        newest = connection.execute(select(func.max(decisions.c.at))).scalar()
    if newest is not None and newest > stamp(now() + timedelta(minutes=5)):
        yield Finding("clock", "look", f"the newest decision is of {newest}", "the clock went back; set it right")
    elif newest is not None:
        yield Finding("decisions", "ok", f"the newest is of {newest[:16].replace('T', ' ')} UTC")
