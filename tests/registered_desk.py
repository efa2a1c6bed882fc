"""Good and bad bundles of the small desk, tickets that none of them has seen, and an empty MLflow store."""

from pathlib import Path

from firstline.datasets.ticket import Ticket
from tests.training.small_desk import small_desk, train_small_bundle

_LEARNED = 150
_NEXT = {"printer": "password", "password": "invoice", "invoice": "printer"}


def held_out(**more: object) -> list[Ticket]:
    """138 requests that no bundle of `trained` has seen."""
    return [ticket.model_copy(update=more) for ticket in small_desk()[_LEARNED:]]


def trained(folder: Path, encoder: Path, *, wrong: bool = False, seed: int = 0) -> Path:
    """A bundle of the other requests; with `wrong`, two of three categories are another's while it learns."""
    tickets = small_desk()[:_LEARNED]
    for row, ticket in enumerate(tickets):
        if wrong and row % 3:
            tickets[row] = ticket.model_copy(update={"category": _NEXT[str(ticket.category)]})
    return train_small_bundle(folder, encoder, tickets[seed:])


def empty_store(folder: Path) -> Path:
    """An MLflow store without anything in it. MLflow takes seconds to make its tables, so tests copy this one."""
    from firstline.models.registry import Registry
    from firstline.models.registry_location import registry_location

    location = registry_location(str(folder))
    assert location is not None
    assert Registry(location).versions() == []
    return folder
