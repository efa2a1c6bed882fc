import logging

import numpy as np
import pytest
from sqlalchemy import update

from firstline.kb_index.article_ranker import ArticleRanker, ArticleTitle, LinkModel
from firstline.kb_index.database import Database
from firstline.kb_index.ranker_store import RANKERS, RankerStore

pytestmark = pytest.mark.both_engines


@pytest.fixture
def database(place):
    opened = Database.open(place)
    yield opened
    opened.close()


def ranker(intercept):
    vectors = np.eye(4, dtype=np.float32)
    titles = {name: ArticleTitle(name, vector, name) for name, vector in zip("ab", vectors, strict=False)}
    links = LinkModel.fit(titles, vectors, [frozenset("a"), frozenset("b")] * 2, vectors.mean(axis=0))
    return ArticleRanker(links, np.ones(6, dtype=np.float32), intercept)


def test_a_state_without_a_ranker_has_none(database):
    assert RankerStore(database, encoder="e").newest() is None


def test_the_newest_is_found_by_every_process_and_read_once(database, place):
    writer, other = RankerStore(database, encoder="e"), Database.open(place)
    reader = RankerStore(other, encoder="e")
    assert reader.newest() is None
    for intercept in (1.0, 2.0):
        writer.put(ranker(intercept))
        assert reader.newest().intercept == intercept
        assert reader.newest() is reader.newest()
        assert writer.newest().intercept == intercept
    other.close()


def test_none_takes_the_place_of_one(database):
    store, other = RankerStore(database, encoder="e"), RankerStore(database, encoder="e")
    store.put(ranker(1.0))
    assert other.newest() is not None
    store.put(None)
    assert store.newest() is None
    assert other.newest() is None


def test_another_encoders_ranker_is_never_read_and_goes_with_the_next(database):
    old, new = RankerStore(database, encoder="old"), RankerStore(database, encoder="new")
    old.put(ranker(1.0))
    assert new.newest() is None
    new.put(ranker(2.0))
    assert new.newest().intercept == 2.0
    assert old.newest() is None


@pytest.mark.parametrize("damage", [lambda data: b"", lambda data: data[: len(data) // 2], lambda data: b"\0" * 200])
def test_a_damaged_ranker_is_ignored_with_a_warning(database, caplog, damage):
    RankerStore(database, encoder="e").put(ranker(1.0))
    with database.write() as connection:
        connection.execute(update(RANKERS).values(data=damage(ranker(1.0).dump())))
    with caplog.at_level(logging.WARNING):
        assert RankerStore(database, encoder="e").newest() is None
    assert "firstline index" in caplog.text
