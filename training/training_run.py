"""The training run: a table of tickets to a bundle on disk."""

import functools
import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from firstline.datasets.background import background_requests
from firstline.datasets.closed_list import ClosedList
from firstline.datasets.config import Config
from firstline.datasets.errors import InputError
from firstline.datasets.request_kind import REQUEST_KIND
from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import TARGET_FIELDS, Ticket
from firstline.models.bundle_writer import BundleParts, check_output, write_bundle
from firstline.models.category_tree import BranchRules
from firstline.models.centre import centre_vectors
from firstline.models.embedding_cache import CachedEncoder, EmbeddingCache
from firstline.models.encoder import Progress, Vectors
from firstline.models.lexical_view import LexicalView
from firstline.models.manifest import DataSummary, texts_fingerprint
from firstline.models.onnx_encoder import OnnxEncoder
from firstline.models.out_of_scope import OutOfScopeDetector
from firstline.models.policy import FieldPolicy
from firstline.models.second_request import SecondRequestCalibration
from firstline.training.auto_evidence import auto_line
from firstline.training.background_fit import Background
from firstline.training.encoder_choice import choose_encoder
from firstline.training.encoder_source import resolve_encoder
from firstline.training.evidence import FittedHead
from firstline.training.excerpt import excerpt
from firstline.training.head_fit import Views, fit_head
from firstline.training.held_out import HeldOutPlan, held_out_plan
from firstline.training.out_of_scope_fit import fit_detector
from firstline.training.second_request_fit import fit_second_request, second_request_field
from firstline.training.threshold_fit import fit_policy
from firstline.training.tree_fit import branch_rules, fit_tree, served_probabilities

_RARE_TERMS_FROM = 20_000
_MAX_WEIGHTS = 40_000_000
_MOST_EXCERPTS = 1_000
_CACHE_BYTES = 2 * 1024**3  # vectors of about 1.4 million texts
_NO_TEXT = "no ticket's text holds a word after cleaning; map the text's column with --map theirs=body"

Labels = Mapping[str, Sequence[str | None]]
"""Field → its label by row, None where it is missing."""

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
    name, folder, vectors, background = _encoded(
        encoder or config.training.encoder, texts, labels, plan, seed=seed, say=say, progress=progress
    )
    say(f"encoder: {name}; held out: {plan.description}")
    centre = vectors.mean(axis=0)
    lexical = _lexical_view(texts, labels)
    if not lexical.blocks["words"].columns:
        raise InputError(_NO_TEXT)
    views = Views(centre_vectors(vectors, centre), lexical.transform(texts))
    rules = branch_rules(labels, config)
    fitted, policies = _fit_fields(labels, config, views, plan, rules, say=say)
    parts = BundleParts(
        encoder_folder=folder,
        centre=centre,
        lexical=lexical,
        heads={field: result.head for field, result in fitted.items()},
        policies=policies,
        detector=_detector(fitted, vectors, plan, lexical, background),
        data=_data_summary(tickets, texts, labels, plan),
        metrics={field: result.metrics for field, result in fitted.items()},
        seed=seed,
        tree=rules,
        lists={field: config.field(field) for field in fitted},
        second_request=_second_request(fitted, labels, tickets, texts, lexical, seed=seed, say=say),
    )
    return TrainingResult(version=write_bundle(parts, output), encoder=name, metrics=parts.metrics)


def _fit_fields(
    labels: Labels,
    config: Config,
    views: Views,
    plan: HeldOutPlan,
    rules: Mapping[str, BranchRules],
    *,
    say: Say,
) -> tuple[dict[str, FittedHead], dict[str, FieldPolicy]]:
    """Each field's head and policy. `say` hears of every field before and after: a large one takes minutes."""
    alone = {}
    for number, (field, column) in enumerate(labels.items(), 1):
        rows = sum(label is not None for label in column)
        say(f"{field}: fitting on {rows:,} tickets (field {number} of {len(labels)})")
        began = time.monotonic()
        listed = ClosedList(field, config.field(field))
        alone[field] = _fitted_head(column, listed, views, plan, seed=config.training.seed)
        say(f"{_summary(field, alone[field])}; {time.monotonic() - began:.1f} s")
    served = served_probabilities(alone, fit_tree(rules, alone))
    fitted, policies = {}, {}
    for field, head in alone.items():
        fitted[field] = head.served(served[field])
        policy = policies[field] = fit_policy(
            head.head.values, served[field], head.targets, never_auto=config.field(field).never_auto
        )
        if field in rules:
            say(f"{field}: only what its {rules[field].parent} leaves; {_summary(field, fitted[field])}")
        if len(head.targets):
            say(f"{field}: {auto_line(head.head.values, served[field], head.targets, policy)}")
    return fitted, policies


def _fitted_head(
    column: Sequence[str | None], rules: ClosedList, views: Views, plan: HeldOutPlan, *, seed: int
) -> FittedHead:
    values = sorted({label for label in column if label is not None})
    order = [value for value in rules.order(values) if value in values]
    return fit_head(column, views, plan, values=values, order=order, seed=seed)


