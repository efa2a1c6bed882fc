"""The fine-tuning: a frozen encoder and a desk's labels to encoders of the desk's own.

Two encoders are made. The first learns from the plan's earlier rows: what heads on its vectors say of the later rows is
the evidence for blend, calibration, thresholds and tiers. The second goes on from it over all rows and is the one that
the bundle carries, as the bundle's heads are those of all rows too.
"""

from __future__ import annotations

import hashlib
import json
import math
import shutil
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from firstline.models.cache_folder import default_cache_folder
from firstline.models.encoder_manifest import EncoderManifest
from firstline.models.scorer import Scorer
from firstline.training.encoded_desk import DeskReader, DeskVectors, EncodedDesk, Say
from firstline.training.export_gate import Export, export_encoder
from firstline.training.finetune_aim import FieldAim
from firstline.training.finetune_checkpoint import FinetuneCheckpoint
from firstline.training.finetune_loop import FinetuneLoop, Progressed, Schedule
from firstline.training.finetune_loss import AimLosses
from firstline.training.finetune_pairs import PairProbe, Pairs, pair_aim
from firstline.training.finetune_recipe import FinetuneRecipe
from firstline.training.held_out import Fold
from firstline.training.probe import Probe
from firstline.training.trainable_encoder import TrainableEncoder

_STOP_SHARE, _MOST_STOP, _STOP_FROM = 0.05, 1_000, 4_000
_JUDGEMENTS = 8
_REFRESH_RATE = 0.5
_MOST_LOST = 0.01
_REST = 0.1  # of the time budget: exports, gates and what is not a step


