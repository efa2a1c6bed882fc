"""Triage: from a ticket to all that is said of it, with one encode."""

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha256

from typing_extensions import TypedDict

from firstline.datasets.clean import CLEAN_LIMIT
from firstline.datasets.config import PrivacyConfig
from firstline.datasets.redaction import redact
from firstline.datasets.substance import word_count
from firstline.datasets.ticket import Ticket
from firstline.kb_index.ticket_index import TicketIndex
from firstline.models.bundle import FEWEST_WORDS, Bundle
from firstline.models.category_tree import parents_first
from firstline.models.kind_decision import PRIORITY, KindDecision, kind_decision
from firstline.models.prediction import FieldPrediction
from firstline.serving.audit import is_audited
from firstline.serving.clock import now, stamp
from firstline.serving.decision_store import Decision, DecisionStore
from firstline.serving.desk_list import DeskList
from firstline.serving.desk_lists import CurrentLists, DeskLists
from firstline.serving.explanation import Explainer
from firstline.serving.fault_list import invalid_request
from firstline.serving.field_answer import GROUP_FIELD, FieldAnswer, field_answer, no_value, set_by_a_person
from firstline.serving.kind_answer import kind_answer, kind_warnings, second_request_warning
from firstline.serving.lookup import ArticleWish, Lookup, search_words
from firstline.serving.metrics import Metrics
from firstline.serving.problems import Fault
from firstline.serving.reading import Reader, Reading
from firstline.serving.reply_answer import own_language_first
from firstline.serving.triage_answer import ModelAnswer, TriageAnswer, WarningAnswer, record_of
from firstline.serving.triage_request import TriageOptions

# `cut_text` goes back this far to end at a blank.
_CUT_AT_A_BLANK = 200


class _Limits(TypedDict):
    top_k: int
    viewer_groups: Collection[str]


