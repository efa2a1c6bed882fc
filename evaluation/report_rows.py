"""Report rows: the tables of a report, as text, for every way of showing them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from firstline.datasets.language import UNDETERMINED
from firstline.evaluation.calibration_error import FEW, CalibrationScores
from firstline.evaluation.classification import ClassificationScores, ClassScore
from firstline.evaluation.estimate import Estimate, shares, wilson
from firstline.evaluation.first_assignment import RoutingComparison, RoutingPart
from firstline.evaluation.language_name import language_name
from firstline.evaluation.mistake import Mistake
from firstline.evaluation.out_of_scope_metrics import OutOfScopeScores
from firstline.evaluation.report import EvaluationReport, FieldReport
from firstline.evaluation.report_name import report_name
from firstline.evaluation.second_request_scores import SecondRequestScores
from firstline.evaluation.slices import SliceScore

_SHOWN_ERROR = 0.0005
_SHOWN_HOP = 0.005
_SUGGESTED = 3
FEW_STRANGERS = 10
"""Resampling fewer of them shows far too little doubt."""

_MISTAKE_COLUMNS = ("value", "taken for", "tickets", "for example")
_RESTRICTED = "restricted: not shown"
_EXAMPLES_NOTE = ", with up to three that it was surest of; restricted tickets are counted and never shown."


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A title, a note that says how to read it, column names, and rows; the first column is a name.

    Where it `ends_in_lines`, the last column holds lines of prose.
    """

    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    ends_in_lines: bool = False

    def turned(self) -> ReportTable:
        """Rows as columns: for few rows of many figures."""
        head, *body = zip(self.columns, *self.rows, strict=True)
        return ReportTable(self.title, self.note, head, tuple(body))

    def without(self, column: str) -> ReportTable:
        """All columns but one, which must be there."""
        place = self.columns.index(column)
        head, *body = (row[:place] + row[place + 1 :] for row in (self.columns, *self.rows))
        return ReportTable(
            self.title, self.note, head, tuple(body), self.ends_in_lines and head[-1] == self.columns[-1]
        )


def summary_table(report: EvaluationReport) -> ReportTable:
    """One row a field, the request kind last: the table to look at first."""
    return ReportTable(
        "At a glance",
        "Share of tickets whose value was right, with 95 % intervals. “Most frequent alone” is what always naming the "
        "most frequent value would get. Macro-F1 is the F1 of each value, averaged, so that a rare value counts as "
        "much as a frequent one. The calibration error is how far the stated confidence is from the share that was "
        "right. “Without a person” is the share of tier auto.",
        (
            "field",
            "tickets",
            "right",
            "in first three",
            "macro-F1",
            "most frequent alone",
            "calibration error",
            "without a person",
            "of those, right",
        ),
        tuple(_summary_row(field) for field in report.judged),
    )


def named_summary(report: EvaluationReport) -> ReportTable:
    """The summary with each field's name as people write it."""
    table = summary_table(report)
    return replace(table, rows=tuple((report_name(field), *figures) for field, *figures in table.rows))


def field_tables(field: FieldReport) -> tuple[ReportTable, ...]:
    """All other tables of one field; those without rows are left out."""
    tables = (
        _tiers(field),
        _coverages(field),
        _sets(field),
        _ordinal(field),
        _under_called(field),
        _slices("Languages", field.languages),
        _slices("Channels", field.channels),
        _slices("Brands", field.brands),
        calibration_table(field),
        _confusions(field),
        class_table(field),
    )
    return tuple(table for table in tables if table.rows)


def out_of_scope_table(scores: OutOfScopeScores) -> ReportTable:
    """Whether requests that do not belong here were told apart."""
    score = (scores.auroc, scores.aupr, scores.fpr_at_95)
    told = scores.out_of_scope >= FEW_STRANGERS
    return ReportTable(
        "Out of scope",
        "AUROC and AUPR judge the score, recall and false alarms the flag.",
        ("tickets", "out of scope", "AUROC", "AUPR", "FPR at 95 % recall", "recall", "false alarms"),
        (
            (
                str(scores.n),
                str(scores.out_of_scope),
                *(percent(figure) if told else "too few to tell" for figure in score),
                percent(scores.recall),
                percent(scores.false_alarms),
            ),
        ),
    )


