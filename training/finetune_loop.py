"""The fine-tuning loop: steps of the optimiser until the schedule, the time or the gains end."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from firstline.training.finetune_aim import PairAim
from firstline.training.finetune_checkpoint import FinetuneCheckpoint
from firstline.training.finetune_loss import AimLosses
from firstline.training.finetune_recipe import FinetuneRecipe
from firstline.training.trainable_encoder import Tokens, TrainableEncoder

Rows = NDArray[np.intp]
Weights = dict[str, torch.Tensor]

_SECONDS_BETWEEN_SAVES = 60.0
_SECONDS_BETWEEN_LINES = 30.0
_TIMED_STEPS = 12
_UNTIMED_STEPS = 2  # the first ones compile
_EARLY, _OVERRUN = 0.1, 1.1
_BATCHES_SORTED = 16
_MOST_JUDGED = 1_000
_UNUSED = "pooler."  # some transformers bring a layer that sentence vectors do not read


@dataclass(frozen=True, slots=True)
class Schedule:
    """How far one run goes: `steps` at most, judged after every `every` of them, `rate` times the recipe's rates."""

    steps: int
    every: int
    rate: float = 1.0
    seconds: float = math.inf


@dataclass(frozen=True, slots=True)
class Progressed:
    """Where a run ended: the step whose weights were kept, the steps done, planned after the first few showed how long
    one takes, and wanted, and each judgement.
    """

    kept: int
    done: int
    planned: int
    full: int
    judged: tuple[tuple[int, float], ...]
    seconds: float


