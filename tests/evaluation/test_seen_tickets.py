"""Tickets that a bundle was trained on, or may have been."""

from datetime import UTC, datetime, timedelta

import pytest

from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.evaluation.seen_tickets import SeenTickets, seen_in_training
from firstline.models.bundle import Bundle
from firstline.models.manifest import Manifest
from tests.evaluation.tiny_desk import tickets

END = datetime(2025, 6, 30, tzinfo=UTC)


@pytest.fixture
def dated(bundle: Bundle) -> Manifest:
    data = bundle.manifest.data.model_copy(update={"last_created_at": END.isoformat()})
    return bundle.manifest.model_copy(update={"data": data})


def looked_at(manifest: Manifest, some: list[Ticket]) -> SeenTickets:
    return seen_in_training(manifest, some, [request_text(ticket) for ticket in some])


def after(days: int, count: int) -> list[Ticket]:
    return [Ticket(body=f"new {n}", created_at=END + timedelta(days=days)) for n in range(count)]


def test_the_very_tickets_are_known_again(bundle: Bundle) -> None:
    assert looked_at(bundle.manifest, tickets()).seen.startswith("The bundle was trained on these very tickets")


def test_what_may_have_been_trained_on_is_no_merit(dated: Manifest) -> None:
    found = looked_at(dated, after(-1, 20) + after(1, 80))
    assert found.seen.startswith("20 of these 100 tickets are from before 2025-06-30")
    assert len(found.warnings) == 1


def test_a_few_old_ones_among_many_are_only_a_warning(dated: Manifest) -> None:
    found = looked_at(dated, after(-1, 1) + after(1, 99))
    assert (bool(found.warnings), found.seen) == (True, "")


def test_later_and_undated_tickets_are_nobodys_secret(dated: Manifest) -> None:
    assert looked_at(dated, after(1, 5)) == SeenTickets()
    assert looked_at(dated, [Ticket(body="no date")]) == SeenTickets()