def second_request_table(scores: SecondRequestScores) -> ReportTable:
    """How often two requests in one text were noticed: in training, and on the tickets that were evaluated."""
    return ReportTable(
        "Two requests in one text",
        "Noticed is of the texts that hold two requests; false alarms are of those that hold one. What counts for the "
        "desk is its own mail, where the column second_request says which hold two. In training two tickets about "
        "different things were joined into one mail, without the words that announce a second request: that figure "
        "only serves to compare one training with the next.",
        ("texts", "with two", "noticed", "with one", "false alarms"),
        (
            ("evaluated here", f"{scores.marked:,}", percent(scores.noticed), f"{scores.unmarked:,}",
             percent(scores.false_alarms)),
            ("joined in training", f"{scores.pairs:,}", percent(scores.found), f"{scores.singles:,}",
             percent(scores.flagged)),
        ),
    )  # fmt: skip


def routing_table(routing: RoutingComparison) -> ReportTable:
    """People's first assignments and Firstline's suggestions, on the same tickets, all of them and in parts."""
    gain = routing.comparison.difference
    rows = tuple(
        (plain_part(part.dimension, part.name), part.dimension or "–", f"{part.n:,}", *map(percent, first_shares(part)),
         decimal(part.hops_now, digits=2))
        for part in (whole_part(routing), *several_parts(routing))
    )  # fmt: skip
    left = "".join(
        f" {count:,} more tickets are left out: {why}."
        for count, why in (
            (routing.by_rule, "a rule or a machine assigned them, no person"),
            (routing.without_path, "nothing says through which groups they went"),
        )
        if count
    )
    p_value = routing.comparison.p_value
    as_it_was = "as people assigned them" if routing.by_people else "as they were assigned"
    people = "people" if routing.by_people else "first group"
    return ReportTable(
        "First assignment",
        f"Share of tickets whose first group was the one that resolved them: {as_it_was}, and as Firstline would have. "
        f"The difference is {points(gain)} ({_p_value(p_value)}). Hops a ticket are "
        f"{decimal(routing.hops_now, digits=2)} now; {_avoided(routing.hops_avoided)} if each suggestion had been "
        f"taken, {_avoided(routing.hops_avoided_auto)} if only those of tier auto.{left}",
        ("tickets", "of", "number", *first_names(routing, people), "hops now"),
        rows,
    )


def whole_part(routing: RoutingComparison) -> RoutingPart:
    """All tickets, beside which parts stand."""
    past = routing.intake.people if routing.intake else None
    return RoutingPart("", "all tickets", routing.n, routing.people, routing.firstline, routing.hops_now, past)


def first_names(routing: RoutingComparison, people: str) -> tuple[str, ...]:
    """Whose choice each of `first_shares` is."""
    return (people, *((f"past “{routing.intake.group}”",) if routing.intake else ()), "Firstline")


def first_shares(part: RoutingPart) -> tuple[Estimate, ...]:
    """How many first groups were right: people's, those past the inbox where there is one, and Firstline's."""
    return (part.people, *((part.past_inbox,) if part.past_inbox else ()), part.firstline)


def plain_part(dimension: str, name: str) -> str:
    """A part of the tickets as people call it."""
    if dimension == "language":
        return "unknown" if name == UNDETERMINED else language_name(name)
    return name


def is_nothing(figure: Estimate) -> bool:
    """Whether a figure and its interval are 0 in two digits."""
    return figure.is_defined and max(abs(figure.low), abs(figure.value), abs(figure.high)) < _SHOWN_HOP


