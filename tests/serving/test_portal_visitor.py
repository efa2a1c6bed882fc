"""A visitor is the same for a day, and after it nobody can tell who that was."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from firstline.kb_index.database import Database
from firstline.serving.portal_visitor import PortalVisitors
from firstline.serving.tables import portal_keys

pytestmark = pytest.mark.both_engines

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture
def database(place: str) -> Iterator[Database]:
    opened = Database.open(place)
    yield opened
    opened.close()


def test_one_address_is_one_visitor_in_every_process_of_the_day(database: Database) -> None:
    names = {PortalVisitors(database).name("198.51.100.7", at=NOON + timedelta(hours=n)) for n in range(3)}
    assert len(names) == 1
    assert PortalVisitors(database).name("198.51.100.8", at=NOON) not in names


def test_the_next_day_nobody_can_tell_who_came(database: Database) -> None:
    visitors = PortalVisitors(database)
    first = visitors.name("198.51.100.7", at=NOON)
    assert visitors.name("198.51.100.7", at=NOON + timedelta(days=1)) != first
    with database.read() as connection:
        assert connection.execute(select(portal_keys.c.day)).scalars().all() == ["2026-11-03"], "the key is gone"
    assert "198.51.100.7" not in first


def test_the_many_addresses_of_one_line_are_one_visitor(database: Database) -> None:
    visitors = PortalVisitors(database)
    assert visitors.name("2001:db8:1:2::1", at=NOON) == visitors.name("2001:db8:1:2:ffff::9", at=NOON)
    assert visitors.name("2001:db8:1:2::1", at=NOON) != visitors.name("2001:db8:1:3::1", at=NOON)
    assert visitors.name("::ffff:198.51.100.7", at=NOON) == visitors.name("198.51.100.7", at=NOON)
    assert visitors.name(None, at=NOON) == visitors.name("", at=NOON)