class FinetuneLoop:
    """One run over `rows`; what it learned last best is in the encoder afterwards.

    Batches depend on the seed and the step only, and dropout is seeded at every step: a run that goes on from a
    checkpoint does what it would have done without the interruption.
    """

    def __init__(
        self,
        encoder: TrainableEncoder,
        losses: AimLosses,
        texts: Sequence[Tokens],
        pairs: PairAim | None,
        *,
        recipe: FinetuneRecipe,
        seed: int,
        say: Callable[[str], None],
    ) -> None:
        self._encoder, self._losses, self._texts, self._pairs = encoder, losses, texts, pairs
        self._recipe, self._seed, self._say = recipe, seed, say
        words = encoder.network.get_input_embeddings()
        words.requires_grad_(recipe.train_words)
        used = ((name, p) for name, p in encoder.network.named_parameters() if not name.startswith(_UNUSED))
        self._trained = {f"network.{name}": p for name, p in used if p.requires_grad}
        self._trained |= {f"losses.{name}": p for name, p in losses.named_parameters()}

    def run(
        self, rows: Rows, judge: Rows, schedule: Schedule, checkpoint: FinetuneCheckpoint | None = None
    ) -> Progressed:
        """Learn from `rows`; where there are rows to `judge`, keep the weights that were right most often on them."""
        optimiser = self._optimiser()
        state = _State(planned=schedule.steps, full=schedule.steps)
        if checkpoint is not None and (saved := checkpoint.load()):
            self._restore(saved, optimiser, state)
            self._say(f"fine-tuning goes on at step {state.step:,} of {state.planned:,}")
        judge = judge[:: max(1, -(-len(judge) // _MOST_JUDGED))]
        clock = _Clock(self._say)
        self._encoder.network.train()
        for batch in self._batches(rows, skip=state.step):
            if state.step >= state.planned or state.waited >= self._recipe.patience:
                break
            started = time.monotonic()
            loss = self._step(optimiser, batch, state, schedule.rate)
            clock.stepped(time.monotonic() - started)
            if clock.knows(schedule.seconds):
                state.fit_into(schedule.seconds - clock.seconds, clock.seconds_a_step)
            if len(judge) and (state.step % schedule.every == 0 or state.step == state.planned):
                self._judge(judge, state)
            clock.tell(state, loss)
            if checkpoint is not None and clock.save_now():
                checkpoint.save(*self._saved(optimiser, state))
        if checkpoint is not None:
            checkpoint.save(*self._saved(optimiser, state))
        if state.best:
            self._put(state.best)
        kept = state.kept or state.step
        return Progressed(kept, state.step, state.planned, state.full, tuple(state.judged), clock.seconds)

    def _step(self, optimiser: torch.optim.Optimizer, batch: Rows, state: _State, rate: float) -> float:
        torch.manual_seed(hash((self._seed, state.step)) & 0x7FFFFFFF)
        for group in optimiser.param_groups:
            group["lr"] = group["rate"] * rate * state.factor(self._recipe.warm_up)
        loss = self._losses(self._encoder.vectors([self._texts[row] for row in batch]), batch)
        if self._pairs:
            loss = loss + self._pair_loss(self._pairs, state.step)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(list(self._trained.values()), self._recipe.largest_gradient)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        state.step += 1
        return float(loss.detach())

    def _pair_loss(self, aim: PairAim, step: int) -> torch.Tensor:
        drawn = np.random.default_rng((self._seed, 1, step)).choice(
            len(aim), min(len(aim), self._recipe.batch), replace=False
        )
        chosen = np.concatenate((aim.pairs[drawn, 0], aim.pairs[drawn, 1], aim.hard[drawn]))
        first, second, hard = self._encoder.vectors([self._texts[row] for row in chosen]).chunk(3)
        return self._losses.pair_loss(first, second, hard)

    def _judge(self, judge: Rows, state: _State) -> None:
        accuracy = self._losses.accuracy(self._encoder.encode([self._texts[row] for row in judge]), judge)
        epoch = f"step {state.step:,} of {state.planned:,}"
        self._say(f"fine-tuning: {epoch}, {accuracy:.1%} of {len(judge):,} tickets it has not read are right")
        if accuracy >= max((known for _, known in state.judged), default=0.0):
            state.kept, state.waited = state.step, 0
            state.best = {name: parameter.detach().clone() for name, parameter in self._trained.items()}
        else:
            state.waited += 1
        state.judged.append((state.step, accuracy))

    def _batches(self, rows: Rows, *, skip: int) -> Iterator[Rows]:
        """Batches of like length, without end; the first `skip` are left out."""
        size = self._recipe.batch
        lengths = np.array([len(self._texts[row]) for row in rows])
        for epoch in count():
            generator = np.random.default_rng((self._seed, 0, epoch))
            order = generator.permutation(len(rows))
            parts: list[Rows] = []
            for start in range(0, len(order), size * _BATCHES_SORTED):
                near = order[start : start + size * _BATCHES_SORTED]
                near = near[np.argsort(lengths[near], kind="stable")]
                parts += [rows[near[at : at + size]] for at in range(0, len(near), size)]
            for number in generator.permutation(len(parts)):
                if skip:
                    skip -= 1
                else:
                    yield parts[number]

    def _optimiser(self) -> torch.optim.Optimizer:
        groups = []
        for name, parameter in self._trained.items():
            decay = self._recipe.weight_decay if parameter.ndim > 1 and name.startswith("network") else 0.0
            groups.append({"params": [parameter], "rate": self._rate(name), "weight_decay": decay})
        return torch.optim.AdamW(groups, lr=self._recipe.rate, fused=True)

    def _rate(self, name: str) -> float:
        """The recipe's peak rate of a parameter, lower for lower layers."""
        if name.startswith("losses"):
            return self._recipe.head_rate
        layers = self._encoder.layers
        layer = int(name.split(".layer.")[1].partition(".")[0]) if ".layer." in name else -1
        return self._recipe.rate * self._recipe.layer_decay ** (layers - 1 - layer)

    def _put(self, weights: Mapping[str, torch.Tensor]) -> None:
        with torch.no_grad():
            for name, parameter in self._trained.items():
                parameter.copy_(weights[name])

    def _saved(self, optimiser: torch.optim.Optimizer, state: _State) -> tuple[Weights, dict[str, Any]]:
        tensors = {f"now.{name}": parameter.detach() for name, parameter in self._trained.items()}
        tensors |= {f"best.{name}": tensor for name, tensor in state.best.items()}
        for name, parameter in self._trained.items():
            tensors |= {f"moments.{key}.{name}": value for key, value in optimiser.state[parameter].items()}
        return tensors, state.as_json()

    def _restore(self, saved: tuple[Weights, dict[str, Any]], optimiser: torch.optim.Optimizer, state: _State) -> None:
        tensors, stored = saved
        state.read_json(stored)
        self._put({name: tensors[f"now.{name}"] for name in self._trained})
        state.best = {name: tensors[f"best.{name}"] for name in self._trained if f"best.{name}" in tensors}
        for name, parameter in self._trained.items():
            moments = {key: tensors.get(f"moments.{key}.{name}") for key in ("step", "exp_avg", "exp_avg_sq")}
            if all(tensor is not None for tensor in moments.values()):  # a head whose labels have not come yet has none
                optimiser.state[parameter] = moments


@dataclass(slots=True)
class _State:
    """Where a run is."""

    planned: int
    full: int
    step: int = 0
    kept: int = 0
    waited: int = 0
    judged: list[tuple[int, float]] = field(default_factory=list)
    best: Weights = field(default_factory=dict)

    def factor(self, warm_up: float) -> float:
        """Of the peak rate at this step: up to 1, then down to 0 at the end."""
        rise = max(1, round(warm_up * self.planned))
        return min((self.step + 1) / rise, (self.planned - self.step) / max(1, self.planned - rise), 1.0)

    def fit_into(self, seconds: float, a_step: float) -> None:
        """Plan fewer steps where the time that is left does not allow all; a little more is no reason to plan anew."""
        left = self.planned - self.step
        if left > 0 and left * a_step > _OVERRUN * seconds:
            self.planned = self.step + min(left, max(1, int(seconds / a_step)))

    def as_json(self) -> dict[str, Any]:
        names = ("planned", "full", "step", "kept", "waited", "judged")
        return {name: getattr(self, name) for name in names}

    def read_json(self, stored: Mapping[str, Any]) -> None:
        for name, value in stored.items():
            setattr(self, name, value)
        self.judged = [(int(step), float(accuracy)) for step, accuracy in stored["judged"]]


class _Clock:
    """When to tell, when to save, and how long a step takes."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._began = self._told = self._saved = time.monotonic()
        self._timed = 0.0
        self.steps = 0

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    @property
    def seconds_a_step(self) -> float:
        """The mean, without the first ones, which compile."""
        return self._timed / max(1, self.steps - _UNTIMED_STEPS)

    def knows(self, seconds: float) -> bool:
        """Whether enough steps, or enough of the `seconds` that there are, have passed to say what a step takes."""
        return self.steps > _UNTIMED_STEPS and (self.steps >= _TIMED_STEPS or self.seconds > _EARLY * seconds)

    def stepped(self, seconds: float) -> None:
        self.steps += 1
        self._timed += seconds * (self.steps > _UNTIMED_STEPS)

    def tell(self, state: _State, loss: float) -> None:
        if (now := time.monotonic()) - self._told < _SECONDS_BETWEEN_LINES:
            return
        self._told = now
        left = self.seconds / self.steps * (state.planned - state.step)
        self._say(f"fine-tuning: step {state.step:,} of {state.planned:,}, loss {loss:.3f}, {_spoken(left)} left")

    def save_now(self) -> bool:
        if (now := time.monotonic()) - self._saved < _SECONDS_BETWEEN_SAVES:
            return False
        self._saved = now
        return True


def _spoken(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 90 else f"{seconds:.0f} s"
