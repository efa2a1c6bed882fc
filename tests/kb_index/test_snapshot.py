import json
import re
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import text

from firstline.datasets.article import Article
from firstline.datasets.ticket import Ticket
from firstline.kb_index.document_store import DocumentStore
from firstline.kb_index.snapshot import Snapshot
from firstline.kb_index.state import State


def article(n):
    return Article(id=str(n), title=f"Topic {n}", body=f"# Part\n\nHow to repair device number {n}.", product="X")


def fill(state):
    state.articles.put([article(n) for n in range(20)])
    state.tickets.put([Ticket(id=str(n), subject=f"Device {n} broke", created_at="2026-01-01") for n in range(30)])
    state.tickets.delete("4")
    state.optimise()


def answers(state, encoder):
    vector = encoder.encode(["Device 7"])[0]
    return state.articles.search("Device 7", vector, top_k=20), state.tickets.search("Device 7", vector, top_k=30)


@pytest.fixture
def read_rows(monkeypatch):
    """How many rows were read from the database to build indexes."""
    counted = []
    changes = DocumentStore.changes

    def counting(self, since):
        for page in changes(self, since):
            counted.extend(page)
            yield page

    monkeypatch.setattr(DocumentStore, "changes", counting)
    return counted


@pytest.mark.both_engines
def test_a_snapshot_answers_as_the_indexes_did(place, encoder, read_rows):
    with State.open(place, encoder=encoder) as state:
        fill(state)
        before = answers(state, encoder)
    read_rows.clear()
    with State.open(place, encoder=encoder) as state:
        assert answers(state, encoder) == before
    assert read_rows == []


@pytest.mark.both_engines
def test_what_changed_after_the_snapshot_is_caught_up(place, encoder, read_rows):
    with State.open(place, encoder=encoder) as state:
        fill(state)
        state.tickets.put([Ticket(id="late", subject="Late request"), Ticket(id="1", subject="Changed")])
        state.tickets.delete("2")
    read_rows.clear()
    with State.open(place, encoder=encoder) as state:
        assert len(read_rows) == 3
        _, hits = answers(state, encoder)
        assert {"late", "1"} <= {hit.ticket_id for hit in hits}
        assert "2" not in {hit.ticket_id for hit in hits}
        assert next(hit.subject for hit in hits if hit.ticket_id == "1") == "Changed"


def damage_arrays(folder):
    file = next(folder.glob("tickets-*.safetensors"))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 255
    file.write_bytes(bytes(content))


def truncate_header(folder):
    (folder / "tickets.json").write_text((folder / "tickets.json").read_text()[:100])


def drop_arrays(folder):
    next(folder.glob("tickets-*.safetensors")).unlink()


def rename_encoder(folder):
    header = json.loads((folder / "tickets.json").read_text())
    (folder / "tickets.json").write_text(json.dumps({**header, "encoder": "another"}))


def future_format(folder):
    header = json.loads((folder / "tickets.json").read_text())
    (folder / "tickets.json").write_text(json.dumps({**header, "format": 99}))


def strange_records(folder):
    header = json.loads((folder / "tickets.json").read_text())
    (folder / "tickets.json").write_text(json.dumps({**header, "records": [1, 2]}))


@pytest.mark.parametrize(
    "harm", [damage_arrays, truncate_header, drop_arrays, rename_encoder, future_format, strange_records]
)
def test_a_snapshot_that_cannot_be_used_is_ignored(tmp_path, encoder, harm):
    with State.open(tmp_path / "s", encoder=encoder) as state:
        fill(state)
        before = answers(state, encoder)
    harm(tmp_path / "s" / "snapshots")
    with State.open(tmp_path / "s", encoder=encoder) as state:
        articles, tickets = answers(state, encoder)
    assert [hit.article_id for hit in articles] == [hit.article_id for hit in before[0]]
    assert {hit.ticket_id for hit in tickets} == {hit.ticket_id for hit in before[1]}


def test_a_snapshot_of_another_time_than_a_restored_database_is_ignored(tmp_path, encoder):
    with State.open(tmp_path / "s", encoder=encoder) as state:
        fill(state)
    shutil.copytree(tmp_path / "s", tmp_path / "backup")
    with State.open(tmp_path / "s", encoder=encoder) as state:
        state.tickets.put([Ticket(id="lost", subject="Written after the backup")])
        state.optimise()
    with State.open(tmp_path / "backup", encoder=encoder) as state:
        state.tickets.put([Ticket(id="kept", subject="Written to the restored database")])
    shutil.rmtree(tmp_path / "backup" / "snapshots")
    shutil.copytree(tmp_path / "s" / "snapshots", tmp_path / "backup" / "snapshots")
    with State.open(tmp_path / "backup", encoder=encoder) as state:
        _, hits = answers(state, encoder)
    assert "kept" in {hit.ticket_id for hit in hits}
    assert "lost" not in {hit.ticket_id for hit in hits}


@pytest.mark.both_engines
@pytest.mark.parametrize("gone", ["id = 'late'", "id <> ''"])
def test_a_snapshot_of_what_a_database_does_not_hold_any_more_is_ignored(place, encoder, gone):
    """A dump of before was restored, or the database was made anew: the snapshots lie on another machine."""
    with State.open(place, encoder=encoder) as state:
        fill(state)
        state.tickets.put([Ticket(id="late", subject="Late request")])
        state.optimise()
        with state.database.write() as connection:
            connection.execute(text(f"DELETE FROM tickets WHERE {gone}"))
            left = connection.execute(text("SELECT count(*) FROM tickets WHERE NOT deleted")).scalar_one()
    with State.open(place, encoder=encoder) as state:
        assert state.tickets.count == left
        state.tickets.put([Ticket(id="new", subject="Late request")])
        assert "new" in {hit.ticket_id for hit in answers(state, encoder)[1]}


def test_an_old_snapshot_leaves_no_files_behind(tmp_path, encoder):
    with State.open(tmp_path / "s", encoder=encoder) as state:
        fill(state)
        state.tickets.put([Ticket(id="late", subject="Late request")])
        state.optimise()
    assert len(list((tmp_path / "s" / "snapshots").glob("tickets-*"))) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what of a file is held")
def test_what_was_read_of_a_snapshot_is_not_held(tmp_path):
    written = np.arange(1 << 20, dtype=np.int64)
    Snapshot({"encoder": "e"}, {"numbers": written}, {}).write(tmp_path, "things")
    snapshot = Snapshot.read(tmp_path, "things", encoder="e")

    def held():
        mappings = Path("/proc/self/smaps").read_text(encoding="utf-8", errors="replace")
        return int(re.search(rf" {tmp_path}/things-.*\nSize:.*\n(?:.*\n)*?Rss: +(\d+) kB", mappings)[1])

    assert snapshot.arrays["numbers"].sum() == written.sum()
    assert held() >= 8 << 10
    snapshot.release()
    assert held() == 0
    assert np.array_equal(snapshot.arrays["numbers"], written)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what of a file is held")
def test_an_index_that_was_restored_lets_go_of_what_it_copied(place, encoder, monkeypatch):
    with State.open(place, encoder=encoder) as state:
        fill(state)
    released = []
    monkeypatch.setattr(Snapshot, "release", lambda snapshot: released.append(snapshot.header["revision"]))
    with State.open(place, encoder=encoder):
        assert len(released) == 2
