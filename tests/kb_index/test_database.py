import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from firstline.kb_index.database import Database


@pytest.fixture
def database(tmp_path):
    opened = Database.in_folder(tmp_path / "s")
    yield opened
    opened.close()


def test_acknowledged_writes_are_on_disk(database):
    with database.read() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar_one() == 2


def test_the_counter_moves_with_every_commit_and_only_then(database):
    before = database.change_counter()
    assert database.change_counter() == before
    with database.write() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))
    after = database.change_counter()
    assert after != before
    with database.read() as connection:
        connection.execute(text("SELECT * FROM t"))
    assert database.change_counter() == after


def insert_and_fail(database):
    with database.write() as connection:
        connection.execute(text("INSERT INTO t VALUES (1)"))
        raise ZeroDivisionError


def test_a_write_that_fails_leaves_nothing(database):
    with database.write() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))
    with pytest.raises(OperationalError), database.write() as connection:
        connection.execute(text("INSERT INTO t VALUES (1), (nonsense)"))
    with pytest.raises(ZeroDivisionError):
        insert_and_fail(database)
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM t")).scalar_one() == 0


def test_writers_wait_for_each_other(database):
    with database.write() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))
        connection.execute(text("INSERT INTO t VALUES (0)"))

    def add():
        for _ in range(20):
            with database.write() as connection:
                n = connection.execute(text("SELECT n FROM t")).scalar_one()
                connection.execute(text("UPDATE t SET n = :n"), {"n": n + 1})

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as connection:
        assert connection.execute(text("SELECT n FROM t")).scalar_one() == 80
