"""The tree fit: from the configuration, or from what was seen together, to each field's branch."""

from collections.abc import Mapping, Sequence

import numpy as np

from firstline.datasets.closed_list import ClosedList, observed_children
from firstline.datasets.config import Config
from firstline.datasets.errors import ConfigError
from firstline.models.category_tree import Branch, BranchRules, Tree, parents_first, pruned_fields
from firstline.models.field_head import Probabilities
from firstline.training.evidence import FittedHead


def branch_rules(labels: Mapping[str, Sequence[str | None]], config: Config) -> dict[str, BranchRules]:
    """The rules of every field whose `parent` is trained too; `labels` are all fields' by row.

    With `children` configured, a value of the parent that they do not name leaves nothing. Without, a value leaves what
    was seen with it, and one that was seen with nothing leaves all.

    Raises ConfigError where fields are each other's parents.
    """
    rules = {}
    for field, column in labels.items():
        settings = config.field(field)
        if settings.parent is None or settings.parent not in labels:
            continue
        listed = ClosedList(field, settings)
        if settings.children:
            parents = sorted({value for value in labels[settings.parent] if value is not None})
            children = {value: sorted(listed.allowed_under(value) or ()) for value in parents}
        else:
            seen = observed_children(labels[settings.parent], column)
            children = {value: sorted(seen[value]) for value in sorted(seen)}
        stored = {value: tuple(names) for value, names in children.items()}
        rules[field] = BranchRules(parent=settings.parent, children=stored, open=not settings.children)
    try:
        tuple(parents_first(tuple(labels), {field: rule.parent for field, rule in rules.items()}))
    except ValueError as error:
        raise ConfigError(f"fields.{error}.parent: leads back to {error}; a field cannot be above itself") from None
    return rules


def fit_tree(rules: Mapping[str, BranchRules], fitted: Mapping[str, FittedHead]) -> Tree:
    """The rules as tables over the values that the heads know."""
    return {
        field: Branch.of(rule, parent_values=fitted[rule.parent].head.values, values=fitted[field].head.values)
        for field, rule in rules.items()
    }


def served_probabilities(fitted: Mapping[str, FittedHead], tree: Tree) -> dict[str, Probabilities]:
    """What will be served of each field's held-out rows: pruned by what held-out models say of the parent.

    A row of which no held-out model says anything of the parent keeps all its values: nothing is known to exclude any.
    """
    rows = max((int(fit.judged.max()) + 1 for fit in fitted.values() if len(fit.judged)), default=0)
    everywhere = {field: np.zeros((rows, len(fit.head.values))) for field, fit in fitted.items()}
    judged = {field: np.isin(np.arange(rows), fit.judged) for field, fit in fitted.items()}
    for field, fit in fitted.items():
        everywhere[field][fit.judged] = fit.probabilities
    pruned = pruned_fields(everywhere, tree)
    found = {}
    for field, fit in fitted.items():
        known, above = np.ones(len(fit.judged), dtype=bool), field
        while above in tree:
            above = tree[above].rules.parent
            known &= judged[above][fit.judged]
        found[field] = np.where(known[:, None], pruned[field][fit.judged], fit.probabilities)
    return found
