"""The classification benchmark: a bundle trained and asked by command against the floor on the same tickets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from firstline.evaluation.benchmark_data import Split
from firstline.evaluation.benchmark_row import QualityRow, Target
from firstline.evaluation.bootstrap import Bootstrap, Flags, Floats, Statistic
from firstline.evaluation.calibration_error import calibration_scores
from firstline.evaluation.comparison import compare_answers, compare_statistics
from firstline.evaluation.estimate import Estimate
from firstline.evaluation.floor import ClassificationFloor
from firstline.evaluation.grouped_mean import mean_accuracy, mean_macro_f1
from firstline.evaluation.out_of_scope_metrics import DetectionCurve, out_of_scope_scores
from firstline.evaluation.selective import coverages
from firstline.evaluation.tier_scores import tier_scores
from firstline.evaluation.workbench import Row, Workbench
from firstline.models.prediction import Tier

_ENOUGH_TO_JUDGE_CALIBRATION = 3_000
_AUTO: Tier = "auto"


@dataclass(frozen=True, slots=True)
class Answers:
    """What both sides said of the same tickets; the arrays of `strangers` are of those out of scope.

    `groups` are the tickets' languages or products where those count equally, else nothing.
    """

    truth: tuple[str, ...]
    guesses: tuple[str, ...]
    floor_guesses: tuple[str, ...]
    groups: tuple[str, ...]
    right: Flags
    right_top3: Flags
    confidence: Floats
    tiers: tuple[Tier, ...]
    floor_right: Flags
    floor_top3: Flags
    strangeness: Floats
    flagged: Flags
    floor_strangeness: Floats
    stranger: Flags


@dataclass(frozen=True, slots=True)
class ClassificationBenchmark:
    """One data set. `read` gives one split, or several folds whose answers are judged together.

    Targets: `group_accuracy` and `group_f1` are means over the split's groups, `auto` the share of tickets that the
    bundle itself would route alone (95 % precision by the lower bound on its own held-out tickets), `calibration` the
    largest calibration error. With several `seeds` every figure is the mean over them.
    """

    name: str
    read: Callable[[Path], Sequence[Split]]
    encoder: str
    split: str
    accuracy: Target | None = None
    top3: Target | None = None
    auroc: Target | None = None
    group_accuracy: Target | None = None
    group_f1: Target | None = None
    auto: Target | None = None
    calibration: float = 0.03
    options: tuple[str, ...] = ()
    seeds: tuple[int, ...] = (0,)

    @property
    def seed(self) -> int:
        """The first of them."""
        return self.seeds[0]

    def run(self, bench: Workbench) -> tuple[int, tuple[QualityRow, ...]]:
        """Train, predict and compare; the number of training rows (of the last fold) and the rows of the table."""
        splits = [split.shrunk() if bench.fast else split for split in self.read(bench.data)]
        found = []
        for seed in self.seeds[:1] if bench.fast else self.seeds:
            answers = [self._answers(split, number, seed, bench) for number, split in enumerate(splits, start=1)]
            found.append(self._rows(_together(answers), bench.bootstrap))
        return len(splits[-1].train), found[0] if len(found) == 1 else tuple(_over_seeds(found))

    def _answers(self, split: Split, number: int, seed: int, bench: Workbench) -> Answers:
        bundle = f"bundle-{number}" if seed == 0 else f"bundle-{number}-seed-{seed}"
        options = self.options if seed == 0 else (*self.options, "--seed", str(seed))
        train = bench.write(f"train-{number}.jsonl", [*split.train, *split.marked])
        asked = bench.write(
            f"test-{number}.jsonl", [_unlabelled(row, split) for row in (*split.test, *split.strangers)]
        )
        encoder = bench.encoder or self.encoder
        bench.run("train", train, "--field", split.field, "--encoder", encoder, *options, "--output", bundle)
        bench.run("predict", bundle, asked, "--output", f"predictions-{number}.jsonl")
        return _compared(split, bench.read(f"predictions-{number}.jsonl"))

    def _rows(self, answers: Answers, bootstrap: Bootstrap) -> tuple[QualityRow, ...]:
        share = bootstrap.share
        accuracy = compare_answers(answers.right, answers.floor_right, bootstrap=bootstrap)
        top3 = compare_answers(answers.right_top3, answers.floor_top3, bootstrap=bootstrap)
        n = len(answers.right)
        rows = [
            QualityRow(
                figure="accuracy",
                value=share(answers.right),
                n=n,
                floor=share(answers.floor_right),
                difference=accuracy.difference,
                p_value=accuracy.p_value,
                target=self.accuracy,
            ),
            QualityRow(
                figure="top-3",
                value=share(answers.right_top3),
                n=n,
                floor=share(answers.floor_top3),
                difference=top3.difference,
                p_value=top3.p_value,
                target=self.top3,
            ),
            *self._group_rows(answers, bootstrap),
            _calibration_row(answers, bootstrap, self.calibration),
            *_coverage_rows(answers, bootstrap),
            *self._auto_rows(answers, bootstrap),
            *_tier_rows(answers),
        ]
        return (*rows, *_stranger_rows(answers, bootstrap, self.auroc))

    def _group_rows(self, answers: Answers, bootstrap: Bootstrap) -> Iterator[QualityRow]:
        groups, n = answers.groups, len(answers.right)
        if not groups:
            return
        right = (mean_accuracy(side, groups) for side in (answers.right, answers.floor_right))
        f1 = (mean_macro_f1(answers.truth, side, groups) for side in (answers.guesses, answers.floor_guesses))
        wanted, wanted_f1 = self.group_accuracy, self.group_f1
        yield _statistic_row("accuracy, mean over groups", right, n, bootstrap=bootstrap, target=wanted)
        yield _statistic_row("macro-F1, mean over groups", f1, n, bootstrap=bootstrap, target=wanted_f1)

    def _auto_rows(self, answers: Answers, bootstrap: Bootstrap) -> Iterator[QualityRow]:
        if self.auto is not None:
            alone = np.array([tier == _AUTO for tier in answers.tiers])
            precision = bootstrap.share(answers.right[alone]) if alone.any() else "not defined"
            note = f"its precision here {precision}; the bundle's own evidence has to show 95 % by the lower bound"
            yield QualityRow("share in auto", bootstrap.share(alone), len(alone), target=self.auto, note=note)


def _unlabelled(row: Row, split: Split) -> Row:
    return {key: value for key, value in row.items() if key != split.field}


def _compared(split: Split, predictions: Sequence[dict[str, Any]]) -> Answers:
    """Judge the predictions of the test tickets, then the strangers, in the order they were asked."""
    truth = [str(row[split.field]) for row in split.test]
    floor = ClassificationFloor([_text(row) for row in split.train], [str(row[split.field]) for row in split.train])
    scores = floor.scores([_text(row) for row in (*split.test, *split.strangers)])
    best = np.asarray(floor.values)[np.argsort(-scores, axis=1)[:, :3]]
    answers = [prediction["fields"][split.field] for prediction in predictions]
    asked = answers[: len(truth)]
    ranked = [[a["value"], *(c["value"] for c in a["alternatives"][:2])] for a in asked]
    strangeness = [prediction["out_of_scope"] for prediction in predictions]
    return Answers(
        truth=tuple(truth),
        guesses=tuple(first[0] for first in ranked),
        floor_guesses=tuple(str(row[0]) for row in best[: len(truth)]),
        groups=tuple(str(row[split.group]) for row in split.test) if split.group else (),
        right=np.array([first[0] == value for first, value in zip(ranked, truth, strict=True)]),
        right_top3=np.array([value in first for first, value in zip(ranked, truth, strict=True)]),
        confidence=np.array([answer["confidence"] for answer in asked], dtype=np.float64),
        tiers=tuple(answer["tier"] for answer in asked),
        floor_right=np.array([row[0] == value for row, value in zip(best, truth, strict=False)]),
        floor_top3=np.array([value in row for row, value in zip(best, truth, strict=False)]),
        strangeness=np.array([mark["score"] for mark in strangeness], dtype=np.float64),
        flagged=np.array([mark["flag"] for mark in strangeness], dtype=np.bool_),
        floor_strangeness=-scores.max(axis=1),
        stranger=np.arange(len(predictions)) >= len(truth),
    )


def _together(parts: Sequence[Answers]) -> Answers:
    if len(parts) == 1:
        return parts[0]
    joined: dict[str, Any] = {}
    for name in Answers.__slots__:
        columns = [getattr(part, name) for part in parts]
        words = isinstance(columns[0], tuple)
        joined[name] = tuple(word for column in columns for word in column) if words else np.concatenate(columns)
    return Answers(**joined)


def _over_seeds(found: Sequence[Sequence[QualityRow]]) -> Iterator[QualityRow]:
    """Each figure's mean over the seeds that have it, bounds of the intervals included; the largest p-value."""
    for first in found[0]:
        rows = [row for rows in found for row in rows if row.figure == first.figure]
        values = np.array([row.value.value for row in rows])
        differences = [row.difference for row in rows if row.difference is not None]
        each = ", ".join(f"{value:.4f}" for value in values)
        spread = f"{len(rows)} seeds: {each}; standard deviation {values.std(ddof=1):.4f}" if len(rows) > 1 else ""
        yield replace(
            first,
            value=_mean([row.value for row in rows]),
            difference=_mean(differences) if differences else None,
            p_value=max((row.p_value for row in rows if row.p_value is not None), default=None),
            note="; ".join(filter(None, (spread, first.note))),
        )


