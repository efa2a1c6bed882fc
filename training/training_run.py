"""The training run: a table of tickets to a bundle on disk."""

import functools
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firstline.datasets.closed_list import ClosedList
from firstline.datasets.config import Config
from firstline.datasets.errors import InputError
from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import TARGET_FIELDS, Ticket
from firstline.models.bundle import centre_vectors
from firstline.models.bundle_writer import BundleParts, check_output, write_bundle
from firstline.models.embedding_cache import CachedEncoder, EmbeddingCache
from firstline.models.encoder import Progress, Vectors
from firstline.models.lexical_view import LexicalView
from firstline.models.manifest import DataSummary, texts_fingerprint
from firstline.models.onnx_encoder import OnnxEncoder
from firstline.models.out_of_scope import OutOfScopeDetector
from firstline.training.encoder_cache import default_cache_folder
from firstline.training.encoder_choice import choose_encoder
from firstline.training.encoder_source import resolve_encoder
from firstline.training.evidence import FittedHead
from firstline.training.head_fit import Views, fit_head
from firstline.training.held_out import HeldOutPlan, held_out_plan
from firstline.training.out_of_scope_fit import fit_detector
from firstline.training.threshold_fit import fit_policy

_RARE_TERMS_FROM = 20_000
_MAX_WEIGHTS = 40_000_000
_NO_TEXT = "no ticket's text holds a word after cleaning; map the text's column with --map theirs=body"

Say = Callable[[str], None]
"""Called with one line for people."""


@dataclass(frozen=True, slots=True)
class TrainingResult:
    """What a run made: the bundle's version, the encoder's name and each field's held-out metrics."""

    version: str
    encoder: str
    metrics: Mapping[str, Mapping[str, Any]]


def train_bundle(
    tickets: Sequence[Ticket],
    output: Path,
    *,
    config: Config,
    fields: Sequence[str] = (),
    encoder: str | None = None,
    say: Say = lambda _: None,
    progress: Progress | None = None,
) -> TrainingResult:
    """Train every field's head on the tickets and write the bundle.

    `fields` default to the configuration's, or to those of category, priority and skill_group that are there;
    `encoder` (auto, e5, minilm, hf:ID, path:DIR) to the configuration's.

    Raises InputError when nothing can be learned, EncoderError when the encoder cannot be had.
    """
    check_output(output)
    labels = _labels(tickets, config, fields)
    seed = config.training.seed
    texts = [request_text(ticket) for ticket in tickets]
    if not any(text.strip() for text in texts):
        raise InputError(_NO_TEXT)
    plan = held_out_plan(texts, [ticket.created_at for ticket in tickets], seed=seed)
    name, folder, vectors = _encoded(
        encoder or config.training.encoder, texts, labels, plan, seed=seed, say=say, progress=progress
    )
    say(f"encoder: {name}; held out: {plan.description}")
    centre = vectors.mean(axis=0)
    lexical = _lexical_view(texts, labels)
    if not lexical.blocks["words"].columns:
        raise InputError(_NO_TEXT)
    views = Views(centre_vectors(vectors, centre), lexical.transform(texts))
    fitted = {}
    for field, column in labels.items():
        fitted[field] = _fitted_head(column, ClosedList(field, config.field(field)), views, plan, seed=seed)
        say(_summary(field, fitted[field]))
    parts = BundleParts(
        encoder_folder=folder,
        centre=centre,
        lexical=lexical,
        heads={field: result.head for field, result in fitted.items()},
        policies={field: _policy(result) for field, result in fitted.items()},
        detector=_detector(fitted, vectors, plan),
        data=_data_summary(tickets, texts, labels, plan),
        metrics={field: result.metrics for field, result in fitted.items()},
        seed=seed,
    )
    return TrainingResult(version=write_bundle(parts, output), encoder=name, metrics=parts.metrics)


def _fitted_head(
    column: Sequence[str | None], rules: ClosedList, views: Views, plan: HeldOutPlan, *, seed: int
) -> FittedHead:
    values = sorted({label for label in column if label is not None})
    order = [value for value in rules.order(values) if value in values]
    return fit_head(column, views, plan, values=values, order=order, seed=seed)


