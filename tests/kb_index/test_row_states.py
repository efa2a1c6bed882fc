"""Tests of the row states."""

import pytest
from pydantic_core import to_json

from firstline.datasets.ticket import Ticket
from firstline.kb_index import document_store
from firstline.kb_index.row_states import grew_from, written_states
from firstline.kb_index.state import State
from firstline.models.encoder import Encoder


@pytest.mark.both_engines
@pytest.mark.parametrize("count", [0, 1, 3, 4, 7])
def test_states_are_written_in_parts_of_one_array(
    place: str, encoder: Encoder, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(document_store, "_STATES_AT_ONCE", 3)
    with State.open(place, encoder=encoder) as state:
        if count:
            state.tickets.put([Ticket(id=f'{n} é"', subject=f"Device {n}") for n in range(count)])
        store = state.tickets._store
        revision = store.latest_revision()
        rows = [row for part in store.states(up_to=revision) for row in part]
        written = b"".join(written_states(store, up_to=revision))
        assert len(rows) == count
        assert written == to_json(rows)
        assert grew_from(store, written, revision=revision)
        state.tickets.put([Ticket(id="late", subject="Later")])
        assert grew_from(store, written, revision=revision)
        if count:
            state.tickets.put([Ticket(id='0 é"', subject="Changed")])
            assert grew_from(store, written, revision=revision), "a row may have a later revision"
            assert not grew_from(store, to_json([*rows, ("gone", revision, "x")]), revision=revision)
            other = to_json([*rows[:-1], (*rows[-1][:2], "other")])
            assert grew_from(store, other, revision=revision) == (count == 1), "that row has changed since"


def test_what_is_no_array_of_states_is_refused(place: str, encoder: Encoder) -> None:
    with State.open(place, encoder=encoder) as state, pytest.raises(ValueError, match="valid"):
        grew_from(state.tickets._store, b"{}", revision=3)
