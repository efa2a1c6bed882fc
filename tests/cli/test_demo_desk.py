"""Tests of the demo desk as `firstline demo` prepares it; the slow test of the demo trains it."""

from pathlib import Path

from firstline.cli.demo_desk import DemoDesk
from firstline.datasets.demo_desk import demo_config
from tests.cli.command import files_in


def test_nothing_is_made_before_it_is_asked_for(tmp_path: Path) -> None:
    DemoDesk(tmp_path, say=print)
    assert files_in(tmp_path) == []


def test_the_newest_fifth_judges_a_bundle_of_the_older_rest(tmp_path: Path) -> None:
    desk = DemoDesk(tmp_path, say=print)
    ids = [ticket.id for ticket in (*desk.older, *desk.newest)]
    assert sorted(ids) == sorted(ticket.id for ticket in desk.tickets)
    assert 0.15 <= len(desk.newest) / len(desk.tickets) <= 0.25
    youngest = max(ticket.created_at for ticket in desk.older if ticket.created_at)
    assert all(ticket.created_at and ticket.created_at >= youngest for ticket in desk.newest)


def test_the_live_requests_carry_no_label_and_were_not_learned(tmp_path: Path) -> None:
    desk = DemoDesk(tmp_path, say=print)
    assert len(desk.live) == 5
    assert {ticket.language for ticket in desk.live} == {"en", "ru", "de"}
    assert all(ticket.label(name) is None for ticket in desk.live for name in demo_config().fields)
    assert not {ticket.id for ticket in desk.live} & {ticket.id for ticket in desk.tickets}


def test_no_open_ticket_is_learned_by_the_bundle_that_is_served(tmp_path: Path) -> None:
    """The page offers the open ones: what it says of them is what an agent would see, not what it was taught."""
    desk = DemoDesk(tmp_path, say=print)
    still_open = [ticket for ticket in desk.tickets if ticket.status not in ("closed", "resolved")]
    assert len(still_open) >= 20
    assert not {ticket.id for ticket in still_open} & {ticket.id for ticket in desk.learned}
    assert len(desk.learned) + len(still_open) == len(desk.tickets)


def test_the_served_bundle_lies_below_its_folder_and_keeps_its_place(tmp_path: Path) -> None:
    one, other = DemoDesk(tmp_path, say=print).bundle, DemoDesk(tmp_path, say=print).bundle
    assert one == other
    assert one.is_relative_to(tmp_path)
