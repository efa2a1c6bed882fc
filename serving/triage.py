"""Triage: from a ticket to all that is said of it, with one encode."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from firstline.datasets.clean import CLEAN_LIMIT
from firstline.datasets.language import detect_language
from firstline.datasets.request_text import request_text
from firstline.datasets.substance import word_count
from firstline.datasets.ticket import Ticket
from firstline.kb_index.ticket_index import TicketIndex
from firstline.models.bundle import SHOWN_ALTERNATIVES, Bundle
from firstline.models.encoder import Encoder, Vectors
from firstline.models.prediction import Prediction
from firstline.serving.article_answer import ArticleAnswer
from firstline.serving.clock import now, stamp
from firstline.serving.decision_store import Decision, DecisionStore
from firstline.serving.duplicate_answer import DuplicateAnswer
from firstline.serving.explanation import Explainer
from firstline.serving.fault_list import invalid_request
from firstline.serving.field_answer import GROUP_FIELD, FieldAnswer, current_value, field_answer
from firstline.serving.lookup import ArticleWish, Lookup, preferred_language
from firstline.serving.metrics import Metrics
from firstline.serving.problems import Fault
from firstline.serving.stage_clock import StageClock
from firstline.serving.triage_answer import ModelAnswer, TriageAnswer, WarningAnswer, record_of
from firstline.serving.triage_request import TriageOptions

_FEWEST_WORDS = 2
# `cut_text` goes back this far to end at a blank.
_CUT_AT_A_BLANK = 200


@dataclass(frozen=True, slots=True)
class _Reading:
    """One ticket with what was read and predicted of it. The repr shows no text: it has none of its own."""

    ticket: Ticket
    text: str
    vector: Vectors
    prediction: Prediction
    clock: StageClock

    def __repr__(self) -> str:
        return f"_Reading({self.ticket!r})"


class Triage:
    """Answers for tickets. Thread-safe; one call runs in one thread from the first character to the stored decision.

    Args:
        encoder: the bundle's, as shared by this process.
        lookup: the searches, on the vector that was encoded once.
    """

    def __init__(
        self,
        *,
        bundle: Bundle,
        encoder: Encoder,
        tickets: TicketIndex,
        lookup: Lookup,
        decisions: DecisionStore,
        metrics: Metrics,
    ) -> None:
        self._bundle = bundle
        self._encoder = encoder
        self._tickets = tickets
        self._lookup = lookup
        self._decisions = decisions
        self._metrics = metrics
        self._model: ModelAnswer = {"name": bundle.name, "version": bundle.version, "alias": None}

    def check(self, options: TriageOptions) -> None:
        """Raises ProblemError, 422, for a field that the bundle does not predict."""
        known = ", ".join(self._bundle.fields)
        faults = [
            Fault(f"#/options/fields/{position}", f"no field of this bundle; it has {known}")
            for position, field in enumerate(options.fields or ())
            if field not in self._bundle.fields
        ]
        if faults:
            raise invalid_request(faults)

    def answer(self, tickets: Sequence[Ticket], options: TriageOptions) -> list[TriageAnswer]:
        """One answer a ticket, in order. Unless it is a dry run, each is a stored decision when this returns."""
        answers, decisions = [], []
        for reading in self._read(tickets, options):
            answer = self._answer(reading, options)
            answers.append(answer)
            decisions.append(_decision(reading, answer))
            self._metrics.triaged(
                answer["fields"], out_of_scope=answer["out_of_scope"]["flag"], stages=answer["timing_ms"]
            )
        if not options.dry_run:
            self._decisions.add(decisions)
        return answers

    def _read(self, tickets: Sequence[Ticket], options: TriageOptions) -> list[_Reading]:
        clock = StageClock()
        with clock.stage("clean"):
            texts = [request_text(ticket) for ticket in tickets]
        with clock.stage("encode"):
            vectors = self._encoder.encode(texts)
        with clock.stage("predict"):
            # Values of excluded groups fall away, and those behind them move up.
            shown = SHOWN_ALTERNATIVES + len(options.exclude_groups)
            predictions = self._bundle.predict(texts, vectors, fields=options.fields, alternatives=shown)
        return [
            _Reading(ticket, text, vector, prediction, clock.share(among=len(tickets)))
            for ticket, text, vector, prediction in zip(tickets, texts, vectors, predictions, strict=True)
        ]

    def _answer(self, reading: _Reading, options: TriageOptions) -> TriageAnswer:
        clock = reading.clock
        fields = _fields(reading, options)
        scope = reading.prediction.out_of_scope
        answer: TriageAnswer = {
            "decision_id": uuid.uuid4().hex,
            "language": reading.ticket.language or detect_language(reading.text),
            "fields": fields,
            "request_kind": None,
            "out_of_scope": {"score": round(float(scope.score), 6), "flag": bool(scope.flag)},
            "duplicates": [],
            "articles": [],
            "replies": [],
            "clarifying_question": None,
            "expected_reply": None,
            "warnings": self._warnings(reading, fields, options),
            "model": self._model,
            "timing_ms": {},
        }
        if "duplicates" in options.include:
            with clock.stage("duplicates"):
                answer["duplicates"] = self._duplicates(reading, options)
        if "articles" in options.include:
            with clock.stage("articles"):
                answer["articles"] = self._articles(reading, options, language=answer["language"])
        if options.explains:
            with clock.stage("explanation"):
                self._explain(reading, fields, options)
        answer["timing_ms"] = clock.as_json()
        return answer

    def _duplicates(self, reading: _Reading, options: TriageOptions) -> list[DuplicateAnswer]:
        return self._lookup.duplicates(
            reading.ticket,
            reading.text,
            reading.vector,
            top_k=options.top_k,
            viewer_groups=options.viewer_groups,
        )

    def _articles(self, reading: _Reading, options: TriageOptions, *, language: str) -> list[ArticleAnswer]:
        ticket = reading.ticket
        preferred = preferred_language(options.locale, language)
        return self._lookup.articles(
            reading.text,
            reading.vector,
            wish=ArticleWish(preferred, ticket.product, ticket.brand, ticket.region),
            top_k=options.top_k,
            viewer_groups=options.viewer_groups,
        )

    def _explain(self, reading: _Reading, fields: Mapping[str, FieldAnswer], options: TriageOptions) -> None:
        explainer = Explainer(
            reading.ticket,
            reading.text,
            reading.vector,
            bundle=self._bundle,
            tickets=self._tickets,
            viewer_groups=options.viewer_groups,
        )
        for name, said in fields.items():
            said["explanation"] = explainer.explain(name, said["value"])

    def _warnings(
        self, reading: _Reading, fields: Mapping[str, FieldAnswer], options: TriageOptions
    ) -> list[WarningAnswer]:
        warnings: list[WarningAnswer] = []
        if word_count(reading.text) < _FEWEST_WORDS:
            detail = "hardly a word is left after cleaning; the answer rests on what is usual at this desk"
            warnings.append({"code": "text_too_short", "detail": detail})
        if len(reading.text) >= CLEAN_LIMIT - _CUT_AT_A_BLANK:
            detail = f"only about the first {CLEAN_LIMIT} characters were read"
            warnings.append({"code": "text_truncated", "detail": detail})
        if options.exclude_groups and GROUP_FIELD in self._bundle.fields:
            unknown = set(options.exclude_groups) - set(self._bundle.values(GROUP_FIELD))
            if unknown:
                detail = f"{len(unknown)} of exclude_groups are no skill group of this bundle"
                warnings.append({"code": "unknown_group", "detail": detail})
        if any(said["value"] is None for said in fields.values()):
            detail = "exclude_groups leaves none of the likely groups"
            warnings.append({"code": "no_group_left", "detail": detail})
        return warnings


def _fields(reading: _Reading, options: TriageOptions) -> dict[str, FieldAnswer]:
    return {
        name: field_answer(
            prediction,
            current=current_value(reading.ticket, name),
            excluded=options.exclude_groups if name == GROUP_FIELD else (),
        )
        for name, prediction in reading.prediction.fields.items()
    }


def _decision(reading: _Reading, answer: TriageAnswer) -> Decision:
    return Decision(
        id=answer["decision_id"],
        ticket_id=reading.ticket.id or None,
        at=stamp(now()),
        text_sha256=sha256(reading.text.encode("utf-8", "replace")).hexdigest(),
        answer=record_of(answer),
    )
