import pytest
from sqlalchemy import func, select

from firstline.datasets.article import Article
from firstline.datasets.errors import InputError, StateError
from firstline.datasets.ticket import Ticket
from firstline.kb_index.database import Database
from firstline.kb_index.state import State
from firstline.kb_index.state_backup import back_up
from firstline.kb_index.state_location import StateLocation
from firstline.kb_index.state_move import move_backup
from firstline.serving.tables import banners, decisions

PRINTER = Article(id="printer", title="Printer jams", body="Open the tray.\x00")
DECISION = {"ticket_id": "T-1", "at": "2026-01-01T00:00:00.000000Z", "text_sha256": "0", "answer": {"field": ["é", 1]}}


@pytest.fixture
def location(postgresql):
    return StateLocation.of(postgresql.fresh_url())


@pytest.fixture
def backup(tmp_path, encoder):
    with State.open(tmp_path / "desk.state", encoder=encoder) as state:
        state.articles.put([PRINTER])
        state.tickets.put([Ticket(id=f"T-{n}", body=f"the printer on floor {n} is on fire") for n in range(1_200)])
    database = Database.open(tmp_path / "desk.state")
    with database.write() as connection:
        connection.execute(decisions.insert(), [{"id": f"d{n}", **DECISION} for n in range(3)])
        connection.execute(decisions.delete().where(decisions.c.id == "d0"))
        connection.execute(banners.insert(), {"id": "gone", "at": "2026", "revision": 7, "content": None})
    database.close()
    back_up(tmp_path / "desk.state", tmp_path / "desk.backup")
    return tmp_path / "desk.backup"


def test_a_folders_state_goes_on_in_a_database_on_a_server(backup, location, tmp_path, encoder):
    rows = move_backup(backup, location)
    assert rows >= 1 + 1_200 + 2 + 1
    for place in (tmp_path / "desk.state", location):
        with State.open(place, encoder=encoder) as state:
            assert state.articles.get("printer").title == "Printer jams"
            assert state.tickets.count == 1_200
            text = "the printer on floor 900 is on fire"
            assert state.tickets.search(text, encoder.encode([text])[0], top_k=1)[0].ticket_id == "T-900"
    database = Database.open(location)
    with database.write() as connection:
        kept = connection.execute(select(decisions.c.seq, decisions.c.id, decisions.c.answer)).all()
        assert sorted(map(tuple, kept)) == [(2, "d1", DECISION["answer"]), (3, "d2", DECISION["answer"])]
        connection.execute(decisions.insert(), {"id": "new", **DECISION})
        assert connection.execute(select(func.max(decisions.c.seq))).scalar_one() == 4, "the count goes on"
    database.close()


def test_a_database_that_holds_something_is_left_alone(backup, location):
    move_backup(backup, location)
    with pytest.raises(InputError, match="has a state already"):
        move_backup(backup, location)


def test_what_is_no_whole_backup_leaves_the_database_empty(backup, location, tmp_path):
    broken = tmp_path / "broken.backup"
    broken.write_bytes(backup.read_bytes()[:20_000])
    with pytest.raises((StateError, InputError)):
        move_backup(broken, location)
    assert move_backup(backup, location) > 1_200, "nothing was left behind"
