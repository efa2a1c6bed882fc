"""The evaluation of a bundle on tickets whose answers are known."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Protocol

import numpy as np

from firstline.datasets.errors import InputError
from firstline.datasets.language import detect_language
from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.datasets.timestamp import parse_timestamp
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.calibration_error import calibration_scores
from firstline.evaluation.classification import classification_scores
from firstline.evaluation.labelled_field import LabelledField, labelled_field
from firstline.evaluation.ordinal import OrdinalScores, ordinal_scores
from firstline.evaluation.out_of_scope_metrics import OutOfScopeScores, out_of_scope_scores
from firstline.evaluation.report import EvaluationReport, FieldReport
from firstline.evaluation.selective import coverages, risk_coverage
from firstline.evaluation.slices import slice_scores
from firstline.evaluation.tier_scores import tier_scores
from firstline.models.encoder import Encoder, Progress, Vectors
from firstline.models.manifest import Manifest, texts_fingerprint
from firstline.models.prediction import Prediction

OUT_OF_SCOPE_COLUMN = "out_of_scope"

_FEW = 100
_YES, _NO = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0"})


class OrderedHead(Protocol):
    """What an evaluation needs of a field: its values from low to high, none where they have no order."""

    @property
    def order(self) -> tuple[str, ...]: ...


class TriageModel(Protocol):
    """What an evaluation needs of a bundle."""

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def encoder(self) -> Encoder: ...
    @property
    def manifest(self) -> Manifest: ...
    @property
    def heads(self) -> Mapping[str, OrderedHead]: ...
    @property
    def fields(self) -> tuple[str, ...]: ...
    def values(self, field: str) -> tuple[str, ...]: ...
    def predict(
        self, texts: Sequence[str], vectors: Vectors, *, fields: Collection[str] | None = None
    ) -> list[Prediction]: ...


def evaluate(
    bundle: TriageModel,
    tickets: Sequence[Ticket],
    *,
    trained_on_these: bool = False,
    bootstrap: Bootstrap | None = None,
    progress: Progress | None = None,
) -> EvaluationReport:
    """Score every field of `bundle` for which a ticket carries a value; a field with an order gets ordinal scores too.

    Args:
        trained_on_these: the caller knows that the bundle was trained on these tickets. It is found out without that
            when they are the same texts in the same order.
        progress: called with (texts encoded, texts in all).

    Raises:
        InputError: no ticket carries a value of any field of the bundle.
    """
    bootstrap = bootstrap or Bootstrap()
    texts = [request_text(ticket) for ticket in tickets]
    fields = [field for field in bundle.fields if any(ticket.label(field) is not None for ticket in tickets)]
    if not fields:
        raise InputError(
            f"none of the {len(tickets)} tickets has a value of a field of this bundle ({', '.join(bundle.fields)}): "
            "give tickets with known answers, or map their columns with --map theirs=ours"
        )
    predictions = bundle.predict(texts, bundle.encoder.encode(texts, progress=progress), fields=fields)
    languages = [ticket.language or detect_language(text) for ticket, text in zip(tickets, texts, strict=True)]
    labelled = [labelled_field(field, bundle.values(field), tickets, predictions) for field in fields]
    same = trained_on_these or texts_fingerprint(texts) == bundle.manifest.data.texts_fingerprint
    reports = tuple(
        _field_report(part, bundle.heads[part.field].order, tickets, languages, bootstrap) for part in labelled
    )
    return EvaluationReport(
        bundle=bundle.name,
        version=bundle.version,
        tickets=len(tickets),
        resamples=bootstrap.resamples,
        seed=bootstrap.seed,
        fields=reports,
        out_of_scope=_out_of_scope(tickets, predictions, bootstrap),
        warnings=(
            *_known_already(bundle.manifest, tickets, same=same),
            *_warnings(bundle, reports),
        ),
    )


def _field_report(
    labelled: LabelledField,
    order: Sequence[str],
    tickets: Sequence[Ticket],
    languages: Sequence[str],
    bootstrap: Bootstrap,
) -> FieldReport:
    correct, confidence, tiers = labelled.correct, labelled.confidence, labelled.tiers
    channels = [tickets[row].channel or "unknown" for row in labelled.rows]
    return FieldReport(
        field=labelled.field,
        scores=classification_scores(
            labelled.truth,
            labelled.predicted,
            in_top3=labelled.in_top3,
            values=labelled.values,
            bootstrap=bootstrap,
        ),
        calibration=calibration_scores(confidence, correct, bootstrap=bootstrap),
        coverages=coverages(confidence, correct, bootstrap=bootstrap),
        curve=risk_coverage(confidence, correct),
        tiers=tier_scores(tiers, correct),
        languages=slice_scores([languages[row] for row in labelled.rows], correct, tiers, bootstrap=bootstrap),
        channels=slice_scores(channels, correct, tiers, bootstrap=bootstrap),
        ordinal=_ordinal(labelled, order, bootstrap),
        without_label=len(tickets) - len(labelled.rows) - labelled.machine_labels,
        machine_labels=labelled.machine_labels,
        unseen=labelled.unseen,
    )


def _ordinal(labelled: LabelledField, order: Sequence[str], bootstrap: Bootstrap) -> OrdinalScores | None:
    """Ordinal scores of the tickets whose true and predicted values both have a rank."""
    if len(order) < 2:
        return None
    rank_of = {value: rank for rank, value in enumerate(order)}
    ranks = np.array([rank_of.get(value, -1) for value in labelled.values], dtype=np.int64)
    truth, predicted = ranks[labelled.truth], ranks[labelled.predicted]
    ranked = (truth >= 0) & (predicted >= 0)
    if not ranked.any():
        return None
    return ordinal_scores(truth[ranked], predicted[ranked], highest=len(order) - 1, bootstrap=bootstrap)


def _out_of_scope(
    tickets: Sequence[Ticket], predictions: Sequence[Prediction], bootstrap: Bootstrap
) -> OutOfScopeScores | None:
    """Scores of the tickets whose extra column `out_of_scope` says yes or no."""
    marks = [(ticket.label(OUT_OF_SCOPE_COLUMN) or "").casefold() for ticket in tickets]
    rows = [i for i, mark in enumerate(marks) if mark in _YES | _NO]
    if not rows:
        return None
    return out_of_scope_scores(
        np.array([marks[row] in _YES for row in rows], dtype=np.bool_),
        np.array([predictions[row].out_of_scope.score for row in rows], dtype=np.float64),
        np.array([predictions[row].out_of_scope.flag for row in rows], dtype=np.bool_),
        bootstrap=bootstrap,
    )


def _known_already(manifest: Manifest, tickets: Sequence[Ticket], *, same: bool) -> Iterator[str]:
    """What the manifest tells of tickets that the bundle may have been trained on."""
    if same:
        yield "the bundle was trained on these very tickets: every figure is too good; evaluate on later ones"
        return
    if manifest.data.last_created_at is None:
        return
    last = parse_timestamp(manifest.data.last_created_at)
    early = sum(ticket.created_at is not None and ticket.created_at <= last for ticket in tickets)
    if early:
        yield (
            f"{early} of {len(tickets)} tickets are from before {last.date()}, when the bundle's training tickets end: "
            "if they were among those, their figures are too good"
        )


def _warnings(bundle: TriageModel, reports: Sequence[FieldReport]) -> list[str]:
    found = []
    for report in reports:
        n, unseen = report.scores.n, sum(report.unseen.values())
        if n < _FEW:
            found.append(f"{report.field}: only {n} tickets have a value, so the intervals are wide")
        if unseen:
            names = ", ".join(sorted(report.unseen)[:5]) + (", …" if len(report.unseen) > 5 else "")
            found.append(f"{report.field}: {unseen} tickets have values the bundle does not know ({names}): all wrong")
        if report.machine_labels:
            found.append(f"{report.field}: {report.machine_labels} values were set by a machine alone and are left out")
    missing = [field for field in bundle.fields if field not in {report.field for report in reports}]
    if missing:
        found.append(f"no ticket has a value of {', '.join(missing)}: not evaluated")
    return found
