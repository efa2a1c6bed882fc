"""The training table: a desk's tickets as models learn from them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from firstline.datasets.closed_list import ClosedList, ListedLabels
from firstline.datasets.config import Config
from firstline.datasets.errors import InputError
from firstline.datasets.request_kind import REQUEST_KIND
from firstline.datasets.request_text import request_text
from firstline.datasets.scope_mark import marked_out_of_scope
from firstline.datasets.substance import word_count
from firstline.datasets.ticket import TARGET_FIELDS, Ticket
from firstline.datasets.value_descriptions import Descriptions
from firstline.models.manifest import DataSummary, texts_fingerprint
from firstline.training.described_rows import DescribedRows
from firstline.training.encoded_desk import Labels
from firstline.training.held_out import HeldOutPlan, held_out_plan

_NAMED = 3
NO_TEXT = "no ticket's text holds a word after cleaning; map the text's column with --map theirs=body"


@dataclass(frozen=True, slots=True)
class TrainingTable:
    """The desk's own tickets with their texts and labels, and what is learned beside them.

    `learned_texts` and `learned_labels` are those of the tickets followed by the described rows; `plan` is over all of
    them and judges tickets only. `strangers` are texts of tickets that the desk marked as not its own.
    """

    tickets: Sequence[Ticket]
    texts: Sequence[str]
    labels: Labels
    strangers: Sequence[str]
    learned_texts: Sequence[str]
    learned_labels: Labels
    plan: HeldOutPlan

    @property
    def own(self) -> int:
        """How many of the learned rows, the first ones, the desk was sent; all where there is no ticket."""
        return len(self.texts) or len(self.learned_texts)

    @classmethod
    def of(
        cls,
        tickets: Sequence[Ticket],
        config: Config,
        fields: Sequence[str],
        *,
        descriptions: Descriptions,
        one_fold: bool,
    ) -> TrainingTable:
        """Raises InputError when nothing can be learned from the tickets."""
        own, strangers = _without_strangers(tickets, config, fields)
        labels = usable_labels(own, config, fields, beside=(REQUEST_KIND,), described=descriptions)
        texts = [request_text(ticket) for ticket in own]
        if not descriptions and not any(word_count(text) for text in texts):
            raise InputError(NO_TEXT)
        described = DescribedRows.of(labels, descriptions)
        plan = held_out_plan(texts, [ticket.created_at for ticket in own], seed=config.training.seed, one_fold=one_fold)
        return cls(
            tickets=own,
            texts=texts,
            labels=labels,
            strangers=strangers,
            learned_texts=[*texts, *described.texts],
            learned_labels=described.beside(labels),
            plan=described.learned_in(plan, len(texts)),
        )

    def summary(self) -> DataSummary:
        """What the manifest says of the tickets."""
        digest = hashlib.sha256()
        for row, text in enumerate(self.learned_texts):
            digest.update(json.dumps([text, *(column[row] for column in self.learned_labels.values())]).encode())
        times = sorted(ticket.created_at for ticket in self.tickets if ticket.created_at is not None)
        return DataSummary(
            fingerprint=digest.hexdigest(),
            texts_fingerprint=texts_fingerprint(self.texts),
            tickets=len(self.tickets),
            first_created_at=times[0].isoformat() if times else None,
            last_created_at=times[-1].isoformat() if times else None,
            held_out=self.plan.description,
            labels={field: sum(label is not None for label in column) for field, column in self.labels.items()},
        )


def _without_strangers(
    tickets: Sequence[Ticket], config: Config, fields: Sequence[str]
) -> tuple[Sequence[Ticket], list[str]]:
    """The desk's own tickets, and the texts of those that it marked as not its own: by a value of a field that is
    trained, or in the extra column `out_of_scope`."""
    marks = set(config.training.out_of_scope)
    names = fields or config.training.fields or TARGET_FIELDS
    marked = [
        bool(marked_out_of_scope(ticket)) or any(ticket.label(name) in marks for name in names) for ticket in tickets
    ]
    if missing := marks - {ticket.label(name) for ticket in tickets for name in names}:
        raise InputError(
            f"no ticket has {', '.join(sorted(missing))} as its {' or '.join(names)}; --out-of-scope and "
            "[training] out_of_scope name the value of tickets that came to the wrong place"
        )
    own = [ticket for ticket, strange in zip(tickets, marked, strict=True) if not strange]
    if tickets and not own:
        by = f" ({', '.join(sorted(marks))})" if marks else ""
        raise InputError(f"every ticket is marked as out of scope{by}: nothing is left to learn")
    return own, [request_text(ticket) for ticket, strange in zip(tickets, marked, strict=True) if strange]


def usable_labels(
    tickets: Sequence[Ticket],
    config: Config,
    fields: Sequence[str],
    *,
    beside: Sequence[str] = (),
    described: Collection[str] = (),
) -> dict[str, tuple[str | None, ...]]:
    """Each field's labels by row.

    What a machine set and no person confirmed is no evidence and counts as missing. `fields` default to the
    configuration's, or to those of category, priority and skill_group that are there. Fields `beside` them come along
    where they have labels; those `described` need none.

    Raises InputError when a field that is wanted, or every field, has no label that counts.
    """
    wanted = tuple(dict.fromkeys((*(fields or config.training.fields), *described)))
    labels = {}
    for field in dict.fromkeys((*(wanted or TARGET_FIELDS), *beside)):
        listed = ClosedList(field, config.field(field)).labels(tickets)
        kept = tuple(
            None if ticket.set_by.get(field) == "machine" else label
            for ticket, label in zip(tickets, listed.labels, strict=True)
        )
        if any(label is not None for label in kept) or field in described:
            labels[field] = kept
        elif field in wanted:
            raise InputError(f"no ticket has a usable {field}: {_why_unusable(field, tickets, listed)}")
    if not wanted and not labels.keys() - set(beside):
        raise InputError(
            f"none of {', '.join(TARGET_FIELDS)} is in the tickets; map a column with --map theirs=category, "
            "or name the column with --field"
        )
    return labels


def _why_unusable(field: str, tickets: Sequence[Ticket], listed: ListedLabels) -> str:
    """And what to do about it."""
    if listed.outside:
        found = ", ".join(sorted(listed.outside, key=lambda value: -listed.outside[value])[:_NAMED])
        return f"of its values ({found}) none is among those of [fields.{field}] in the configuration"
    if any(isinstance((ticket.model_extra or {}).get(field), list | tuple) for ticket in tickets):
        return f"it holds lists; write multiple = true under [fields.{field}] in the configuration"
    return f"the column is missing, empty or machine-set; map it with --map theirs={field}, or name another --field"
