"""Tests of the fine-tuning loop, on a transformer of two layers."""

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

for module in ("torch", "transformers", "sentence_transformers"):
    pytest.importorskip(module, reason="comes with firstline[finetune]")

from firstline.training.finetune_aim import FieldAim, PairAim
from firstline.training.finetune_checkpoint import FinetuneCheckpoint
from firstline.training.finetune_loop import FinetuneLoop, Progressed, Schedule
from firstline.training.finetune_loss import AimLosses
from firstline.training.finetune_recipe import FinetuneRecipe
from firstline.training.trainable_encoder import TrainableEncoder
from tests.training.tuned_desk import CATEGORIES, RECIPE, TEXTS, open_desk_encoder, save_desk_transformer

LEARN, JUDGE = np.arange(0, 200), np.arange(200, len(TEXTS))
STEPS = Schedule(steps=24, every=6)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_desk_transformer(tmp_path_factory.mktemp("model") / "desk")


class KilledError(Exception):
    """What a test raises in the middle of a run."""


class Run:
    """A loop over the desk with everything it needs."""

    def __init__(
        self, folder: Path, *, seed: int = 0, recipe: FinetuneRecipe = RECIPE, pairs: PairAim | None = None
    ) -> None:
        self.encoder: TrainableEncoder = open_desk_encoder(folder)
        reader = self.encoder.reader(max_tokens=64)
        self.ids = [reader.ids(text) for text in TEXTS]
        self.said: list[str] = []
        frozen = self.encoder.encode(self.ids, exact=True)
        self.losses = AimLosses([FieldAim.of("category", CATEGORIES)], frozen, LEARN, recipe)
        self.loop = FinetuneLoop(
            self.encoder, self.losses, self.ids, pairs, recipe=recipe, seed=seed, say=self.said.append
        )

    def __call__(self, schedule: Schedule = STEPS, checkpoint: FinetuneCheckpoint | None = None) -> Progressed:
        return self.loop.run(LEARN, JUDGE, schedule, checkpoint)

    def vectors(self) -> np.ndarray:
        return self.encoder.encode(self.ids, exact=True)

    def accuracy(self) -> float:
        return self.losses.accuracy(self.vectors()[JUDGE], JUDGE)


def test_it_learns_to_tell_the_values_of_tickets_it_has_not_read(folder: Path) -> None:
    run = Run(folder)
    before = run.accuracy()
    run()
    assert run.accuracy() > max(0.9, before)


def test_a_seed_decides_everything(folder: Path) -> None:
    first, again, other = Run(folder), Run(folder), Run(folder, seed=1)
    for run in (first, again, other):
        run(Schedule(steps=6, every=6))
    np.testing.assert_array_equal(first.vectors(), again.vectors())
    assert np.abs(first.vectors() - other.vectors()).max() > 1e-3


def test_a_run_that_was_killed_ends_as_if_it_had_not_been(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, killed, resumed = Run(folder), Run(folder), Run(folder)
    whole()
    monkeypatch.setattr("firstline.training.finetune_loop._SECONDS_BETWEEN_SAVES", 0.0)
    checkpoint = FinetuneCheckpoint(tmp_path)
    real_step, steps = killed.loop._step, []

    def step(*arguments: object) -> float:
        if len(steps) == 11:
            raise KilledError
        steps.append(1)
        return real_step(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(killed.loop, "_step", step)
    with pytest.raises(KilledError):
        killed(checkpoint=checkpoint)
    ended = resumed(checkpoint=checkpoint)
    assert any("goes on at step 11" in line for line in resumed.said)
    assert ended.done == STEPS.steps
    np.testing.assert_array_equal(whole.vectors(), resumed.vectors())


def test_a_run_that_has_ended_is_not_run_again(folder: Path, tmp_path: Path) -> None:
    first, again = Run(folder), Run(folder)
    checkpoint = FinetuneCheckpoint(tmp_path)
    first(checkpoint=checkpoint)
    again.loop._step = None  # type: ignore[method-assign, assignment]
    again(checkpoint=checkpoint)
    np.testing.assert_array_equal(first.vectors(), again.vectors())


def test_the_weights_that_were_right_most_often_are_kept(folder: Path) -> None:
    run = Run(folder)
    ended = run()
    best = max(accuracy for _, accuracy in ended.judged)
    assert run.accuracy() == pytest.approx(best, abs=0.03)
    assert ended.kept == max(step for step, accuracy in ended.judged if accuracy == best)


def test_it_ends_early_when_nothing_is_won(folder: Path) -> None:
    run = Run(folder, recipe=replace(RECIPE, rate=0.0, head_rate=0.0, patience=1, smoothing=0.0))
    judged = iter([0.9, 0.5, 0.5, 0.5])
    run.losses.accuracy = lambda *_: next(judged)  # type: ignore[method-assign]
    ended = run()
    assert (ended.done, ended.kept) == (12, 6)


def test_a_short_time_plans_fewer_steps(folder: Path) -> None:
    ended = Run(folder)(Schedule(steps=5_000, every=5_000, seconds=0.5))
    assert ended.full == 5_000
    assert ended.done == ended.planned < 200


def test_steps_that_grow_slower_are_planned_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run(folder)
    real_step, done = run.loop._step, []

    def step(*arguments: object) -> float:
        done.append(1)
        time.sleep(0.2 if len(done) > 15 else 0)
        return real_step(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(run.loop, "_step", step)
    began = time.monotonic()
    run(Schedule(steps=5_000, every=5_000, seconds=3.0))
    assert time.monotonic() - began < 8


def test_pairs_that_belong_together_come_together(folder: Path) -> None:
    """The first half of the desk is paired with the second, against their order and their values."""
    pairs = np.stack([np.arange(0, 100), np.arange(100, 200)], axis=1)
    aim = PairAim(pairs, np.roll(pairs[:, 1], 1))
    recipe = replace(RECIPE, contrast=0.0, smoothing=0.0, pairs=5.0)
    run = Run(folder, recipe=recipe, pairs=aim)

    def likeness() -> float:
        vectors = run.vectors() - run.losses.centre
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return float(np.mean(np.sum(vectors[pairs[:, 0]] * vectors[pairs[:, 1]], axis=1)))

    before = likeness()
    run(Schedule(steps=60, every=60))
    assert likeness() > before + 0.1


def test_words_stay_as_they_are_unless_told(folder: Path) -> None:
    run = Run(folder, recipe=replace(RECIPE, train_words=False))
    words = run.encoder.network.get_input_embeddings().weight
    before = words.detach().clone()
    run(Schedule(steps=3, every=3))
    assert (words == before).all()