class Triage:
    """Answers for tickets. Thread-safe; one call runs in one thread from the first character to the stored decision.

    Args:
        reader: encodes each ticket once.
        lookup: the searches, on that vector.
        lists: the desk's closed lists at any moment.
        audit_share: the share of `auto` answers that people decide all the same.
        privacy: whether the asked text is kept with its decision, and what is taken out of it.
    """

    def __init__(
        self,
        *,
        bundle: Bundle,
        reader: Reader,
        tickets: TicketIndex,
        lookup: Lookup,
        decisions: DecisionStore,
        metrics: Metrics,
        lists: CurrentLists,
        audit_share: float,
        privacy: PrivacyConfig,
        alias: str | None = None,
    ) -> None:
        self._bundle = bundle
        self._reader = reader
        self._tickets = tickets
        self._lookup = lookup
        self._decisions = decisions
        self._metrics = metrics
        self._lists = lists
        self._audit_share = audit_share
        self._privacy = privacy
        self._parents = {name: parent for name in bundle.fields if (parent := bundle.parent(name)) is not None}
        self._model: ModelAnswer = {"name": bundle.name, "version": bundle.version, "alias": alias}

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
        answers, decisions, lists = [], [], self._lists.now()
        for reading in self._reader.read(tickets, options, lists):
            answer = self._answer(reading, options, lists)
            answers.append(answer)
            decisions.append(self._decision(reading, answer))
            self._metrics.triaged(
                answer["fields"], out_of_scope=answer["out_of_scope"]["flag"], stages=answer["timing_ms"]
            )
        if not options.dry_run:
            self._decisions.add(decisions)
        return answers

    def _decision(self, reading: Reading, answer: TriageAnswer) -> Decision:
        return Decision(
            id=answer["decision_id"],
            ticket_id=reading.ticket.id or None,
            at=stamp(now()),
            text_sha256=_text_sha256(reading),
            answer=record_of(answer),
            restricted_to=reading.ticket.restricted_to,
            asked_text=redact(reading.text, self._privacy.redact) if self._privacy.keep_asked_text else None,
        )

    def _answer(self, reading: Reading, options: TriageOptions, lists: DeskLists) -> TriageAnswer:
        clock = reading.clock
        kind = kind_decision(reading.ticket, reading.prediction)
        fields = self._fields(reading, options, kind, lists)
        self._audit(reading, fields)
        found = reading.prediction.out_of_scope
        scope = found if kind is None else kind.placed(found)
        answer: TriageAnswer = {
            "decision_id": uuid.uuid4().hex,
            "language": reading.language,
            "fields": fields,
            "request_kind": kind_answer(kind),
            "out_of_scope": {"score": round(float(scope.score), 6), "flag": bool(scope.flag)},
            "duplicates": [],
            "articles": [],
            "replies": [],
            "clarifying_question": None,
            "expected_reply": None,
            "warnings": [
                *self._warnings(reading, fields, options, lists),
                *_kind_warnings(reading, fields, kind, lists),
            ],
            "model": self._model,
            "timing_ms": {},
        }
        if search_words(reading.text):
            self._find(reading, answer, options, asks=not (kind and kind.asks_nothing))
        if options.explains:
            with clock.stage("explanation"):
                self._explain(reading, fields, options, lists)
        answer["timing_ms"] = clock.as_json()
        return answer

    def _fields(
        self, reading: Reading, options: TriageOptions, kind: KindDecision | None, lists: DeskLists
    ) -> dict[str, FieldAnswer]:
        """What is said of each field, parents first: another value above excludes others below."""
        predicted = {name: lists.fields[name].presented(said) for name, said in reading.prediction.fields.items()}
        answers: dict[str, FieldAnswer] = {}
        for name in parents_first(tuple(predicted), self._parents):
            listed = lists.fields[name]
            current = _current_value(reading.ticket, listed, predicted[name])
            parent = self._parents.get(name, "")
            above = answers.get(parent)
            moved = above["value"] if above and above["value"] != _first_name(reading, lists, parent) else None
            excluded = self._excluded(name, moved, lists) if moved else frozenset()
            if above and above["value"]:
                excluded |= listed.excluded_under(above["value"]) & _named(predicted[name])
            if name == GROUP_FIELD:
                excluded |= {listed.current_name(group) for group in options.exclude_groups}
            if name == PRIORITY and kind is not None and kind.has_no_priority:
                answers[name] = no_value(current=current)
                continue
            said = kind.limited(predicted[name]) if kind is not None else predicted[name]
            answer = answers[name] = field_answer(said, current=current, excluded=excluded)
            set_above = above.get("current") if above else None
            if set_above and answer["tier"] == "auto" and answer["value"] in self._excluded(name, set_above, lists):
                answer["tier"], answer["not_auto"] = "best", "current"  # what a person said of the parent
        return {name: answers[name] for name in predicted}

    def _excluded(self, name: str, parent_value: str, lists: DeskLists) -> frozenset[str]:
        """What a value of the parent excludes, both under present names."""
        listed, above = lists.fields[name], lists.fields[self._parents[name]]
        learned = self._bundle.excluded(name, above.learned_name(parent_value))
        return frozenset(map(listed.current_name, learned)) | listed.excluded_under(parent_value)

    def _audit(self, reading: Reading, fields: Mapping[str, FieldAnswer]) -> None:
        """Put a share of what would be `auto` before people; not what a person has set already."""
        for name, said in fields.items():
            if said["tier"] != "auto" or "current" in said:
                continue
            digest = _text_sha256(reading)
            if is_audited(self._audit_share, field=name, ticket_id=reading.ticket.id, text_sha256=digest):
                said["tier"], said["audit"] = "best", True

    def _find(self, reading: Reading, answer: TriageAnswer, options: TriageOptions, *, asks: bool) -> None:
        """Look up what was asked for; articles and replies only where something is asked."""
        clock, ticket, wanted = reading.clock, reading.ticket, set(options.include)
        limits: _Limits = {"top_k": options.top_k, "viewer_groups": options.viewer_groups}
        if reading.earlier is not None and "duplicates" in wanted:
            with clock.stage("duplicates"):
                answer["duplicates"] = self._lookup.duplicates(ticket, reading.earlier, reading.vector, **limits)
        if reading.articles is None or not asks:
            return
        language = reading.articles.language
        wish = ArticleWish(language, brand=ticket.brand, region=ticket.region, filed_under=ticket.product)
        if "articles" in wanted:
            with clock.stage("articles"):
                answer["articles"] = self._lookup.articles(
                    reading.articles, reading.vector, wish=wish, kinds=("article",), **limits
                )
        if reading.earlier is not None and "replies" in wanted:
            with clock.stage("replies"):
                saved = self._lookup.saved_replies(reading.articles, reading.vector, wish=wish, **limits)
                earlier = self._lookup.earlier_answers(
                    ticket, reading.earlier, reading.vector, language=language, **limits
                )
                answer["replies"] = own_language_first([*saved, *earlier])

    def _explain(
        self, reading: Reading, fields: Mapping[str, FieldAnswer], options: TriageOptions, lists: DeskLists
    ) -> None:
        explainer = Explainer(
            reading.ticket,
            reading.text,
            reading.vector,
            bundle=self._bundle,
            tickets=self._tickets,
            encode=self._reader.encode,
            viewer_groups=options.viewer_groups,
            lists=lists,
        )
        for name, said in fields.items():
            said["explanation"] = explainer.explain(name, said["value"])

    def _warnings(
        self, reading: Reading, fields: Mapping[str, FieldAnswer], options: TriageOptions, lists: DeskLists
    ) -> list[WarningAnswer]:
        warnings: list[WarningAnswer] = []
        if word_count(reading.text) < FEWEST_WORDS:
            detail = "hardly a word is left after cleaning; nothing is claimed of it"
            warnings.append({"code": "text_too_short", "detail": detail})
        if len(reading.text) >= CLEAN_LIMIT - _CUT_AT_A_BLANK:
            detail = f"only about the first {CLEAN_LIMIT} characters were read"
            warnings.append({"code": "text_truncated", "detail": detail})
        if reading.is_repaired:
            detail = "typed in another keyboard layout or alphabet; read as it was meant"
            warnings.append({"code": "text_repaired", "detail": detail})
        if options.exclude_groups and GROUP_FIELD in self._bundle.fields:
            groups = lists.fields[GROUP_FIELD]
            unknown = set(map(groups.current_name, options.exclude_groups)) - set(groups.values)
            if unknown:
                detail = f"{len(unknown)} of exclude_groups are no skill group of this bundle"
                warnings.append({"code": "unknown_group", "detail": detail})
        if options.exclude_groups and GROUP_FIELD in fields and fields[GROUP_FIELD]["value"] is None:
            detail = "exclude_groups leaves none of the likely groups"
            warnings.append({"code": "no_group_left", "detail": detail})
        return warnings


def _kind_warnings(
    reading: Reading, fields: Mapping[str, FieldAnswer], kind: KindDecision | None, lists: DeskLists
) -> Iterator[WarningAnswer]:
    yield from kind_warnings(kind, fields)
    second, strange = reading.prediction.second_request, reading.prediction.out_of_scope.flag
    if second is None or strange:
        return
    values = [lists.current_name(second.field, value) for value in second.values]
    yield from second_request_warning(second.field, values, kind)


def _current_value(ticket: Ticket, listed: DeskList, said: FieldPrediction) -> str | None:
    """What a person set already; of several values the predicted one, where it is among them."""
    carried = listed.carried(ticket) if set_by_a_person(ticket, listed.name) else ()
    return said.value if said.value in carried else next(iter(carried), None)


def _first_name(reading: Reading, lists: DeskLists, field: str) -> str:
    """What the bundle itself held likeliest, by which it pruned the field's children, under its present name."""
    return lists.fields[field].current_name(reading.prediction.fields[field].value)


def _named(said: FieldPrediction) -> frozenset[str]:
    return frozenset((said.value, *(candidate.value for candidate in said.alternatives)))


def _text_sha256(reading: Reading) -> str:
    return sha256(reading.text.encode("utf-8", "replace")).hexdigest()
