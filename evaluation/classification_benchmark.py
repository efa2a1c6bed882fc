"""The classification benchmark: a bundle trained and asked by command against the floor on the same tickets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from firstline.evaluation.benchmark_data import Split
from firstline.evaluation.benchmark_row import QualityRow, Target
from firstline.evaluation.bootstrap import Bootstrap, Flags, Floats
from firstline.evaluation.calibration_error import calibration_scores
from firstline.evaluation.comparison import compare_answers, compare_statistics
from firstline.evaluation.floor import ClassificationFloor
from firstline.evaluation.out_of_scope_metrics import DetectionCurve, out_of_scope_scores
from firstline.evaluation.selective import coverages
from firstline.evaluation.tier_scores import tier_scores
from firstline.evaluation.workbench import Row, Workbench
from firstline.models.prediction import Tier

_ENOUGH_TO_JUDGE_CALIBRATION = 3_000


@dataclass(frozen=True, slots=True)
class Answers:
    """What both sides said of the same tickets; the arrays of `strangers` are of those out of scope."""

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
    """One data set. `read` gives one split, or several folds whose answers are judged together."""

    name: str
    read: Callable[[Path], Sequence[Split]]
    encoder: str
    split: str
    accuracy: Target | None = None
    top3: Target | None = None
    auroc: Target | None = None
    options: tuple[str, ...] = ()
    seed: int = 0

    def run(self, bench: Workbench) -> tuple[int, tuple[QualityRow, ...]]:
        """Train, predict and compare; the number of training rows (of the last fold) and the rows of the table."""
        splits = [split.shrunk() if bench.fast else split for split in self.read(bench.data)]
        answers = [self._answers(split, number, bench) for number, split in enumerate(splits, start=1)]
        return len(splits[-1].train), self._rows(_together(answers), bench.bootstrap)

    def _answers(self, split: Split, number: int, bench: Workbench) -> Answers:
        bundle = f"bundle-{number}"
        train = bench.write(f"train-{number}.jsonl", [*split.train, *split.marked])
        asked = bench.write(
            f"test-{number}.jsonl", [_unlabelled(row, split) for row in (*split.test, *split.strangers)]
        )
        encoder = bench.encoder or self.encoder
        bench.run("train", train, "--field", split.field, "--encoder", encoder, *self.options, "--output", bundle)
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
            _calibration_row(answers, bootstrap),
            *_coverage_rows(answers, bootstrap),
            *_tier_rows(answers),
        ]
        return (*rows, *_stranger_rows(answers, bootstrap, self.auroc))


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
    joined = {
        name: np.concatenate([getattr(part, name) for part in parts]) for name in Answers.__slots__ if name != "tiers"
    }
    return replace(parts[0], **joined, tiers=tuple(tier for part in parts for tier in part.tiers))


def _text(row: Row) -> str:
    return f"{row.get('subject') or ''}\n{row.get('body') or ''}".strip()


def _calibration_row(answers: Answers, bootstrap: Bootstrap) -> QualityRow:
    scores = calibration_scores(answers.confidence, answers.right, bootstrap=bootstrap)
    target = Target(0.03, at_most=True) if scores.n >= _ENOUGH_TO_JUDGE_CALIBRATION else None
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
