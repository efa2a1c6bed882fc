"""The described rows: values' descriptions as examples to learn from, never to judge by."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from firstline.datasets.plain_kinds import plain_kinds
from firstline.datasets.request_kind import REQUEST_KIND
from firstline.datasets.value_descriptions import Descriptions, spoken_name
from firstline.training.encoded_desk import Labels
from firstline.training.held_out import Fold, HeldOutPlan

_FEW = 20


@dataclass(frozen=True, slots=True)
class DescribedRows:
    """Texts that say what a value means, each with its field and its value."""

    texts: tuple[str, ...]
    fields: tuple[str, ...]
    values: tuple[str, ...]

    @classmethod
    def of(cls, labels: Labels, descriptions: Descriptions) -> DescribedRows:
        """The given descriptions; of a field without any, whose values have 20 examples or fewer on average, the
        values' own names where they are words. Of request kinds that the desk knows, the plain ones too.

        Measured on BANKING77, 5 and 10 examples a value, two draws each, judged on 2,000 further training questions
        (MiniLM, logistic regression): names lift accuracy by 1.9 and 2.3 points with 5 examples, .2 and .8 with 10.
        """
        found: list[tuple[str, str, str]] = []
        for field, column in labels.items():
            given = descriptions.get(field)
            known = [label for label in column if label is not None]
            if given is not None:
                found += [(text, field, value) for value, text in given.items()]
            elif len(values := set(known)) > 1 and len(known) <= _FEW * len(values):
                named = {value: spoken_name(value) for value in sorted(values)}
                if all(named.values()):  # some values with a name and some without would be unfair to the latter
                    found += [(text, field, value) for value, text in named.items()]
        kinds = set(labels.get(REQUEST_KIND, ()))
        plain = ((kind, text) for kind, texts in plain_kinds().items() if kind in kinds for text in texts)
        found += [(text, REQUEST_KIND, kind) for kind, text in plain]
        texts, fields, values_ = zip(*found, strict=True) if found else ((), (), ())
        return cls(tuple(texts), tuple(fields), tuple(values_))

    def __len__(self) -> int:
        return len(self.texts)

    def beside(self, labels: Labels) -> dict[str, tuple[str | None, ...]]:
        """The labels of the tickets, followed by those of these rows."""
        mine = {
            name: tuple(value if field == name else None for field, value in zip(self.fields, self.values, strict=True))
            for name in labels
        }
        return {name: (*column, *mine[name]) for name, column in labels.items()}

    def learned_in(self, plan: HeldOutPlan, rows: int) -> HeldOutPlan:
        """The plan over `rows` tickets followed by these rows, which every fold learns from."""
        mine = np.arange(rows, rows + len(self))
        folds = tuple(Fold(np.concatenate((fold.learn, mine)), fold.judge) for fold in plan.folds)
        return replace(plan, folds=folds)
