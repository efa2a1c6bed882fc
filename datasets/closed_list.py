"""The closed list: which values a field may have, and what to make of those it had."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from firstline.datasets.config import FieldConfig
from firstline.datasets.field_order import recognised_order
from firstline.datasets.ticket import Ticket, visible_label


@dataclass(frozen=True, slots=True)
class ListedLabels:
    """A field's labels after its closed list.

    `labels` has one entry a ticket, in order, None where it is missing. `outside` counts values that the list does not
    have, `retired` those that it had, `renamed` those that were given their new name; all by the value as written.
    """

    labels: tuple[str | None, ...]
    outside: Mapping[str, int] = field(default_factory=dict)
    retired: Mapping[str, int] = field(default_factory=dict)
    renamed: Mapping[str, int] = field(default_factory=dict)

    @property
    def missing(self) -> int:
        """How many tickets have no label that counts."""
        return self.labels.count(None)


class ClosedList:
    """The rules of one field: rename, then drop what is retired, then keep only what is listed.

    Without `values` every value that is found is listed.
    """

    def __init__(self, name: str, config: FieldConfig | None = None) -> None:
        self.name = name
        self.config = config or FieldConfig()
        self._retired = frozenset(self.config.retired)
        self._values = frozenset(self.config.values) - self._retired

    def resolve(self, value: str | None) -> str | None:
        """The value that counts for a value as written, or None."""
        if value is None:
            return None
        value = self.config.current_name(value)
        if value in self._retired or (self.config.values and value not in self._values):
            return None
        return value

    def labels(self, tickets: Sequence[Ticket]) -> ListedLabels:
        """The label of every ticket. Where `multiple`, it is the first of the ticket's values that counts."""
        labels = tuple(self.resolve(self.counted(ticket)) for ticket in tickets)
        counts = Counter(value for ticket in tickets for value in self._written(ticket))
        new_names = {value: self.config.current_name(value) for value in counts}
        return ListedLabels(
            labels=labels,
            outside={v: n for v, n in counts.items() if new_names[v] not in self._retired and self.resolve(v) is None},
            retired={v: n for v, n in counts.items() if new_names[v] in self._retired},
            renamed={v: n for v, n in counts.items() if new_names[v] != v and self.resolve(v) is not None},
        )

    def label_sets(self, tickets: Sequence[Ticket]) -> tuple[tuple[str, ...], ...]:
        """All values of every ticket that count, for a field with `multiple`: a list, or a text with `;` between."""
        return tuple(
            tuple(
                dict.fromkeys(value for part in _parts(ticket, self.name) if (value := self.resolve(part)) is not None)
            )
            for ticket in tickets
        )

    def values(self, found: Iterable[str] = ()) -> tuple[str, ...]:
        """The values a prediction may have: those of the list, or else those found, sorted."""
        if self.config.values:
            return tuple(value for value in dict.fromkeys(self.config.values) if value not in self._retired)
        resolved = {value for raw in found if (value := self.resolve(raw)) is not None}
        return tuple(sorted(resolved))

    def order(self, found: Iterable[str] = ()) -> tuple[str, ...]:
        """The values from low to high: as configured, or, where the configuration names none of those found, as they
        show themselves; empty for a field without order.
        """
        known = self.values(found)
        if self.config.order and (not known or not {*self.config.order}.isdisjoint(known)):
            return tuple(value for value in self.config.order if value not in self._retired)
        return recognised_order(known)

    def named(self, ticket: Ticket) -> tuple[str, ...]:
        """What a ticket carries in this field, each value under its present name, whether it is listed or not."""
        return tuple(dict.fromkeys(map(self.config.current_name, self._written(ticket))))

    def _written(self, ticket: Ticket) -> tuple[str, ...]:
        if self.config.multiple:
            return _parts(ticket, self.name)
        label = ticket.label(self.name)
        return () if label is None else (label,)

    def counted(self, ticket: Ticket) -> str | None:
        """The one value that a ticket counts with: of several the first that is listed, or else the first."""
        names = self.named(ticket)
        return next((name for name in names if self.resolve(name) is not None), names[0] if names else None)

    def allowed_under(self, parent_value: str | None) -> frozenset[str] | None:
        """The values that the parent's value leaves; None when the configuration excludes nothing there."""
        if parent_value is None or not self.config.children:
            return None
        return frozenset(self.config.children.get(parent_value, ())) - self._retired


def with_counted_labels(tickets: Sequence[Ticket], lists: Mapping[str, FieldConfig]) -> list[Ticket]:
    """Each with the one value of every field that it counts with, under its present name: as training reads them."""
    rules = [ClosedList(name, config) for name, config in lists.items()]
    found = []
    for ticket in tickets:
        counted = {rule.name: rule.counted(ticket) for rule in rules}
        changed = {name: value for name, value in counted.items() if value != ticket.label(name)}
        found.append(ticket.model_copy(update=changed) if changed else ticket)
    return found


def _parts(ticket: Ticket, name: str) -> tuple[str, ...]:
    value = getattr(ticket, name, None) if name in Ticket.model_fields else (ticket.model_extra or {}).get(name)
    if isinstance(value, list | tuple):
        parts = (visible_label(str(part)).strip() for part in value if part is not None)
        return tuple(part for part in parts if part)
    label = ticket.label(name)
    return tuple(part.strip() for part in label.split(";") if part.strip()) if label else ()


def observed_children(parents: Sequence[str | None], children: Sequence[str | None]) -> dict[str, frozenset[str]]:
    """Which values of a field were seen under which of its parent's, for a field that has no `children` configured.

    Args:
        parents: the parent's label of each ticket, None where missing.
        children: the field's own, in the same order.
    """
    pairs: dict[str, set[str]] = {}
    for parent, child in zip(parents, children, strict=True):
        if parent is not None and child is not None:
            pairs.setdefault(parent, set()).add(child)
    return {parent: frozenset(seen) for parent, seen in pairs.items()}
