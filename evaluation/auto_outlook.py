"""The auto outlook: how many values of a field need no person yet, what keeps the others, and how far away they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from firstline.datasets.ticket import Ticket
from firstline.evaluation.auto_evidence import (
    AutoReach,
    MissingLabels,
    auto_reach,
    cases_with_wrong,
    missing_labels,
    named_missing,
)
from firstline.evaluation.counted import counted
from firstline.evaluation.evaluate import TriageModel


@dataclass(frozen=True, slots=True)
class AutoOutlook:
    """Of one field, from tickets that were held out while learning. `missing` are the values that are not automatic
    only because too few tickets judge them, the nearest first; `labelled` tickets taught the field."""

    field: str
    reach: AutoReach
    missing: tuple[MissingLabels, ...]
    labelled: int = 0

    @property
    def near(self) -> tuple[MissingLabels, ...]:
        """Those that as many tickets again would do for: what lies beyond that, no such count can promise."""
        return tuple(one for one in self.missing if one.labels <= self.labelled)


def auto_outlook(
    model: TriageModel, field: str, taught: Sequence[Ticket], *, inbox: str | None = None
) -> AutoOutlook | None:
    """None where training held nothing out; `taught` are the tickets that the model learned from.

    Args:
        inbox: a group where tickets only land: that it might be named without a person is nothing to look forward to.
    """
    evidence = model.evidence.get(field)
    if evidence is None or not len(evidence):
        return None
    values, policy = model.values(field), model.policies[field]
    labels = Counter(label for ticket in taught if (label := ticket.label(field)))
    missing = tuple(one for one in missing_labels(values, evidence, policy, labels=labels) if one.value != inbox)
    return AutoOutlook(field, auto_reach(values, evidence, policy), missing, labels.total())


def why_nothing(outlook: AutoOutlook) -> str:
    """Why no ticket may go without a person: arithmetic, or answers that were wrong too often."""
    reach = outlook.reach
    target = f"{100 * reach.target:g} %"
    if reach.automatic:
        return (
            f"{reach.automatic} of {reach.values} values were proven, on tickets set aside while learning, to be right "
            f"for {target}, but no ticket here was sure enough of one."
        )
    need = (
        f"To be certain of {target} takes {reach.needed:,} tickets of one language, set aside while learning, that "
        "were given the same value, every one of them rightly"
    )
    if reach.best is None or reach.is_too_few:
        return f"{need}; the most of any value are {reach.most:,}. These are too few to prove it, however good the " \
               "model is."  # fmt: skip
    best = reach.best
    if best.right == best.count < reach.needed:
        return f"{need}; the best value was right for {best.right:,} of {best.count:,}: none wrong, and too few."
    wrong = best.count - best.right
    more = f"; with {wrong:,} wrong it takes {cases_with_wrong(wrong, reach.target):,}"
    return f"{need}{more}. The best value was right for {best.right:,} of {best.count:,}."


def briefly_nothing(outlook: AutoOutlook) -> str:
    """The same in a line or two, for those who forward it."""
    reach, best = outlook.reach, outlook.reach.best
    if reach.automatic:
        return why_nothing(outlook)
    few = best is None or reach.is_too_few or best.right == best.count
    why = "too few tickets of any one value" if few else "no value was right often enough"
    near = f" The nearest, with how many more labelled tickets: {named_missing(outlook.near)}." if outlook.near else ""
    return f"Nothing is proven yet: {why}. Until then a person confirms each.{near}"


def what_it_takes(outlook: AutoOutlook) -> str:
    """How many more labelled tickets would let which values go without a person; empty where no number would."""
    near, far = outlook.near, len(outlook.missing) - len(outlook.near)
    if not outlook.missing:
        return ""
    if not near:
        nearest = outlook.missing[0]
        return (
            f"No value is near to being set without a person: the nearest, {nearest.value}, would take more than twice "
            f"the {outlook.labelled:,} labelled tickets that taught."
        )
    beyond = f"; {counted(far, 'other value')} would need more than twice the tickets that taught" if far else ""
    return (
        "About this many more labelled tickets, like those there are, would let these be set without a person: "
        f"{named_missing(near)}{beyond}."
    )
