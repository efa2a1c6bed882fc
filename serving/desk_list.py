"""The desk list: one field's closed list as the desk has it now, over what the bundle knows of it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from firstline.datasets.closed_list import ClosedList
from firstline.datasets.config import FieldConfig
from firstline.datasets.ticket import Ticket
from firstline.models.prediction import Candidate, FieldPrediction
from firstline.serving.field_list_store import ListChange


class DeskList:
    """Puts what a bundle says of a field into the desk's present words.

    Args:
        learned: the bundle's values, under the names that it learned.
        trained: the list as the bundle was trained with it.
        change: what the desk changed since.
    """

    def __init__(
        self, name: str, *, learned: Sequence[str], trained: FieldConfig, change: ListChange | None = None
    ) -> None:
        self.name = name
        self.change = change
        self.config = trained if change is None else trained.changed_by(change.config)
        self._learned = tuple(learned)
        self._closed = ClosedList(name, self.config)
        self._present = {value: self._closed.resolve(value) for value in self._learned}

    @cached_property
    def values(self) -> tuple[str, ...]:
        """The values of the desk, in its order; those that no bundle has learned yet too."""
        return self._closed.values()

    @cached_property
    def predicted(self) -> tuple[str, ...]:
        """Those that the bundle may say, under their present names."""
        return tuple(dict.fromkeys(value for value in self._present.values() if value is not None))

    @cached_property
    def masked(self) -> frozenset[str]:
        """What the bundle learned and must not say any more, as it learned it."""
        return frozenset(value for value, present in self._present.items() if present is None)

    def current_name(self, value: str) -> str:
        """What a value is called now, whether the desk still has it or not."""
        return self.config.current_name(value)

    def learned_name(self, value: str) -> str:
        """The name under which the bundle learned a value; the first where it learned several that are one now."""
        return next((learned for learned, present in self._present.items() if present == value), value)

    def carried(self, ticket: Ticket) -> tuple[str, ...]:
        """What a ticket carries in this field, under present names: several only where the field is `multiple`."""
        return self._closed.named(ticket)

    def excluded_under(self, parent_value: str) -> frozenset[str]:
        """What the desk's own change of `children` excludes under a value of the parent that it names."""
        children = {} if self.change is None else self.change.config.children
        if parent_value not in children:
            return frozenset()
        return frozenset(self.predicted) - frozenset(map(self.current_name, children[parent_value]))

    def presented(self, prediction: FieldPrediction) -> FieldPrediction:
        """The prediction under present names, its `masked` values gone already; never `auto` where the desk forbids it.

        Values that are one now have their probabilities added up. Such a value is `auto` only where the likeliest of
        them is by itself: that alone was measured.
        """
        if self.change is None:
            return prediction
        sums: dict[str, float] = {}
        for candidate in (Candidate(prediction.value, prediction.confidence), *prediction.alternatives):
            name = self._present.get(candidate.value)
            if name is not None:
                sums[name] = sums.get(name, 0.0) + candidate.confidence
        left = [Candidate(name, min(sums[name], 1.0)) for name in sorted(sums, key=lambda name: -sums[name])]
        if not left:
            return prediction
        best, first = left[0], self._present.get(prediction.value)
        tier, threshold, not_auto = prediction.tier, prediction.threshold, prediction.not_auto
        if best.value != first and tier != "abstain":
            tier = "suggest"
        if best.value in self.config.never_auto and tier == "auto":
            tier = "best"
        joined = best.confidence != prediction.confidence and tier != "auto"
        if best.value != first or best.value in self.config.never_auto or joined:
            threshold = None
            not_auto = "never_auto" if best.value in self.config.never_auto else "list_changed"
        return replace(
            prediction,
            elsewhere=tuple(dict.fromkeys(n for value in prediction.elsewhere if (n := self._present.get(value)))),
            value=best.value,
            confidence=best.confidence,
            tier=tier,
            threshold=threshold,
            alternatives=tuple(left[1:]),
            not_auto=not_auto,
        )

    def as_json(self) -> dict[str, Any]:
        """The list as `GET /v1/fields` shows it and `PUT` takes it back."""
        config = self.config
        return {
            "name": self.name,
            "values": list(self.values),
            "retired": list(config.retired),
            "rename": dict(config.rename),
            "order": [value for value in config.order if value in self.values],
            "parent": config.parent,
            "children": {above: list(below) for above, below in config.children.items()},
            "multiple": config.multiple,
            "never_auto": [value for value in config.never_auto if value in self.values],
            "predicted": list(self.predicted),
            "changed_at": None if self.change is None else self.change.at,
        }
