"""The label quality: where a field's values are noise, and no model can learn them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from firstline.datasets.config import Config
from firstline.datasets.label_hygiene import label_hygiene
from firstline.datasets.ticket import Ticket
from firstline.evaluation.classification import ClassificationScores, beside_majority
from firstline.evaluation.estimate import Estimate, wilson

_EXAMPLES = 3
_CONFUSED = 0.4
_FEWEST_CONFUSED = 20
_ERROR = 0.05


@dataclass(frozen=True, slots=True)
class ConfusedPair:
    """Two values of which `share` of their `n` tickets were taken for the other one: perhaps they are one."""

    first: str
    second: str
    n: int
    share: Estimate


@dataclass(frozen=True, slots=True)
class LabelQuality:
    """What looks wrong with one field.

    `small` values have too few tickets for `auto` ever to be proven (`needed` held-out ones, all right). `twins` differ
    only in case, blanks or letters that look alike; `confused` values are mixed up by a model that is surely better
    than always naming the most frequent: a model that is not tells nothing of labels. Of `pairs` of tickets
    with word for word the same text, `disagree` is the share with different values: no model can be right on both.
    """

    field: str
    values: int
    labelled: int
    missing: Estimate
    needed: int
    small: Mapping[str, int]
    twins: tuple[tuple[str, ...], ...]
    confused: tuple[ConfusedPair, ...]
    pairs: int
    disagree: Estimate
    examples: tuple[tuple[str, str], ...]


def label_quality(
    field: str,
    tickets: Sequence[Ticket],
    texts: Sequence[str],
    *,
    config: Config,
    scores: ClassificationScores | None = None,
    target_precision: float = 0.95,
) -> LabelQuality:
    """Look at one field.

    Args:
        texts: of the tickets; empty ones are equal to none.
        scores: those of a model that was judged on later tickets, which show which values are mixed up.
    """
    (report,) = label_hygiene(tickets, (field,), config=config)
    labels = [ticket.label(field) for ticket in tickets]
    counts = Counter(label for label in labels if label)
    needed = math.ceil(math.log(_ERROR) / math.log(target_precision))
    pairs = _equal_texts(texts, labels)
    different = [(a, b) for a, b in pairs if labels[a] != labels[b]]
    shown = [(a, b) for a, b in different if not tickets[a].restricted_to and not tickets[b].restricted_to]
    return LabelQuality(
        field=field,
        values=len(counts),
        labelled=counts.total(),
        missing=wilson(len(labels) - counts.total(), len(labels)),
        needed=needed,
        small={value: count for value, count in counts.most_common() if count < needed},
        twins=(*report.case_twins, *report.look_alike_twins, *((value,) for value in report.stray_spaces)),
        confused=_confused(scores) if scores and beside_majority(scores) == "better" else (),
        pairs=len(pairs),
        disagree=wilson(len(different), len(pairs)),
        examples=tuple((tickets[a].id, tickets[b].id) for a, b in shown[:_EXAMPLES]),
    )


def _equal_texts(texts: Sequence[str], labels: Sequence[str | None]) -> list[tuple[int, int]]:
    """Pairs of neighbours among labelled tickets of one text: a text that came a hundred times is no more than 99."""
    groups: dict[str, list[int]] = {}
    for row, text in enumerate(texts):
        key = " ".join(text.casefold().split())
        if key and labels[row]:
            groups.setdefault(key, []).append(row)
    return [pair for rows in groups.values() for pair in pairwise(rows)]


def _confused(scores: ClassificationScores) -> tuple[ConfusedPair, ...]:
    support = {one.value: one.support for one in scores.classes}
    wrong = {(one.truth, one.predicted): one.count for one in scores.confusions}
    found = []
    for first, second in combinations(sorted(support), 2):
        there, back = wrong.get((first, second), 0), wrong.get((second, first), 0)
        n = support[first] + support[second]
        if there and back and n >= _FEWEST_CONFUSED and there + back >= _CONFUSED * n:
            found.append(ConfusedPair(first, second, n, wilson(there + back, n)))
    return tuple(sorted(found, key=lambda pair: -pair.share.value))