def _labels(tickets: Sequence[Ticket], config: Config, fields: Sequence[str]) -> dict[str, tuple[str | None, ...]]:
    """Each field's labels by row, the request kind's too where there are any.

    What a machine set and no person confirmed is no evidence and counts as missing.
    """
    wanted = tuple(dict.fromkeys(fields or config.training.fields))
    labels = {}
    for field in dict.fromkeys((*(wanted or TARGET_FIELDS), REQUEST_KIND)):
        listed = ClosedList(field, config.field(field)).labels(tickets).labels
        kept = tuple(
            None if ticket.set_by.get(field) == "machine" else label
            for ticket, label in zip(tickets, listed, strict=True)
        )
        if any(label is not None for label in kept):
            labels[field] = kept
        elif field in wanted:
            raise InputError(
                f"no ticket has a usable {field}: the column is missing, empty or machine-set; "
                f"map it with --map theirs={field}, or name another --field"
            )
    if not wanted and not labels.keys() - {REQUEST_KIND}:
        raise InputError(
            f"none of {', '.join(TARGET_FIELDS)} is in the tickets; map a column with --map theirs=category, "
            "or name the column with --field"
        )
    return labels


def _encoded(
    wanted: str,
    texts: Sequence[str],
    labels: Labels,
    plan: HeldOutPlan,
    *,
    seed: int,
    say: Say,
    progress: Progress | None,
) -> tuple[str, Path, Vectors, Background]:
    """The encoder's name and folder, the vectors of the texts, and what the background needs encoded."""
    cache = EmbeddingCache.default()

    verified = functools.cache(resolve_encoder)  # hashes 130 MB: once for each encoder is enough

    def encode_with(name: str, some: Sequence[str]) -> Vectors:
        say(f"encoding {len(some):,} texts with {name}")
        return CachedEncoder(OnnxEncoder(verified(name), verify=False), cache).encode(some, progress=progress)

    name = wanted
    if wanted == "auto":
        richest = max(labels.values(), key=lambda column: len(set(column)))
        name = choose_encoder(texts, richest, plan, encode_with=encode_with, seed=seed)
    vectors = encode_with(name, texts)
    excerpted = np.arange(0, len(texts), -(-len(texts) // _MOST_EXCERPTS))
    requests = background_requests()
    more = [request.text for request in requests] + [excerpt(texts[row]) for row in excerpted.tolist()]
    others, excerpts = np.split(encode_with(name, more), [len(requests)])
    cache.prune(_CACHE_BYTES)
    background = Background(others, [request.industry for request in requests], excerpts, excerpted)
    return name, verified(name), vectors, background


def _lexical_view(texts: Sequence[str], labels: Labels) -> LexicalView:
    """As many terms as keep a head's weights under 80 MB on disk."""
    most_values = max(len(set(column)) for column in labels.values())
    max_terms = max(5_000, min(150_000, _MAX_WEIGHTS // (2 * most_values)))
    return LexicalView.fit(texts, max_terms=max_terms, min_documents=2 if len(texts) >= _RARE_TERMS_FROM else 1)


def _detector(
    fitted: Mapping[str, FittedHead], vectors: Vectors, plan: HeldOutPlan, lexical: LexicalView, background: Background
) -> OutOfScopeDetector | None:
    """On the field with the most values: what fits none of many is the clearest stranger.

    Not on the request kind: a stranger may ask how to, too.
    """
    fields = [name for name in fitted if name != REQUEST_KIND] or list(fitted)
    field = max(fields, key=lambda name: len(fitted[name].head.values))
    head = fitted[field].head
    said = head.lexical_logits(lexical.transform([request.text for request in background_requests()]))
    foreign = head.logits(centre_vectors(background.vectors, vectors.mean(axis=0)), said)
    return fit_detector(field, fitted[field], vectors, plan, background, foreign=foreign)


def _second_request(
    fitted: Mapping[str, FittedHead],
    labels: Labels,
    tickets: Sequence[Ticket],
    texts: Sequence[str],
    lexical: LexicalView,
    *,
    seed: int,
    say: Say,
) -> SecondRequestCalibration | None:
    field = second_request_field({name: fit for name, fit in fitted.items() if name != REQUEST_KIND})
    found = field and fit_second_request(
        field, fitted[field], labels[field], tickets=tickets, texts=texts, view=lexical, seed=seed
    )
    if not found:
        say("two requests in one mail: too little to learn it from, so it is never flagged")
        return None
    say(
        f"two requests in one mail: flagged on {found.found / found.pairs:.0%} of {found.pairs:,} held-out pairs "
        f"joined into one, and on {found.flagged:,} of {found.singles:,} held-out tickets"
    )
    return found


def _data_summary(
    tickets: Sequence[Ticket],
    texts: Sequence[str],
    labels: Labels,
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
