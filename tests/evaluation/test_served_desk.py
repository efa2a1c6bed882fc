"""The desk that is served while its speed is measured."""

import pytest

from firstline.datasets.errors import FirstlineError
from firstline.evaluation.served_desk import ServedDesk, fill_state
from firstline.evaluation.workbench import Workbench
from firstline.kb_index.state import State, default_location
from firstline.models.bundle import Bundle


def test_a_call_is_timed_until_its_answer_is_read(bench: Workbench) -> None:
    with ServedDesk.over(bench) as desk:
        assert 0 < desk.triage("my kite") < 10
    assert bench.commands[0].startswith("firstline serve bundle --port ")


def test_an_answer_that_is_no_answer_is_an_error(bench: Workbench) -> None:
    with ServedDesk.over(bench) as desk, pytest.raises(FirstlineError, match="answered 422"):
        desk.triage("refuse")


def test_a_server_that_ends_at_once_is_an_error(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firstline.evaluation.workbench.FIRSTLINE", ("false",))
    with pytest.raises(FirstlineError, match="did not become ready"), ServedDesk.over(bench):
        pass


def test_the_state_is_filled_with_as_much_as_was_asked_for(
    bench: Workbench, bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Bundle, "load", lambda path: bundle)
    said = fill_state(bench, passages=9, tickets=20)
    assert "20 tickets" in said
    with State.open(
        default_location(bench.work / "bundle"), encoder=bundle.encoder, centre=bundle.centre, offsets=bundle.offsets
    ) as state:
        assert state.tickets.count == 20
        assert state.articles.count >= 9
