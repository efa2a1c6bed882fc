"""The category tree: which values of a field the value of its parent leaves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from firstline.models.field_head import Probabilities


class BranchRules(BaseModel):
    """One field's place in the tree, as a bundle stores it: the parent's value → the values that it leaves.

    A value of the parent that `children` does not name leaves all where `open` and none otherwise.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    parent: str
    children: Mapping[str, tuple[str, ...]]
    open: bool


@dataclass(frozen=True, slots=True)
class Branch:
    """The rules, as a table `allowed` of shape (the parent's values, the field's values)."""

    rules: BranchRules
    allowed: NDArray[np.bool_]

    @classmethod
    def of(cls, rules: BranchRules, *, parent_values: Sequence[str], values: Sequence[str]) -> Self:
        """The table for a parent's and a field's lists of values."""
        allowed = np.full((len(parent_values), len(values)), rules.open)
        for row, name in enumerate(parent_values):
            if name in rules.children:
                allowed[row] = np.isin(values, rules.children[name])
        return cls(rules, allowed)

    def pruned(self, probabilities: Probabilities, parent: Probabilities) -> Probabilities:
        """0 for what the parent's likeliest value excludes; the rest keep their own calibrated probability.

        They are not scaled up to sum to 1: that the parent may be wrong is part of the doubt about the child. Where a
        row of `parent` is all 0, nothing of it is left, and so nothing here.

        Args:
            probabilities: of this field, shape (texts, values).
            parent: of the parent, pruned itself, shape (texts, the parent's values).
        """
        kept = self.allowed[parent.argmax(axis=1)] & (parent.max(axis=1) > 0)[:, None]
        return np.where(kept, probabilities, 0.0)


Tree = Mapping[str, Branch]
"""Field → its branch; fields without a parent are not in it."""


def pruned_fields(probabilities: Mapping[str, Probabilities], tree: Tree) -> dict[str, Probabilities]:
    """All fields' probabilities, each pruned by its parent's after that was pruned by its own."""
    pruned = dict(probabilities)
    for field in parents_first(tuple(probabilities), {name: branch.rules.parent for name, branch in tree.items()}):
        if field in tree:
            pruned[field] = tree[field].pruned(pruned[field], pruned[tree[field].rules.parent])
    return pruned


def parents_first(fields: Sequence[str], parents: Mapping[str, str]) -> Iterator[str]:
    """The fields in an order in which each comes after its parent.

    Raises ValueError, naming one of them, where fields are each other's parents.
    """
    waiting, done = list(fields), set[str]()
    while waiting:
        ready = [name for name in waiting if parents.get(name) not in waiting]
        if not ready:
            raise ValueError(waiting[0])
        yield from ready
        done.update(ready)
        waiting = [name for name in waiting if name not in done]