def _avoided(figure: Estimate) -> str:
    return "as many" if is_nothing(figure) else f"{decimal(figure, digits=2)} fewer"


def several_parts(routing: RoutingComparison) -> tuple[RoutingPart, ...]:
    """The parts of the dimensions that have more than one."""
    dimensions = [part.dimension for part in routing.parts]
    return tuple(part for part in routing.parts if dimensions.count(part.dimension) > 1)


def points(figure: Estimate) -> str:
    """A difference of shares: `+12.3 points (+4.0 to +20.1)`, or a dash where it is not defined."""
    if not figure.is_defined:
        return "–"
    return f"{100 * figure.value:+.1f} points ({100 * figure.low:+.1f} to {100 * figure.high:+.1f})"


def _p_value(value: float | None) -> str:
    return "no test" if value is None else "McNemar p < 0.001" if value < 0.001 else f"McNemar p = {value:.3f}"


def percent(figure: Estimate) -> str:
    """`93.4 % (92.5–94.2)`, or a dash where it is not defined."""
    if not figure.is_defined:
        return "–"
    return f"{100 * figure.value:.1f} % ({100 * figure.low:.1f}–{100 * figure.high:.1f})"


def whole(figure: Estimate) -> str:
    """`93 % (92–94)`, or a dash where it is not defined: for the few tickets of one value."""
    return shares(figure) if figure.is_defined else "–"


def decimal(figure: Estimate, *, digits: int = 3) -> str:
    """`0.032 (0.021–0.044)`, or a dash where it is not defined; between figures below 0 stands `to`."""
    if not figure.is_defined:
        return "–"
    to = " to " if figure.low < 0 else "–"
    return f"{figure.value:.{digits}f} ({figure.low:.{digits}f}{to}{figure.high:.{digits}f})"


def calibration_error(scores: CalibrationScores) -> str:
    """The error as `decimal`. Of few tickets, or where none was found, only how large it may be: 0.000 looks exact."""
    if not scores.debiased.is_defined:
        return "–"
    if scores.n < FEW:
        return f"too few to tell (up to {scores.debiased.high:.2f})"
    if scores.debiased.value < _SHOWN_ERROR:
        return f"too little to see (at most {scores.debiased.high:.2f})"
    return decimal(scores.debiased)


def _summary_row(field: FieldReport) -> tuple[str, ...]:
    auto, scores = field.tiers[0], field.scores
    return (
        field.field,
        str(scores.n),
        percent(scores.accuracy),
        percent(scores.top3) if names_few(scores) else "–",
        percent(scores.macro_f1),
        "–" if math.isnan(scores.majority) else f"{100 * scores.majority:.1f} %",
        calibration_error(field.calibration),
        percent(auto.share),
        percent(auto.precision),
    )


def names_few(scores: ClassificationScores) -> bool:
    """Whether three suggestions are fewer than the values there are."""
    return len(scores.classes) > _SUGGESTED


def _tiers(field: FieldReport) -> ReportTable:
    rows = [(str(tier.tier), str(tier.n), percent(tier.share), percent(tier.precision)) for tier in field.tiers]
    note = "What the policy decided, and how often that was right"
    if edge := field.best_edge:
        share = wilson(edge.n, sum(tier.n for tier in field.tiers))
        name = f"best, {edge.least:.2f} to {edge.most:.2f}"
        rows.insert([tier.tier for tier in field.tiers].index("best") + 1,
                    (name, str(edge.n), percent(share), percent(edge.precision)))  # fmt: skip
        note += "; under “best” the quarter of it that is nearest to where it begins, by its confidences"
    return ReportTable("Tiers", f"{note}.", ("tier", "tickets", "share", "right"), tuple(rows))


def _coverages(field: FieldReport) -> ReportTable:
    rows = tuple(
        (
            f"{100 * coverage.precision:g} %",
            percent(coverage.share),
            "never" if coverage.threshold is None else f"{coverage.threshold:.3f}",
        )
        for coverage in field.coverages
    )
    note = "Largest share of the surest tickets at that precision, chosen on these tickets: what is possible at best."
    return ReportTable("Coverage", note, ("precision", "share", "confidence from"), rows)