def _mean(estimates: Sequence[Estimate]) -> Estimate:
    return Estimate(*(float(np.mean([getattr(e, name) for e in estimates])) for name in ("value", "low", "high")))


def _statistic_row(
    figure: str, sides: Iterable[Statistic], n: int, *, bootstrap: Bootstrap, target: Target | None
) -> QualityRow:
    """Of Firstline's and the floor's statistic of the same `n` rows."""
    whole = np.ones((1, n))
    ours, floors = sides
    value, floor = (bootstrap.estimate(float(side(whole)[0]), side, n) for side in (ours, floors))
    difference = compare_statistics(ours, floors, n, bootstrap=bootstrap).difference
    return QualityRow(figure, value, n, floor, difference, target=target)


def _text(row: Row) -> str:
    return f"{row.get('subject') or ''}\n{row.get('body') or ''}".strip()


def _calibration_row(answers: Answers, bootstrap: Bootstrap, most: float) -> QualityRow:
    scores = calibration_scores(answers.confidence, answers.right, bootstrap=bootstrap)
    target = Target(most, at_most=True) if scores.n >= _ENOUGH_TO_JUDGE_CALIBRATION else None
    note = f"root mean square gap, 15 equal-mass bins, debiased; plain expected calibration error {scores.ece}"
    return QualityRow("calibration error", scores.debiased, scores.n, target=target, note=note)