class Finetuning:
    """One fine-tuning of the encoder called `name` on a desk's texts; `run` does it."""

    def __init__(
        self,
        name: str,
        texts: Sequence[str],
        aims: Sequence[FieldAim],
        fold: Fold,
        *,
        recipe: FinetuneRecipe,
        seed: int,
        seconds: float = math.inf,
        say: Say,
    ) -> None:
        """`fold.judge` are the rows that judge everything; `seconds` is the time that steps may take."""
        self._name, self._texts, self._aims, self._fold = name, texts, aims, fold
        self._recipe, self._seed, self._seconds, self._say = recipe, seed, seconds, say

    def run(self, frozen: EncodedDesk, reader: DeskReader, pairs: Pairs) -> DeskVectors:
        """The desk by its own encoders; the frozen one, with the reason said, where those would make something worse.

        `pairs` (pairs, 2) are rows of tickets that belong together.
        """
        began = time.monotonic()
        work = default_cache_folder() / "finetune" / self._key(frozen, pairs)
        encoder = TrainableEncoder.open(self._name, frozen.folder)
        tokens = encoder.reader(max_tokens=self._recipe.max_tokens)
        ids = [tokens.ids(text) for text in self._texts]
        stop, learn = self._stop_rows()
        losses = AimLosses(self._aims, frozen.vectors, learn, self._recipe)
        aim = pair_aim(pairs, frozen.vectors, learn)
        loop = FinetuneLoop(encoder, losses, ids, aim, recipe=self._recipe, seed=self._seed, say=self._say)
        first = self._first(loop, learn, stop, work)
        judged = self._export(encoder, losses, work / "judging", None)
        heads = self._scorers(losses)
        judging = self._read(reader, judged, "the fine-tuned encoder of the older tickets", losses)
        shown = self._compared(judging, frozen, pairs)
        if shown is None:
            shutil.rmtree(work, ignore_errors=True)
            return DeskVectors.frozen(frozen)
        second = self._second(loop, work, first, time.monotonic() - began)
        final = self._export(encoder, losses, work / "final", judged)
        desk = self._read(reader, final, "the fine-tuned encoder", losses)
        after = self._scorers(losses)
        measured = {
            **shown,
            "recipe": asdict(self._recipe),
            "steps": {"older": first.kept, "planned": first.planned, "all": second.done},
            "precision": final.precision,
            "int8_loss": judged.int8_loss,
            "same_labels": final.same_labels,
            "largest_difference": final.largest_difference,
        }
        return DeskVectors(judging, desk, {name: (heads[name], after[name]) for name in heads}, measured, work)

    def _compared(self, judging: EncodedDesk, frozen: EncodedDesk, pairs: Pairs) -> dict[str, Any] | None:
        """What the later rows say of the vectors beside the frozen ones; None where those are as good or find more."""
        mine, theirs = (Probe.of(desk.vectors, self._aims, self._fold) for desk in (judging, frozen))
        gain, error = mine.gain_over(theirs)
        self._say(
            f"fine-tuning: vectors alone are right {100 * gain:+.1f} points (standard error {100 * error:.1f}) more "
            f"often on {len(self._fold.judge):,} later tickets than the frozen ones"
        )
        shown = {"gain_of_vectors": round(gain, 4), "standard_error": round(error, 4)}
        if gain <= 0:
            self._say("fine-tuning: not better than the frozen encoder, which is kept")
            return None
        found, before = (PairProbe.of(desk.vectors, desk.centre, pairs, self._fold) for desk in (judging, frozen))
        if found is None or before is None:
            return shown
        lost, lost_error = found.loss_against(before)
        self._say(
            f"fine-tuning: of {len(found.found):,} later tickets linked to an older one, {found.found.mean():.0%} find "
            f"it among their ten nearest, {before.found.mean():.0%} by the frozen vectors"
        )
        if lost > max(_MOST_LOST, lost_error):
            self._say("fine-tuning: searches would find less than with the frozen encoder, which is kept")
            return None
        return {**shown, "linked_found": round(float(found.found.mean()), 4), "linked_lost": round(lost, 4)}

    def _first(self, loop: FinetuneLoop, learn: NDArray[np.intp], stop: NDArray[np.intp], work: Path) -> Progressed:
        """Over the older rows; some of them stop it."""
        recipe = self._recipe
        steps = self._steps(len(learn), recipe.epochs)
        share = recipe.epochs / (recipe.epochs + recipe.refresh * len(self._texts) / max(1, len(learn)))
        schedule = Schedule(steps, max(1, steps // _JUDGEMENTS), seconds=(1 - _REST) * share * self._seconds)
        self._say(f"fine-tuning {self._name} on {len(learn):,} tickets, {steps:,} steps at most")
        return loop.run(learn, stop, schedule, FinetuneCheckpoint(work / "older"))

    def _second(self, loop: FinetuneLoop, work: Path, first: Progressed, spent: float) -> Progressed:
        """Over all rows, gently, and as long as the first stage says is enough."""
        rows = np.arange(len(self._texts))
        steps = self._steps(len(rows), self._recipe.refresh * first.planned / max(1, first.full))
        left = max(0.0, (1 - _REST) * self._seconds - spent)
        self._say(f"fine-tuning goes on over all {len(rows):,} tickets")
        schedule = Schedule(steps, steps, rate=_REFRESH_RATE, seconds=left)
        return loop.run(rows, rows[:0], schedule, FinetuneCheckpoint(work / "all"))

    def _steps(self, rows: int, epochs: float) -> int:
        return max(1, round(epochs * rows / self._recipe.batch))

    def _read(self, reader: DeskReader, export: Export, name: str, losses: AimLosses) -> EncodedDesk:
        return replace(reader.read(export.folder, name, self._texts, own=len(self._texts)), centre=losses.centre)

    def _scorers(self, losses: AimLosses) -> dict[str, Scorer]:
        return {aim.name: losses.scorer(number) for number, aim in enumerate(self._aims)}

    def _export(self, encoder: TrainableEncoder, losses: AimLosses, folder: Path, before: Export | None) -> Export:
        return export_encoder(
            encoder,
            losses,
            folder,
            aims=self._aims,
            texts=self._texts,
            fold=self._fold,
            judged_before=before,
            say=self._say,
        )

    def _stop_rows(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """A few of the older rows that end the first stage, and the others; none of few."""
        older = self._fold.learn
        if len(older) < _STOP_FROM:
            return older[:0], older
        shuffled = np.random.default_rng((self._seed, 2)).permutation(older)
        number = min(_MOST_STOP, round(_STOP_SHARE * len(older)))
        return np.sort(shuffled[:number]), np.sort(shuffled[number:])

    def _key(self, frozen: EncodedDesk, pairs: Pairs) -> str:
        """Of all that decides about the outcome."""
        digest = hashlib.sha256(EncoderManifest.read(frozen.folder, verify=False).fingerprint.encode())
        digest.update(json.dumps([asdict(self._recipe), self._seed, self._seconds, list(self._texts)]).encode())
        for aim in self._aims:
            digest.update(aim.name.encode() + aim.targets.tobytes())
        digest.update(self._fold.learn.tobytes() + pairs.tobytes())
        return digest.hexdigest()[:24]
