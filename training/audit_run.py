"""The audit run: from a table of tickets to what is doubtful about their labels."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from firstline.datasets.closed_list import ClosedList
from firstline.datasets.config import Config
from firstline.datasets.errors import InputError
from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import TARGET_FIELDS, Ticket
from firstline.evaluation.audit_report import AuditReport
from firstline.evaluation.label_audit import AuditedField, audit_labels
from firstline.models.centre import centre_vectors
from firstline.models.embedding_cache import CachedEncoder, EmbeddingCache
from firstline.models.encoder import Progress, Vectors
from firstline.models.lexical_view import LexicalView
from firstline.models.onnx_encoder import OnnxEncoder
from firstline.training.encoded_desk import Say
from firstline.training.encoder_choice import choose_encoder
from firstline.training.encoder_source import resolve_encoder
from firstline.training.fold_probabilities import fold_probabilities
from firstline.training.head_fit import Views
from firstline.training.held_out import held_out_plan

_RARE_TERMS_FROM = 20_000
_CACHE_BYTES = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class _Read:
    """The texts of the tickets and each field's labels by row."""

    texts: list[str]
    labels: dict[str, list[str | None]]


def audit_tickets(
    tickets: Sequence[Ticket],
    *,
    config: Config,
    fields: Sequence[str] = (),
    encoder: str | None = None,
    say: Say = lambda _: None,
    progress: Progress | None = None,
) -> AuditReport:
    """Judge every label by models of the other tickets and report what is doubtful; nothing is kept of the models.

    `fields` default to the configuration's, or to those of category, priority and skill_group that are there; `encoder`
    to the configuration's. What a machine set and no person confirmed is no label.

    Raises InputError when there is nothing to judge, EncoderError when the encoder cannot be had.
    """
    read = _read(tickets, config, fields)
    seed = config.training.seed
    name, vectors = _encoded(encoder or config.training.encoder, tickets, read, seed=seed, say=say, progress=progress)
    centred = centre_vectors(vectors, vectors.mean(axis=0))
    rare = 2 if len(read.texts) >= _RARE_TERMS_FROM else 1
    views = Views(centred, LexicalView.fit(read.texts, min_documents=rare).transform(read.texts))
    audited = {}
    for number, (field, labels) in enumerate(read.labels.items(), 1):
        rows = sum(label is not None for label in labels)
        say(f"{field}: judging {rows:,} labels, each by models of other tickets (field {number} of {len(read.labels)})")
        audited[field] = AuditedField(labels, fold_probabilities(labels, read.texts, views, seed=seed))
    return audit_labels(tickets, read.texts, centred, audited, config=config, encoder=name, seed=seed)


def _read(tickets: Sequence[Ticket], config: Config, fields: Sequence[str]) -> _Read:
    wanted = tuple(dict.fromkeys(fields or config.training.fields))
    labels = {}
    for field in wanted or TARGET_FIELDS:
        listed = ClosedList(field, config.field(field)).labels(tickets).labels
        column = [None if t.set_by.get(field) == "machine" else label for t, label in zip(tickets, listed, strict=True)]
        if any(label is not None for label in column):
            labels[field] = column
        elif field in wanted:
            raise InputError(
                f"no ticket has a usable {field}; map it with --map theirs={field}, or name another --field"
            )
    if not labels:
        raise InputError(
            f"none of {', '.join(TARGET_FIELDS)} is in the tickets; map a column with --map theirs=category, "
            "or name the column with --field"
        )
    texts = [request_text(ticket) for ticket in tickets]
    if not any(text.strip() for text in texts):
        raise InputError("no ticket's text holds a word after cleaning; map the text's column with --map theirs=body")
    return _Read(texts, labels)


def _encoded(
    wanted: str, tickets: Sequence[Ticket], read: _Read, *, seed: int, say: Say, progress: Progress | None
) -> tuple[str, Vectors]:
    """The encoder's name and the vectors of all texts."""
    cache = EmbeddingCache.default()

    def encode_with(name: str, some: Sequence[str]) -> Vectors:
        say(f"encoding {len(some):,} texts with {name}")
        encoder = OnnxEncoder(resolve_encoder(name), verify=False)
        return np.asarray(CachedEncoder(encoder, cache).encode(some, progress=progress), dtype=np.float32)

    name = wanted
    if wanted == "auto":
        plan = held_out_plan(read.texts, [ticket.created_at for ticket in tickets], seed=seed)
        richest = max(read.labels.values(), key=lambda column: len(set(column)))
        name = choose_encoder(read.texts, richest, plan, encode_with=encode_with, seed=seed)
    vectors = encode_with(name, read.texts)
    cache.prune(_CACHE_BYTES)
    return name, vectors
