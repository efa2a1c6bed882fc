import threading
import time

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, ProgrammingError

from firstline.kb_index.database import Database

pytestmark = pytest.mark.both_engines


@pytest.fixture
def database(place):
    opened = Database.open(place)
    yield opened
    opened.close()


@pytest.fixture
def other(place, database):
    """What another process would have."""
    opened = Database.open(place)
    yield opened
    opened.close()


def test_acknowledged_writes_are_on_disk(database, engine):
    with database.read() as connection:
        if engine == "sqlite":
            assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
            assert connection.execute(text("PRAGMA synchronous")).scalar_one() == 2
        else:
            assert connection.execute(text("SHOW synchronous_commit")).scalar_one() == "on"


def test_a_connection_keeps_little_of_the_file_in_memory_of_its_own(database, engine):
    if engine == "sqlite":
        with database.read() as connection:
            assert connection.execute(text("PRAGMA cache_size")).scalar_one() == -8192


def test_a_prompt_database_does_not_wait_for_the_disk(database, engine):
    prompt = Database(database.engine.url, prompt=True)
    with prompt.read() as connection:
        asked = "PRAGMA synchronous" if engine == "sqlite" else "SHOW synchronous_commit"
        assert connection.execute(text(asked)).scalar_one() in (1, "off")
    prompt.close()


def test_the_counter_moves_with_every_commit_and_only_then(database, other):
    before = database.change_counter()
    if before is None:
        pytest.skip("the highest revision is asked every time")
    assert database.change_counter() == before
    with other.write() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))
    after = database.change_counter()
    assert after != before
    with database.read() as connection:
        connection.execute(text("SELECT * FROM t"))
    assert database.change_counter() == after


def test_a_peek_sees_what_another_process_committed_a_moment_ago(database, other):
    with other.write() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))
    for number in range(50):
        with other.write() as connection:
            connection.execute(text("INSERT INTO t VALUES (:n)"), {"n": number})
        assert database.peek("SELECT max(n) FROM t") == number


def insert_and_fail(database):
    with database.write() as connection:
        connection.execute(text("INSERT INTO t VALUES (1)"))
        raise ZeroDivisionError


def test_a_write_that_fails_leaves_nothing(database):
    with database.write() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))
    with pytest.raises((OperationalError, ProgrammingError)), database.write() as connection:
        connection.execute(text("INSERT INTO t VALUES (1), (nonsense)"))
    with pytest.raises(ZeroDivisionError):
        insert_and_fail(database)
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM t")).scalar_one() == 0


def test_a_reader_sees_one_moment_whatever_is_written_meanwhile(database, other):
    with database.write() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM t")).scalar_one() == 0
        with other.write() as writer:
            writer.execute(text("INSERT INTO t VALUES (1)"))
        assert connection.execute(text("SELECT count(*) FROM t")).scalar_one() == 0


def test_writers_wait_for_each_other(database, other):
    with database.write() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))
        connection.execute(text("INSERT INTO t VALUES (0)"))

    def add(through):
        for _ in range(20):
            with through.write() as connection:
                n = connection.execute(text("SELECT n FROM t")).scalar_one()
                connection.execute(text("UPDATE t SET n = :n"), {"n": n + 1})

    threads = [threading.Thread(target=add, args=(through,)) for through in (database, other, database, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as connection:
        assert connection.execute(text("SELECT n FROM t")).scalar_one() == 80


def test_who_sees_a_number_has_all_that_are_smaller(database, other, engine):
    """A number is drawn and committed under one lock: a cursor never steps over a row that comes later."""
    row = "n INTEGER PRIMARY KEY AUTOINCREMENT" if engine == "sqlite" else "n BIGSERIAL PRIMARY KEY"
    with database.write() as connection:
        connection.execute(text(f"CREATE TABLE t ({row}, x INTEGER)"))
    done = threading.Event()

    def insert(seconds):
        for _ in range(20):
            with other.write() as connection:
                connection.execute(text("INSERT INTO t (x) VALUES (1)"))
                time.sleep(seconds)

    writers = [threading.Thread(target=insert, args=(seconds,)) for seconds in (0, 0.002, 0.005)]
    for writer in writers:
        writer.start()
    threading.Thread(target=lambda: ([writer.join() for writer in writers], done.set())).start()
    cursor, seen = 0, []
    while True:
        last = done.is_set()
        with database.read() as connection:
            found = connection.execute(text("SELECT n FROM t WHERE n > :n ORDER BY n"), {"n": cursor}).scalars().all()
        seen.extend(found)
        cursor = seen[-1] if seen else 0
        if last:
            break
    assert len(seen) == len(set(seen)) == 60
