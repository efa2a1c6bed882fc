"""The evaluation of a bundle on tickets whose answers are known."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol, TypedDict

import numpy as np

from firstline.datasets.article import Article
from firstline.datasets.closed_list import with_counted_labels
from firstline.datasets.config import FieldConfig
from firstline.datasets.errors import InputError
from firstline.datasets.language import detect_language
from firstline.datasets.mail_headers import sent_by_software
from firstline.datasets.request_kind import REQUEST_KIND
from firstline.datasets.request_text import request_text
from firstline.datasets.scope_mark import marked_out_of_scope
from firstline.datasets.ticket import Ticket
from firstline.evaluation.automation import Automation, automation
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.calibration_error import calibration_scores
from firstline.evaluation.classification import classification_scores
from firstline.evaluation.counted import counted
from firstline.evaluation.first_assignment import GROUP_FIELD, RoutingComparison, compare_routing
from firstline.evaluation.labelled_field import LabelledField, labelled_field
from firstline.evaluation.learning_curve import learning_points
from firstline.evaluation.mistake import Mistake, worst_mistakes
from firstline.evaluation.ordinal import OrdinalScores, ordinal_scores
from firstline.evaluation.out_of_scope_metrics import OutOfScopeScores, out_of_scope_scores
from firstline.evaluation.report import EvaluationReport, FieldReport
from firstline.evaluation.report_name import report_name, report_title
from firstline.evaluation.report_origin import report_origin
from firstline.evaluation.scope_distribution import ScopeDistribution, scope_distribution
from firstline.evaluation.search_scores import SearchScores, article_scores, duplicate_scores
from firstline.evaluation.second_request_scores import second_request_scores
from firstline.evaluation.seen_tickets import seen_in_training
from firstline.evaluation.selective import coverages, risk_coverage
from firstline.evaluation.set_scores import SetScores, set_scores
from firstline.evaluation.slices import slice_scores
from firstline.evaluation.tier_scores import best_edge, tier_scores
from firstline.evaluation.tier_threshold import tier_thresholds
from firstline.models.encoder import Encoder, Progress, Vectors
from firstline.models.field_evidence import FieldEvidence
from firstline.models.language_offsets import LanguageOffsets
from firstline.models.manifest import Manifest
from firstline.models.policy import FieldPolicy
from firstline.models.prediction import Prediction
from firstline.models.second_request import SecondRequestCalibration

_FEW = 100


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
    def desk(self) -> str: ...
    @property
    def encoder(self) -> Encoder: ...
    @property
    def offsets(self) -> LanguageOffsets: ...
    @property
    def manifest(self) -> Manifest: ...
    @property
    def heads(self) -> Mapping[str, OrderedHead]: ...
    @property
    def policies(self) -> Mapping[str, FieldPolicy]: ...
    @property
    def evidence(self) -> Mapping[str, FieldEvidence]: ...
    @property
    def centre(self) -> Vectors: ...
    @property
    def fields(self) -> tuple[str, ...]: ...
    @property
    def second_requests(self) -> SecondRequestCalibration | None: ...
    def values(self, field: str) -> tuple[str, ...]: ...
    def listed(self, field: str) -> FieldConfig: ...
    def predict(
        self, texts: Sequence[str], vectors: Vectors, *, fields: Collection[str] | None = None, alternatives: int = ...
    ) -> list[Prediction]: ...


def evaluate(
    bundle: TriageModel,
    tickets: Sequence[Ticket],
    *,
    articles: Sequence[Article] = (),
    history: Sequence[Ticket] = (),
    bootstrap: Bootstrap | None = None,
    progress: Progress | None = None,
    vectors: Vectors | None = None,
    intake: str | None = None,
    desk: str = "",
) -> EvaluationReport:
    """Score every field of `bundle` for which a ticket has a value, and the request kind where no header decides it.

    Args:
        articles: the knowledge base; with it, tickets with `article_ids` score the article search.
        history: earlier tickets: the duplicate search is scored among them too, and they teach the article search.
        progress: called with (texts encoded, texts in all), from the start again for each of the three.
        vectors: (tickets, dimension), the encoder's of all request texts, where they are known already.
        intake: the group that is the desk's inbox, where more tickets than these have shown it.
        desk: the desk's name, where it is not the one that the bundle knows.

    Raises InputError when no ticket carries a value of any field of the bundle.
    """
    bootstrap = bootstrap or Bootstrap()
    tickets = with_counted_labels(tickets, {field: bundle.listed(field) for field in bundle.fields})
    texts = [request_text(ticket) for ticket in tickets]
    fields = _known_fields(bundle, tickets)
    vectors = bundle.encoder.encode(texts, progress=progress) if vectors is None else vectors
    predictions = bundle.predict(texts, vectors, fields=fields)
    languages = [ticket.language or detect_language(text) for ticket, text in zip(tickets, texts, strict=True)]
    judge = _judge(bundle, tickets, texts, vectors, fields=fields, bootstrap=bootstrap)
    reports = tuple(judge(field, tickets, predictions, languages=languages) for field in fields)
    kind = _kind_report(judge, tickets, predictions, languages)
    searched = partial(_searches, articles=articles, history=history, bootstrap=bootstrap, progress=progress)
    return EvaluationReport(
        bundle=bundle.name,
        version=bundle.version,
        tickets=len(tickets),
        resamples=bootstrap.resamples,
        seed=bootstrap.seed,
        fields=reports,
        **_scope(tickets, predictions, bootstrap),
        search=searched(bundle, tickets, texts, vectors),
        **_told(bundle, tickets, texts, (*reports, kind) if kind else reports),
        request_kind=kind,
        second_requests=second_request_scores(bundle.second_requests, tickets, predictions),
        routing=_routing(tickets, predictions, languages, bootstrap, intake=intake),
        origin=report_origin(desk or bundle.desk, tickets, bundle.manifest.data),
    )


def _judge(
    bundle: TriageModel,
    tickets: Sequence[Ticket],
    texts: Sequence[str],
    vectors: Vectors,
    *,
    fields: Sequence[str],
    bootstrap: Bootstrap,
) -> Callable[..., FieldReport]:
    """The report of one field at a time; the sets of all are scored at once, for that takes predictions of its own."""
    sets = set_scores(bundle, tickets, texts, vectors, fields=fields, bootstrap=bootstrap)
    return partial(_field_report, bundle, bootstrap=bootstrap, sets=sets)


def _searches(
    bundle: TriageModel,
    tickets: Sequence[Ticket],
    texts: Sequence[str],
    vectors: Vectors,
    *,
    articles: Sequence[Article],
    history: Sequence[Ticket],
    bootstrap: Bootstrap,
    progress: Progress | None,
) -> tuple[SearchScores, ...]:
    asked = (bundle, tickets, texts, vectors)
    found = (
        article_scores(*asked, articles=articles, history=history, bootstrap=bootstrap, progress=progress),
        duplicate_scores(*asked, history=history, bootstrap=bootstrap, progress=progress),
    )
    return tuple(scores for scores in found if scores is not None)


def _known_fields(bundle: TriageModel, tickets: Sequence[Ticket]) -> list[str]:
    fields = [field for field in bundle.fields if any(ticket.label(field) is not None for ticket in tickets)]
    if not fields:
        raise InputError(
            f"none of the {len(tickets)} tickets has a value of a field of this bundle ({', '.join(bundle.fields)}): "
            "give tickets with known answers, or map their columns with --map theirs=ours"
        )
    return fields


def _field_report(
    bundle: TriageModel,
    field: str,
    tickets: Sequence[Ticket],
    predictions: Sequence[Prediction],
    *,
    languages: Sequence[str],
    bootstrap: Bootstrap,
    sets: Mapping[str, tuple[SetScores, ...]],
) -> FieldReport:
    labelled = labelled_field(field, bundle.values(field), tickets, predictions)
    order = bundle.heads[field].order
    correct, confidence, tiers = labelled.correct, labelled.confidence, labelled.tiers
    channels = [tickets[row].channel or "unknown" for row in labelled.rows]
    brands = [tickets[row].brand or "unknown" for row in labelled.rows]
    return FieldReport(
        field=field,
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
        thresholds=tier_thresholds(bundle.policies[field]),
        mistakes=worst_mistakes(labelled, tickets),
        under_called=_under_called(labelled, order, tickets),
        languages=slice_scores([languages[row] for row in labelled.rows], correct, tiers, bootstrap=bootstrap),
        channels=slice_scores(channels, correct, tiers, bootstrap=bootstrap),
        ordinal=_ordinal(labelled, order, bootstrap),
        without_label=len(tickets) - len(labelled.rows) - labelled.machine_labels,
        machine_labels=labelled.machine_labels,
        unseen=labelled.unseen,
        learning=learning_points(bundle.manifest.metrics.get(field, {})),
        brands=slice_scores(brands, correct, tiers, bootstrap=bootstrap) if len(set(brands)) > 1 else (),
        automation=_automation(bundle, field),
        best_edge=best_edge(tiers, confidence, correct),
        sets=sets.get(field, ()),
    )


def _kind_report(
    judge: Callable[..., FieldReport],
    tickets: Sequence[Ticket],
    predictions: Sequence[Prediction],
    languages: Sequence[str],
) -> FieldReport | None:
    """The request kind as a field; a header that says it before any text is read is no merit of the model."""
    judged = [
        (ticket, replace(prediction, fields={REQUEST_KIND: prediction.request_kind}), language)
        for ticket, prediction, language in zip(tickets, predictions, languages, strict=True)
        if prediction.request_kind is not None and not sent_by_software(ticket.mail_headers)
    ]
    if not any(ticket.label(REQUEST_KIND) is not None for ticket, _, _ in judged):
        return None
    some, said, spoken = map(list, zip(*judged, strict=True))
    return judge(REQUEST_KIND, some, said, languages=spoken)


def _automation(bundle: TriageModel, field: str) -> Automation | None:
    """What the tickets that training held out allow; it does not depend on those that are evaluated."""
    evidence = bundle.evidence.get(field)
    return automation(bundle.values(field), evidence, bundle.policies[field]) if evidence is not None else None


def _routing(
    tickets: Sequence[Ticket],
    predictions: Sequence[Prediction],
    languages: Sequence[str],
    bootstrap: Bootstrap,
    *,
    intake: str | None,
) -> RoutingComparison | None:
    if any(GROUP_FIELD not in prediction.fields for prediction in predictions):
        return None
    slices = {
        "channel": [ticket.channel or "unknown" for ticket in tickets],
        "language": list(languages),
        "brand": [ticket.brand or "unknown" for ticket in tickets],
    }
    answers = [prediction.fields[GROUP_FIELD] for prediction in predictions]
    return compare_routing(tickets, answers, slices=slices, bootstrap=bootstrap, intake=intake)


def _under_called(labelled: LabelledField, order: Sequence[str], tickets: Sequence[Ticket]) -> tuple[Mistake, ...]:
    """Mistakes that gave tickets of the highest value a lower one."""
    if len(order) < 2:
        return ()
    named = np.asarray(labelled.values, dtype=np.str_)
    lower = np.isin(named[labelled.predicted], order[:-1])
    return worst_mistakes(labelled, tickets, among=(named[labelled.truth] == order[-1]) & lower)


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


class _Scope(TypedDict):
    out_of_scope: OutOfScopeScores | None
    scope: ScopeDistribution


def _scope(tickets: Sequence[Ticket], predictions: Sequence[Prediction], bootstrap: Bootstrap) -> _Scope:
    """All out-of-scope scores, and how good they are on tickets whose extra column `out_of_scope` says yes or no.

    A desk that only ever says yes marks its exceptions: the other tickets are taken to belong here.
    """
    marks = [marked_out_of_scope(ticket) for ticket in tickets]
    stranger = np.array([mark is True for mark in marks], dtype=np.bool_)
    ours = np.array([mark is False for mark in marks], dtype=np.bool_)
    marked = stranger | ours if ours.any() or not stranger.any() else np.ones(len(marks), dtype=np.bool_)
    score = np.array([prediction.out_of_scope.score for prediction in predictions], dtype=np.float64)
    flag = np.array([prediction.out_of_scope.flag for prediction in predictions], dtype=np.bool_)
    return {
        "out_of_scope": out_of_scope_scores(stranger[marked], score[marked], flag[marked], bootstrap=bootstrap)
        if marked.any()
        else None,
        "scope": scope_distribution(score, flag, marked=marked, stranger=stranger),
    }


class _Told(TypedDict):
    seen: str
    warnings: tuple[str, ...]
    notes: tuple[str, ...]


def _told(
    bundle: TriageModel, tickets: Sequence[Ticket], texts: Sequence[str], reports: Sequence[FieldReport]
) -> _Told:
    known = seen_in_training(bundle.manifest, tickets, texts)
    warnings, notes = (*known.warnings, *_warnings(reports)), tuple(_notes(bundle, reports))
    return {"seen": known.seen, "warnings": warnings, "notes": notes}


def _warnings(reports: Sequence[FieldReport]) -> list[str]:
    """What makes a figure worse than the model is."""
    found = []
    for report in reports:
        if unseen := sum(report.unseen.values()):
            names = ", ".join(sorted(report.unseen)[:5]) + (", …" if len(report.unseen) > 5 else "")
            what = counted(unseen, "ticket", verb="has a value/have values")
            found.append(f"{report_title(report.field)}: {what} that the bundle does not know ({names}): all wrong")
    return found


def _notes(bundle: TriageModel, reports: Sequence[FieldReport]) -> Iterator[str]:
    """What was left out, and of what there is little."""
    for report in reports:
        if report.scores.n < _FEW:
            few = counted(report.scores.n, "ticket", verb="has/have")
            yield f"{report_title(report.field)}: only {few} a value, so the intervals are wide"
        if report.machine_labels:
            yield _machine_note(report)
    missing = [field for field in bundle.fields if field not in {report.field for report in reports}]
    if missing:
        yield f"No ticket has a value of {', '.join(map(report_name, missing))}: not evaluated"


def _machine_note(report: FieldReport) -> str:
    count, name = report.machine_labels, report_name(report.field)
    judged = "It is" if count == 1 else "They are"
    return (
        f"{report_title(report.field)}: of {counted(count, 'ticket')} the {name} was set by software and no person "
        f"confirmed it, so nobody knows whether it is right. {judged} in no figure on the {name}; all others count."
    )
