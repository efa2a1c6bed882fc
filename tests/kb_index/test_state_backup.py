import sqlite3
import threading

import pytest

from firstline.datasets.article import Article
from firstline.datasets.errors import InputError, StateError
from firstline.datasets.ticket import Ticket
from firstline.kb_index.state import State
from firstline.kb_index.state_backup import back_up, restore
from firstline.kb_index.state_location import FILE_NAME

PRINTER = Article(id="printer", title="Printer jams", body="Open the tray.")


@pytest.fixture
def folder(tmp_path, encoder):
    with State.open(tmp_path / "desk.state", encoder=encoder) as state:
        state.articles.put([PRINTER])
        state.tickets.put([Ticket(id="T-1", body="the printer is on fire")])
    return tmp_path / "desk.state"


def test_a_state_restored_is_what_it_was(folder, tmp_path, encoder):
    size = back_up(folder, tmp_path / "desk.backup")
    assert size == (tmp_path / "desk.backup").stat().st_size
    assert (tmp_path / "desk.backup").stat().st_mode & 0o077 == 0
    restore(tmp_path / "desk.backup", tmp_path / "again.state")
    with State.open(tmp_path / "again.state", encoder=encoder) as state:
        assert state.articles.get("printer") == PRINTER
        assert state.tickets.get("T-1").body == "the printer is on fire"
        state.tickets.put([Ticket(id="T-2", body="another one")])
        assert state.tickets.count == 2


def test_a_backup_is_whole_while_others_write(folder, tmp_path, encoder):
    stop = threading.Event()

    def write():
        with State.open(folder, encoder=encoder) as state:
            number = 0
            while not stop.is_set():
                number += 1
                state.tickets.put([Ticket(id=f"{half}-{number}", body="word " * 50) for half in ("a", "b")])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            back_up(folder, tmp_path / "desk.backup")
            restore(tmp_path / "desk.backup", tmp_path / f"{number}.state")
            with State.open(tmp_path / f"{number}.state", encoder=encoder) as state:
                assert state.tickets.count % 2 == 1  # T-1, and pairs that were put together
    finally:
        stop.set()
        writer.join()


def test_nothing_is_written_over_but_an_earlier_backup(folder, tmp_path):
    (tmp_path / "letter.txt").write_text("precious")
    with pytest.raises(InputError, match="is no backup"):
        back_up(folder, tmp_path / "letter.txt")
    back_up(folder, tmp_path / "desk.backup")
    back_up(folder, tmp_path / "desk.backup")
    with pytest.raises(InputError, match="has a state already"):
        restore(tmp_path / "desk.backup", folder)
    assert (tmp_path / "letter.txt").read_text() == "precious"


def test_what_is_no_state_or_no_backup_is_said(folder, tmp_path):
    with pytest.raises(InputError, match="is no desk's state"):
        back_up(tmp_path, tmp_path / "x")
    with pytest.raises(InputError, match="is no backup"):
        restore(tmp_path / "missing", tmp_path / "new")
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE songs (name)")
    with pytest.raises(InputError, match="no desk's state"):
        restore(tmp_path / "other.db", tmp_path / "new")
    assert not (tmp_path / "new" / FILE_NAME).exists()


def test_a_damaged_backup_is_refused_and_leaves_nothing(folder, tmp_path):
    back_up(folder, tmp_path / "desk.backup")
    content = bytearray((tmp_path / "desk.backup").read_bytes())
    content[4096 : 4096 * 6] = b"\xff" * (4096 * 5)
    (tmp_path / "desk.backup").write_bytes(content)
    with pytest.raises(StateError):
        restore(tmp_path / "desk.backup", tmp_path / "new")
    assert list((tmp_path / "new").iterdir()) == []