def _coverage_rows(answers: Answers, bootstrap: Bootstrap) -> list[QualityRow]:
    return [
        QualityRow(f"coverage at {100 * coverage.precision:g} % precision", coverage.share, len(answers.right))
        for coverage in coverages(answers.confidence, answers.right, bootstrap=bootstrap)
    ]


def _tier_rows(answers: Answers) -> list[QualityRow]:
    return [
        QualityRow(f"tier {score.tier}: precision", score.precision, score.n, note=f"share of tickets {score.share}")
        for score in tier_scores(answers.tiers, answers.right)
        if score.n
    ]


def _stranger_rows(answers: Answers, bootstrap: Bootstrap, target: Target | None) -> list[QualityRow]:
    if not answers.stranger.any():
        return []
    n, stranger = len(answers.stranger), answers.stranger
    scores = out_of_scope_scores(stranger, answers.strangeness, answers.flagged, bootstrap=bootstrap)
    floor = out_of_scope_scores(stranger, answers.floor_strangeness, answers.flagged, bootstrap=bootstrap)
    ours, theirs = DetectionCurve(stranger, answers.strangeness), DetectionCurve(stranger, answers.floor_strangeness)
    comparison = compare_statistics(ours.auroc, theirs.auroc, n, bootstrap=bootstrap)
    return [
        QualityRow(
            figure="out of scope AUROC",
            value=scores.auroc,
            n=n,
            floor=floor.auroc,
            difference=comparison.difference,
            target=target,
            note="the floor's score is the negated distance to its best value's hyperplane",
        ),
        QualityRow("out of scope AUPR", scores.aupr, n, floor.aupr),
        QualityRow("out of scope FPR at 95 % recall", scores.fpr_at_95, n, floor.fpr_at_95),
        QualityRow("out of scope recall of the flag", scores.recall, scores.out_of_scope),
        QualityRow("out of scope false alarms of the flag", scores.false_alarms, n - scores.out_of_scope),
    ]
