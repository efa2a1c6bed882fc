"""Tests of revised_value: read again after a change of any process, and only then."""

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, func, insert, select

from firstline.kb_index.database import Database
from firstline.kb_index.revised_value import RevisedValue, latest_revision, next_revision

pytestmark = pytest.mark.both_engines

CHANGES = Table("changes", MetaData(), Column("revision", Integer, primary_key=True))


def _change(database):
    with database.write() as connection:
        connection.execute(insert(CHANGES).values(revision=next_revision(connection, CHANGES)))


def test_a_value_is_read_again_only_after_a_change_of_any_process(place):
    database, other = Database.open(place), Database.open(place)
    CHANGES.create(database.engine)
    reads = []

    def read(connection):
        reads.append(connection.execute(select(func.count()).select_from(CHANGES)).scalar_one())
        return reads[-1]

    value = RevisedValue(database, CHANGES, read)
    assert (value.now(), value.now(), reads) == (0, 0, [0])
    _change(other)
    assert (value.now(), value.now(), reads) == (1, 1, [0, 1])
    _change(database)
    assert (value.now(), latest_revision(other, CHANGES)) == (2, 2)
    database.close()
    other.close()
