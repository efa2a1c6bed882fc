"""The report's figures: a picture, how to read it, what it shows in words, and its numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from firstline.evaluation.chart import HEIGHT, Chart, Point, Series, can_draw
from firstline.evaluation.counted import counted
from firstline.evaluation.estimate import Estimate, wilson
from firstline.evaluation.first_assignment import RoutingComparison
from firstline.evaluation.ranking import RankingScores
from firstline.evaluation.report import FieldReport
from firstline.evaluation.report_rows import (
    ReportTable,
    calibration_table,
    class_table,
    decimal,
    first_names,
    first_shares,
    percent,
    plain_part,
    several_parts,
    whole_part,
)
from firstline.evaluation.scope_distribution import ScopeDistribution
from firstline.evaluation.search_scores import SearchScores
from firstline.evaluation.selective import CurvePoint
from firstline.models.out_of_scope import CAREFUL_FROM, FLAG_FROM

_CLASSES_SHOWN = 16
_LONGEST_NAME = 24
_CURVE_ROWS = 12
"""A longer table would not stand beside its picture on paper."""
_FIRST_SHOWN = 10
_FEWEST_OF_A_PART = 10
_PARTS_SHOWN = 12
_APART = 0.28
_PAST = "; of those past the inbox “{inbox}” the first group after it"
_SERIES: tuple[Series, ...] = ("first", "second", "third")


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """`picture` is SVG, None where the plotting library is not installed; `words` say what it shows, for those who do
    not see it; `table` holds its numbers."""

    title: str
    reading: str
    words: str
    picture: str | None
    table: ReportTable


def field_figures(field: FieldReport) -> tuple[ReportFigure, ...]:
    """Reliability, how many are right of the surest, the learning curve where training measured one, and the values,
    whose table is the longest."""
    learning = [learning_figure(field)] if field.learning else []
    return (_reliability(field), coverage_figure(field), *learning, _values(field))


def scope_figure(scope: ScopeDistribution) -> ReportFigure:
    """How strange the tickets looked: those that belong here, those that do not, those nobody marked."""
    kinds: list[tuple[str, Series, Sequence[int]]] = [
        ("belong here", "first", scope.ours),
        ("not marked", "third" if any(scope.ours) else "first", scope.unmarked),
        ("do not belong here", "second", scope.strangers),
    ]
    there = [(name, series, counts, sum(counts)) for name, series, counts in kinds if sum(counts)]

    def draw() -> Chart:
        chart = Chart("scope", across="out-of-scope score", up="", height=90 + 90 * len(there))
        chart.towers([(f"{name}\n({total})", series, counts) for name, series, counts, total in there], scope.edges)
        chart.upright(CAREFUL_FROM, "unfamiliar from here", row=1)
        chart.upright(FLAG_FROM, "flagged from here")
        return chart

    spans = [f"{100 * low:.0f}–{100 * high:.0f} %" for low, high in zip(scope.edges, scope.edges[1:], strict=False)]
    columns = ("score", *(name for name, *_ in there))
    rows = tuple(
        (span, *(str(counts[number]) for _, _, counts, _ in there))
        for number, span in enumerate(spans)
        if any(counts[number] for _, _, counts, _ in there)
    )
    middles = ", ".join(f"{total} that {_are(name)} score {_median(scope, counts)}" for name, _, counts, total in there)
    return ReportFigure(
        "How strange the tickets looked",
        f"A good score lies left for requests that belong here and right for those that do not. From "
        f"{100 * CAREFUL_FROM:.0f} % on nothing is claimed for sure, from {100 * FLAG_FROM:.0f} % on a request is "
        "flagged. Each row is as high as its own highest bar.",
        f"Out-of-scope scores; in the middle, {middles}.",
        _drawn(draw),
        ReportTable("Scores", "Tickets by their score.", columns, rows),
    )


def search_figure(scores: SearchScores) -> ReportFigure:
    """How often the right one was found, beside what cheap methods find."""
    depths = sorted(scores.ours.recall)
    names = [f"first {depth}" if depth > 1 else "first" for depth in depths]
    methods = dict(zip(["Firstline", *scores.floors], _SERIES, strict=False))
    found = {"Firstline": scores.ours, **scores.floors}

    def draw() -> Chart:
        chart = Chart(f"search-{scores.kind}", across="found among the", up="share of the requests")
        chart.named_places(names)
        for number, (name, series) in enumerate(methods.items()):
            shift = 0.18 * (number - 1)
            chart.dots([_point(at + shift, e) for at, e in enumerate(_recalls(found[name]))], series)
        chart.legend([(series, name) for name, series in methods.items()], lines=False)
        return chart

    rows = tuple((name, *map(percent, _recalls(found[name])), decimal(found[name].mrr)) for name in methods)
    columns = ("method", *(f"R@{depth}" for depth in depths), "MRR")
    thing = "an article that answers it" if scores.kind == "articles" else "an earlier ticket with the same request"
    said = "; ".join(f"{name}: {percent(found[name].recall[depths[0]])} first" for name in methods)
    return ReportFigure(
        "Articles found" if scores.kind == "articles" else "Duplicates found",
        f"Share of {counted(scores.ours.n, 'request')} for which {thing} was among the first, of "
        f"{scores.documents:,} searched. The table has the mean of 1/rank (MRR) too.",
        f"{said}.",
        _drawn(draw),
        ReportTable("Ranks", "With 95 % intervals.", columns, rows),
    )


def routing_figure(routing: RoutingComparison) -> ReportFigure:
    """People's first assignments beside Firstline's suggestions, of all tickets and of their larger parts."""
    parts = [part for part in several_parts(routing) if part.n >= _FEWEST_OF_A_PART][:_PARTS_SHOWN]
    today = "people" if routing.by_people else "first group"
    shown = (whole_part(routing), *parts)
    names = [f"{part.dimension} {plain_part(part.dimension, part.name)}".strip() for part in shown]
    chosen = first_names(routing, today)
    series: tuple[Series, ...] = ("second", "third", "first") if routing.intake else ("second", "first")
    called = (f"{today}, as it was", *(("past the inbox",) if routing.intake else ()), "Firstline")

    def draw() -> Chart:
        height = 90 + (14 * len(series) + 6) * len(shown)
        chart = Chart("routing", across="share whose first group was right", up="", height=height)
        rows = [f"{_short(name)} ({part.n})" for name, part in zip(names, shown, strict=True)]
        for place, one in enumerate(series):
            points = [_point(0, first_shares(part)[place]) for part in shown]
            chart.rows(rows, points, one, shift=_APART * (place - (len(series) - 1) / 2))
        chart.legend(list(zip(series, called, strict=True)), lines=False)
        return chart

    return ReportFigure(
        "Who finds the right group first?",
        "Share of tickets whose first group was the one that resolved them"
        f"{_PAST.format(inbox=routing.intake.group) if routing.intake else ''}. Bars are 95 % intervals; where two "
        "overlap widely, the tickets do not tell who is better.",
        "; ".join(
            f"{name}: "
            + ", ".join(f"{who} {percent(share)}" for who, share in zip(chosen, first_shares(part), strict=True))
            for name, part in zip(names, shown, strict=True)
        )
        + ".",
        _drawn(draw),
        ReportTable(
            "First groups",
            f"Parts of at least {_FEWEST_OF_A_PART} tickets.",
            ("tickets", "number", *chosen),
            tuple(
                (name, f"{part.n:,}", *map(percent, first_shares(part)))
                for name, part in zip(names, shown, strict=True)
            ),
        ),
    )


def _reliability(field: FieldReport) -> ReportFigure:
    bins = field.calibration.bins
    kept = sum(part.accuracy.low <= part.confidence <= part.accuracy.high for part in bins)

    def draw() -> Chart:
        chart = Chart(f"{field.field}-reliability", across="confidence that was given", up="share that was right")
        chart.diagonal()
        chart.dots([_point(part.confidence, part.accuracy) for part in bins], "first")
        return chart

    return ReportFigure(
        "Does a confidence keep its word?",
        f"Each dot is a group of about {_size(field)} tickets of like confidence. On the dashed line what was promised "
        "was kept; below it, less was right than promised. Bars are 95 % intervals.",
        f"For {kept} of {len(bins)} groups the interval of the share that was right holds the mean confidence.",
        _drawn(draw),
        calibration_table(field),
    )


def coverage_figure(field: FieldReport) -> ReportFigure:
    n, thresholds, auto = field.scores.n, field.thresholds, field.tiers[0]
    points = [p for p in field.curve if p.share * n >= min(_FIRST_SHOWN, n)]
    shown = [_point(p.share, _precision(p, n)) for p in points]

    def draw() -> Chart:
        low = max(0.0, min([p.low for p in shown] + [auto.precision.low if auto.n else 1.0]) - 0.08)
        chart = Chart(f"{field.field}-coverage", across="share of tickets labelled, surest first",
                      up="share that was right", low=low)  # fmt: skip
        chart.line(shown, "first")
        chart.level(
            thresholds.target_precision, f"target of auto, {100 * thresholds.target_precision:g} %", curve=shown
        )
        chart.uprights(_marks(field))
        if auto.n:
            chart.dots([_point(auto.share.value, auto.precision)], "second", text="auto")
        return chart

    rows = tuple(
        (f"{100 * p.share:.1f} %", percent(_precision(p, n)), f"{p.threshold:.3f}")
        for p in points[:: -max(1, -(-len(points) // _CURVE_ROWS))][::-1]
    )
    said = [f"{percent(_precision(p, n))} are right of the surest {100 * p.share:.0f} %" for p in _thirds(points)]
    return ReportFigure(
        "How many are right, the surest first?",
        "From left to right, less sure tickets are labelled too (risk–coverage curve, 95 % band). Dotted lines: where "
        "the tiers begin. The square, where there is one: what the policy automates, value by value.",
        "; ".join(said) + ("." if said else "Too few tickets."),
        _drawn(draw),
        ReportTable("Curve", "The surest tickets.", ("share labelled", "right", "confidence from"), rows),
    )


def _values(field: FieldReport) -> ReportFigure:
    ordered = sorted((one for one in field.scores.classes if one.support), key=lambda one: (-one.support, one.value))
    shown = ordered[:_CLASSES_SHOWN]

    def draw() -> Chart:
        height = max(120, 60 + 20 * len(shown))
        chart = Chart(
            f"{field.field}-values", across="share that was recognised", up="", height=min(height, 2 * HEIGHT)
        )
        chart.rows(
            [f"{_short(one.value)} ({one.support})" for one in shown], [_point(0, o.recall) for o in shown], "first"
        )
        return chart

    more = f" The {len(ordered) - len(shown)} rarer ones are in the table." if len(ordered) > len(shown) else ""
    return ReportFigure(
        "Which values are recognised?",
        f"Of the tickets that have a value (their number in brackets), the share that was given it.{more}",
        "; ".join(f"{one.value}: {percent(one.recall)} of {one.support}" for one in shown) + ".",
        _drawn(draw),
        class_table(field),
    )


def learning_figure(field: FieldReport) -> ReportFigure:
    points = [_point(point.tickets, point.accuracy) for point in field.learning]

    def draw() -> Chart:
        low = max(0.0, min(point.low for point in points) - 0.08)
        chart = Chart(f"{field.field}-learning", across="training tickets", up="share that was right", low=low,
                      counts=[point.tickets for point in field.learning])  # fmt: skip
        chart.line(points, "first", band=False)
        chart.dots(points, "first")
        return chart

    rows = tuple((f"{point.tickets:,}", str(point.held_out), percent(point.accuracy)) for point in field.learning)
    return ReportFigure(
        "Would more tickets help?",
        "Where the line still climbs at its right end, more labelled tickets are worth having. Measured when the "
        "bundle was trained, on tickets held out then.",
        "; ".join(f"{row[0]} tickets: {row[2]}" for row in rows) + ".",
        _drawn(draw),
        ReportTable("Learning", "Models of fewer tickets.", ("training tickets", "held out", "right"), rows),
    )


def _drawn(draw: Callable[[], Chart]) -> str | None:
    return draw().svg() if can_draw() else None


def _marks(field: FieldReport) -> list[tuple[float, str]]:
    """Where the tiers `best` and `suggest` begin, as shares of the tickets."""
    named = [("best", field.thresholds.best), ("suggest", field.thresholds.suggest)]
    marks = []
    for name, threshold in named:
        above = [point.share for point in field.curve if threshold and point.threshold >= threshold]
        if above and threshold:
            marks.append((above[-1], f"{name}: ≥ {threshold:.2f}"))
    return marks


def _point(at: float, figure: Estimate) -> Point:
    return Point(at, figure.value, figure.low, figure.high)


def _precision(point: CurvePoint, n: int) -> Estimate:
    answered = round(point.share * n)
    return wilson(round(point.precision * answered), answered)


def _recalls(scores: RankingScores) -> list[Estimate]:
    return [scores.recall[depth] for depth in sorted(scores.recall)]


def _thirds(points: Sequence[CurvePoint]) -> list[CurvePoint]:
    return [points[len(points) * part // 3 - 1] for part in (1, 2, 3)] if len(points) >= 3 else list(points)


def _size(field: FieldReport) -> int:
    return round(field.scores.n / max(1, len(field.calibration.bins)))


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def _are(name: str) -> str:
    return "are not marked" if name == "not marked" else name


def _median(scope: ScopeDistribution, counts: Sequence[int]) -> str:
    """The bin in which the middle ticket lies."""
    number = next(place for place in range(len(counts)) if sum(counts[: place + 1]) >= sum(counts) / 2)
    return f"{100 * scope.edges[number]:.0f}–{100 * scope.edges[number + 1]:.0f} %"
