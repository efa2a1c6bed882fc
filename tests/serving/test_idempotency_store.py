"""Tests of the idempotency store: a key whose request came to nothing opens the way for the next try."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from firstline.kb_index.database import Database
from firstline.serving.idempotency_store import IdempotencyStore
from firstline.serving.problems import ProblemError

pytestmark = pytest.mark.both_engines


@pytest.fixture
def database(place: str) -> Iterator[Database]:
    opened = Database.open(place)
    yield opened
    opened.close()


def test_a_key_that_could_not_be_let_go_of_is_free_once_the_database_is_back(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> Any:
        raise OperationalError("delete", {}, Exception("server closed the connection"))

    store = IdempotencyStore(database, hours=24)
    assert store.begin("POST /v1/triage", "k", "sha") is None
    with pytest.raises(ProblemError, match="still at work"):
        store.begin("POST /v1/triage", "k", "sha")
    with monkeypatch.context() as patch:
        patch.setattr(database, "write", gone)
        store.abandon("POST /v1/triage", "k")
    assert store.begin("POST /v1/triage", "k", "sha") is None
