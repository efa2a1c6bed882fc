"""The assessment of a desk: a model of its older tickets, judged on its later ones, beside its own people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypedDict

import numpy as np

from firstline.datasets.article import Article
from firstline.datasets.closed_list import ClosedList
from firstline.datasets.config import Config
from firstline.datasets.errors import InputError
from firstline.datasets.language import detect_language
from firstline.datasets.lost_letters import ticket_has_lost_letters
from firstline.datasets.redaction import redact
from firstline.datasets.request_text import request_text
from firstline.datasets.split import Places, Split, time_split
from firstline.datasets.ticket import TARGET_FIELDS, Ticket
from firstline.evaluation.article_coverage import ArticleCoverage, article_coverage
from firstline.evaluation.assessed_export import AssessedExport, without_strangers
from firstline.evaluation.assessment import AssessedTickets, Assessment, Judged
from firstline.evaluation.assessment_headline import main_field
from firstline.evaluation.auto_outlook import AutoOutlook, auto_outlook
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.evaluate import TriageModel, evaluate
from firstline.evaluation.first_assignment import GROUP_FIELD, intake_group
from firstline.evaluation.growth import Growth, growth
from firstline.evaluation.hops import hop_scores, named_groups, path
from firstline.evaluation.label_quality import LabelQuality, label_quality
from firstline.evaluation.lost_text import LostText, lost_text
from firstline.evaluation.repeats import repeat_shares
from firstline.evaluation.report import EvaluationReport
from firstline.evaluation.said_again import said_again
from firstline.evaluation.savings import Costs, savings
from firstline.evaluation.second_message import SecondMessageScores, second_message_scores, text_after_second
from firstline.evaluation.settled_path import history_doubts, settled_paths
from firstline.evaluation.text_leak import text_leaks
from firstline.evaluation.theme import Theme, biggest_themes
from firstline.evaluation.told_before import ToldBefore, nearly_repeat, told_before
from firstline.evaluation.urgent import FIELD as PRIORITY
from firstline.evaluation.urgent import UrgentScores, urgent_scores
from firstline.evaluation.value_shift import ValueShift, value_shift
from firstline.models.encoder import Encoder, Progress, Vectors
from firstline.models.prediction import Prediction

FEWEST_TICKETS = 60
_LATER = 0.2
_FEWEST_OF_A_VALUE = 2
_QUALITY_SAMPLE = 20_000

Train = Callable[[Sequence[Ticket], Sequence[str]], tuple[TriageModel, Encoder]]
"""Tickets and the fields to learn, to a model and its encoder, which may remember what it has read."""


@dataclass(frozen=True, slots=True)
class Assessor:
    """How an export is assessed. Of the older tickets the newest `most_trained` teach, of the later ones `most_judged`,
    evenly spread, are judged: encoding them is what takes time. `encoder` is the name of what `train` uses."""

    train: Train
    encoder: str = ""
    config: Config = field(default_factory=Config)
    costs: Costs = field(default_factory=Costs)
    articles: Sequence[Article] = ()
    most_trained: int = 4_000
    most_judged: int = 1_500
    bootstrap: Bootstrap = field(default_factory=Bootstrap)
    progress: Progress | None = None

    def assess(self, export: AssessedExport, *, desk: str, made_at: datetime | None = None) -> Assessment:
        """All that the export allows to say; what it does not allow is left empty, and never an error."""
        export = without_strangers(export)
        tickets = settled(export.tickets, self.config)
        texts = [request_text(ticket) for ticket in tickets]
        fields = _fields(tickets, self.config)
        found = _Found()
        judged, reason = None, _why_no_model(texts, fields)
        if reason is None:
            try:
                judged = self._judge(tickets, texts, fields, found)
            except InputError as error:
                reason = str(error)
        report, again = found.get("evaluation"), said_again(tickets)
        own = ["" if told else text for text, told in zip(texts, again, strict=True)]
        some = slice(max(0, len(tickets) - _QUALITY_SAMPLE), None)
        return Assessment(
            desk=desk,
            source=_source(export, tickets, texts),
            hops=hop_scores(tickets, bootstrap=self.bootstrap),
            repeats=repeat_shares(tickets, texts, again),
            leaks=text_leaks(tickets[some], texts[some], fields),
            labels=_labels(tickets, own, fields, config=self.config, report=report),
            articles_given=len(self.articles),
            no_model=reason,
            judged=judged,
            with_messages=sum(bool(ticket.messages) for ticket in tickets),
            authors_told=_authors_told(tickets),
            savings=savings(report.routing, self.costs) if report else None,
            columns=export.columns,
            left_out=export.unused(fields),
            doubts=tuple(
                redact(doubt, ("email",))
                for doubt in (*export.doubts, *history_doubts(_renamed(export.tickets, self.config)))
            ),
            made_at=made_at,
            **found,
        )

    def _judge(self, tickets: Sequence[Ticket], texts: Sequence[str], fields: Sequence[str], found: _Found) -> Judged:
        split = time_split(tickets, holdout=_LATER, texts=texts)
        older, later = self._sampled(split, tickets, fields)
        taught = [tickets[row] for row in older]
        model, encoder = self.train(taught, fields)
        asked, said = [tickets[row] for row in later], [texts[row] for row in later]
        vectors = encoder.encode(said, progress=self.progress)
        predictions = model.predict(said, vectors)
        report = evaluate(
            model, asked, bootstrap=self.bootstrap, vectors=vectors, intake=intake_group(list(map(path, tickets)))
        )
        if PRIORITY in model.fields:
            found["urgent"] = urgent_scores(asked, predictions, model.heads[PRIORITY].order)
        found["evaluation"] = report
        main = main_field(report.fields).field
        right = [_is_right(ticket, one, main) for ticket, one in zip(asked, predictions, strict=True)]
        found["told_before"] = told_before(nearly_repeat(said, [texts[row] for row in older]), right)
        found["lost"] = lost_text(
            sum(map(ticket_has_lost_letters, tickets)), [*map(ticket_has_lost_letters, asked)], right
        )
        found["shift"] = value_shift(main, taught, asked)
        self._search(model, encoder, asked, said, vectors, found=found)
        found["second_message"] = self._second(model, encoder, asked, predictions)
        found["growth"] = tuple(one for f in report.fields if (one := growth(f.field, f.learning)))
        landing = {GROUP_FIELD: report.routing.inbox if report.routing else None}
        outlooks = (auto_outlook(model, f.field, taught, inbox=landing.get(f.field)) for f in report.fields)
        found["automation"] = tuple(outlook for outlook in outlooks if outlook)
        return Judged(
            older=len(split.training),
            trained=len(older),
            later=len(split.holdout),
            judged=len(later),
            kind=split.kind,
            cut_at=split.cut_at,
            encoder=self.encoder,
        )

    def _sampled(self, split: Split, tickets: Sequence[Ticket], fields: Sequence[str]) -> tuple[Places, Places]:
        """Tickets with a label only: the newest of the older ones, and evenly spread ones of the later."""
        older, later = (
            np.array([row for row in rows if any(tickets[row].label(field) for field in fields)], dtype=np.intp)
            for rows in (split.training, split.holdout)
        )
        stamps = [moment.timestamp() if (moment := tickets[row].created_at) else 0.0 for row in older]
        newest = np.argsort(np.asarray(stamps), kind="stable")[-self.most_trained :]
        if len(older) > self.most_trained and split.kind == "random":
            newest = np.random.default_rng(self.bootstrap.seed).permutation(len(older))[: self.most_trained]
        spread = np.linspace(0, len(later) - 1, min(self.most_judged, len(later))).round().astype(np.intp)
        if not len(later) or not len(older):
            raise InputError("too few labelled tickets to teach with some and judge on others")
        return older[np.sort(newest)], later[np.unique(spread)]

    def _search(
        self,
        model: TriageModel,
        encoder: Encoder,
        tickets: Sequence[Ticket],
        texts: Sequence[str],
        vectors: Vectors,
        *,
        found: _Found,
    ) -> None:
        rows = tuple(
            row for row, text in enumerate(texts) if text.strip() and not ticket_has_lost_letters(tickets[row])
        )
        answers = article_coverage(model, encoder, tickets, texts, vectors, articles=self.articles)
        if answers:
            found["coverage"], rows = answers
        found["themes"] = biggest_themes(
            tickets,
            texts,
            vectors,
            rows=rows,
            languages=[detect_language(text) for text in texts],
            seed=self.bootstrap.seed,
        )

    def _second(
        self, model: TriageModel, encoder: Encoder, tickets: Sequence[Ticket], at_arrival: Sequence[Prediction]
    ) -> tuple[SecondMessageScores, ...]:
        longer = [(row, text) for row, ticket in enumerate(tickets) if (text := text_after_second(ticket))]
        if not longer:
            return ()
        texts = [text for _, text in longer]
        after = model.predict(texts, encoder.encode(texts))
        same = [at_arrival[row] for row, _ in longer]
        return second_message_scores([tickets[row] for row, _ in longer], same, after, bootstrap=self.bootstrap)


class _Found(TypedDict, total=False):
    """What needs a model."""

    evaluation: EvaluationReport
    urgent: UrgentScores | None
    coverage: ArticleCoverage
    themes: tuple[Theme, ...]
    second_message: tuple[SecondMessageScores, ...]
    growth: tuple[Growth, ...]
    automation: tuple[AutoOutlook, ...]
    told_before: ToldBefore
    lost: LostText | None
    shift: ValueShift | None


def _authors_told(tickets: Sequence[Ticket]) -> bool:
    """Whether conversations say of each message who wrote it: customers and agents both did."""
    authors = {message.author for ticket in tickets for message in ticket.messages}
    return {"customer", "agent"} <= authors


def _is_right(ticket: Ticket, said: Prediction, field: str) -> bool | None:
    """None where the ticket has no value to compare with."""
    label = ticket.label(field)
    return None if label is None else said.fields[field].value == label


def settled(tickets: Sequence[Ticket], config: Config) -> list[Ticket]:
    """The tickets with the values that count: renamed as configured, and the last group where no other is named."""
    return [
        ticket.model_copy(update={"skill_group": ticket.group_history[-1]})
        if before.skill_group is None and ticket.group_history
        else ticket
        for before, ticket in zip(tickets, settled_paths(_renamed(tickets, config)), strict=True)
    ]


def _renamed(tickets: Sequence[Ticket], config: Config) -> list[Ticket]:
    lists = {name: ClosedList(name, config.field(name)) for name in config.fields}
    rename = config.field(GROUP_FIELD).rename
    found = []
    for ticket in tickets:
        changed: dict[str, object] = {
            name: rules.resolve(value)
            for name, rules in lists.items()
            if not rules.config.multiple and (value := ticket.label(name)) and rules.resolve(value) != value
        }
        groups = tuple(rename.get(group, group) for group in named_groups(ticket))
        if groups != ticket.group_history:
            changed["group_history"] = groups
        found.append(ticket.model_copy(update=changed) if changed else ticket)
    return found


def _fields(tickets: Sequence[Ticket], config: Config) -> tuple[str, ...]:
    """Those to learn: at least two values that two tickets have."""
    wanted = dict.fromkeys((*config.training.fields, *TARGET_FIELDS))
    return tuple(
        name
        for name in wanted
        if len({label for ticket in tickets if (label := ticket.label(name))}) >= _FEWEST_OF_A_VALUE
    )


def _why_no_model(texts: Sequence[str], fields: Sequence[str]) -> str | None:
    with_text = sum(bool(text.strip()) for text in texts)
    if not with_text:
        return "the tickets have no text"
    if with_text < FEWEST_TICKETS:
        have = "ticket has" if with_text == 1 else "tickets have"
        return f"only {with_text} {have} a text; at least {FEWEST_TICKETS} are wanted"
    if not fields:
        return "nothing to learn: no category, priority or group has two values"
    return None


def _source(export: AssessedExport, tickets: Sequence[Ticket], texts: Sequence[str]) -> AssessedTickets:
    times = [ticket.created_at for ticket in tickets if ticket.created_at]
    return AssessedTickets(
        tickets=len(tickets),
        rejected=len(export.rejected),
        events=export.events,
        undated=len(tickets) - len(times),
        without_text=sum(not text.strip() for text in texts),
        first=min(times, default=None),
        last=max(times, default=None),
        files=(export.file,) if export.file else (),
        rows=export.events or export.rows,
        order_note=export.order_note,
        notes=export.notes,
    )


def _labels(
    tickets: Sequence[Ticket],
    texts: Sequence[str],
    fields: Sequence[str],
    *,
    config: Config,
    report: EvaluationReport | None,
) -> tuple[LabelQuality, ...]:
    scores = {field.field: field.scores for field in report.fields} if report else {}
    return tuple(label_quality(name, tickets, texts, config=config, scores=scores.get(name)) for name in fields)
