"""The final label: what a field of a ticket ended with, and on whose word."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Literal

from firstline.datasets.closed_list import ClosedList
from firstline.datasets.config import Config
from firstline.datasets.ticket import Ticket

Source = Literal["person", "outcome"]
"""Whose word: a person who said so of a decision, or the value that a person left the ticket with."""


@dataclass(frozen=True, slots=True)
class FinalLabel:
    """One field of one ticket; `value` and `source` are None where nobody confirmed any.

    `unconfirmed` are values that Firstline itself set, or that a person rejected: where the ticket carries one of them
    and nobody says that a person set it, it is no evidence.
    """

    value: str | None = None
    source: Source | None = None
    unconfirmed: frozenset[str] = frozenset()


FinalLabels = Mapping[str, Mapping[str, FinalLabel]]
"""Ticket id → field → its final label."""


def with_final_labels(tickets: Iterable[Ticket], labels: FinalLabels, *, config: Config) -> Iterator[Ticket]:
    """The tickets with the labels that were confirmed in place of their own, set by a human.

    An unconfirmed label stays where it is and is said to be set by a machine, which training leaves out.
    """
    for ticket in tickets:
        changes: dict[str, Any] = {}
        setters = dict(ticket.set_by)
        for field, label in sorted(labels.get(ticket.id, {}).items(), key=itemgetter(0)):  # the same bytes every time
            listed = ClosedList(field, config.field(field))
            carried = listed.named(ticket)
            if label.value is not None:
                others = tuple(value for value in carried if value != label.value)
                changes[field] = (label.value, *others) if listed.config.multiple else label.value
                setters[field] = "human"
            elif not label.unconfirmed.isdisjoint(carried) and setters.get(field) != "human":
                setters[field] = "machine"
        yield ticket.model_copy(update={**changes, "set_by": setters}) if setters or changes else ticket