def _sets(field: FieldReport) -> ReportTable:
    rows = tuple(
        (f"{100 * one.asked:g} %", f"{one.n:,}", percent(one.held), decimal(one.size, digits=1), percent(one.alone))
        for one in field.sets
    )
    note = (
        "Instead of one value a set of as many as it takes to hold the right one that often (firstline predict "
        "--coverage). The promise holds for tickets like those set aside while learning; here is what became of it."
    )
    return ReportTable(
        "Sets", note, ("asked for", "tickets", "held the right one", "values in a set", "one value"), rows
    )


def _ordinal(field: FieldReport) -> ReportTable:
    scores = field.ordinal
    columns = ("tickets", "urgent ones under-called", "under-called", "over-called", "mean rank error")
    if scores is None:
        return ReportTable("Order", "", columns, ())
    shares = (scores.under_called_top, scores.under_called, scores.over_called)
    row = (str(scores.n), *(percent(share) for share in shares), decimal(scores.mean_rank_error))
    return ReportTable(
        "Order", "Mistakes by their direction; the first share is of the highest value alone.", columns, (row,)
    )


def _slices(title: str, slices: Sequence[SliceScore]) -> ReportTable:
    rows = tuple(
        (part.name, str(part.n), percent(part.accuracy), percent(part.auto_share), percent(part.auto_precision))
        for part in slices
    )
    columns = (title.lower().removesuffix("s"), "tickets", "right", "auto", "right of auto")
    if not any(part.auto_precision.is_defined for part in slices):
        note = "Each by itself; no ticket was automated."
        return ReportTable(title, note, columns[:3], tuple(row[:3] for row in rows))
    return ReportTable(title, "The same for each part of the tickets.", columns, rows)


def calibration_table(field: FieldReport) -> ReportTable:
    scores = field.calibration
    rows = tuple((f"{part.confidence:.3f}", str(part.n), percent(part.accuracy)) for part in scores.bins)
    note = (
        f"What was promised against what was kept, in bins of like size. Expected error {decimal(scores.ece)}, "
        f"without the part that chance makes {calibration_error(scores)}, Brier score {decimal(scores.brier)}, "
        f"log-loss {decimal(scores.log_loss)}."
    )
    return ReportTable("Calibration", note, ("mean confidence", "tickets", "accuracy"), rows)


def _confusions(field: FieldReport) -> ReportTable:
    note = f"The most frequent mistakes{_EXAMPLES_NOTE}"
    return ReportTable(
        "Confusions", note, _MISTAKE_COLUMNS, tuple(map(_mistake_row, field.mistakes)), ends_in_lines=True
    )


def _under_called(field: FieldReport) -> ReportTable:
    note = f"Tickets of the highest value that were given a lower one: they would have waited{_EXAMPLES_NOTE}"
    return ReportTable(
        "Under-called", note, _MISTAKE_COLUMNS, tuple(map(_mistake_row, field.under_called)), ends_in_lines=True
    )


def _mistake_row(mistake: Mistake) -> tuple[str, ...]:
    lines = "\n".join(f"{example.id} {example.subject}".strip() for example in mistake.examples)
    return (mistake.truth, mistake.predicted, str(mistake.count), lines or _RESTRICTED)


def class_table(field: FieldReport) -> ReportTable:
    ordered = sorted(field.scores.classes, key=lambda score: (-score.support, score.value))
    return ReportTable(
        "Values",
        "Recognised (recall) is of the tickets that have the value; right (precision) is of those that were given it.",
        ("value", "tickets", "recognised", "given", "right"),
        tuple(_class_row(score) for score in ordered),
    )


def _class_row(score: ClassScore) -> tuple[str, ...]:
    return (score.value, str(score.support), whole(score.recall), str(score.predicted), whole(score.precision))