def _labels(tickets: Sequence[Ticket], config: Config, fields: Sequence[str]) -> dict[str, tuple[str | None, ...]]:
    """Each field's labels by row; what a machine set and no person confirmed is no evidence and counts as missing."""
    wanted = tuple(dict.fromkeys(fields or config.training.fields))
    labels = {}
    for field in wanted or TARGET_FIELDS:
        listed = ClosedList(field, config.field(field)).labels(tickets).labels
        kept = tuple(
            None if ticket.set_by.get(field) == "machine" else label
            for ticket, label in zip(tickets, listed, strict=True)
        )
        if any(label is not None for label in kept):
            labels[field] = kept
        elif wanted:
            raise InputError(
                f"no ticket has a usable {field}: the column is missing, empty or machine-set; "
                f"map it with --map theirs={field}, or name another --field"
            )
    if not labels:
        raise InputError(
            f"none of {', '.join(TARGET_FIELDS)} is in the tickets; map a column with --map theirs=category, "
            "or name the column with --field"
        )
    return labels


def _encoded(
    wanted: str,
    texts: Sequence[str],
    labels: Mapping[str, Sequence[str | None]],
    plan: HeldOutPlan,
    *,
    seed: int,
    say: Say,
    progress: Progress | None,
) -> tuple[str, Path, Vectors]:
    cache = EmbeddingCache(default_cache_folder() / "embeddings")

    verified = functools.cache(resolve_encoder)  # hashes 130 MB: once for each encoder is enough

    def encode_with(name: str, some: Sequence[str]) -> Vectors:
        say(f"encoding {len(some):,} texts with {name}")
        return CachedEncoder(OnnxEncoder(verified(name), verify=False), cache).encode(some, progress=progress)

    name = wanted
    if wanted == "auto":
        richest = max(labels.values(), key=lambda column: len(set(column)))
        name = choose_encoder(texts, richest, plan, encode_with=encode_with, seed=seed)
    return name, verified(name), encode_with(name, texts)


def _lexical_view(texts: Sequence[str], labels: Mapping[str, Sequence[str | None]]) -> LexicalView:
    """As many terms as keep a head's weights under 80 MB on disk."""
    most_values = max(len(set(column)) for column in labels.values())
    max_terms = max(5_000, min(150_000, _MAX_WEIGHTS // (2 * most_values)))
    return LexicalView.fit(texts, max_terms=max_terms, min_documents=2 if len(texts) >= _RARE_TERMS_FROM else 1)


def _policy(result: FittedHead) -> Any:
    return fit_policy(result.head.values, result.probabilities, result.targets)


def _detector(fitted: Mapping[str, FittedHead], vectors: Vectors, plan: HeldOutPlan) -> OutOfScopeDetector | None:
    """On the field with the most values: what fits none of many is the clearest stranger."""
    field = max(fitted, key=lambda name: len(fitted[name].head.values))
    return fit_detector(field, fitted[field], vectors, plan)


def _data_summary(
    tickets: Sequence[Ticket],
    texts: Sequence[str],
    labels: Mapping[str, Sequence[str | None]],
    plan: HeldOutPlan,
) -> DataSummary:
    digest = hashlib.sha256()
    for row, text in enumerate(texts):
        digest.update(json.dumps([text, *(column[row] for column in labels.values())]).encode())
    times = sorted(ticket.created_at for ticket in tickets if ticket.created_at is not None)
    return DataSummary(
        fingerprint=digest.hexdigest(),
        texts_fingerprint=texts_fingerprint(texts),
        tickets=len(tickets),
        first_created_at=times[0].isoformat() if times else None,
        last_created_at=times[-1].isoformat() if times else None,
        held_out=plan.description,
        labels={field: sum(label is not None for label in column) for field, column in labels.items()},
    )


def _summary(field: str, result: FittedHead) -> str:
    metrics, count = result.metrics, len(result.head.values)
    if not metrics["held_out"]:
        return f"{field}: {count} value{'s' if count > 1 else ''}, nothing to judge it by: never auto"
    return (
        f"{field}: {count} values; on {metrics['held_out']:,} held-out tickets {metrics['accuracy']:.1%} right, "
        f"{metrics['top3']:.1%} among the first three (words alone {metrics['accuracy_lexical']:.1%}, "
        f"vectors alone {metrics['accuracy_vector']:.1%})"
    )
