"""The fine-tuning ablation: what each part of the recipe is worth, on tickets that nothing was learned from.

    python -m firstline.training.finetune_ablation banking77 [--seed 0]... [--only VARIANT]...

A fifth of the official training part judges; the official test part is not read. Vectors are float32 and judged by the
heads that were trained with them; a neighbour is kept when it is among the ten nearest learned texts before and after.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from firstline.evaluation import benchmark_data
from firstline.models.centre import centre_vectors
from firstline.models.encoder import Vectors
from firstline.training.encoder_source import resolve_encoder
from firstline.training.finetune_aim import FieldAim
from firstline.training.finetune_loop import FinetuneLoop, Schedule
from firstline.training.finetune_loss import AimLosses
from firstline.training.finetune_recipe import FinetuneRecipe, recipe_for
from firstline.training.held_out import Fold, held_out_plan
from firstline.training.trainable_encoder import TrainableEncoder

_NEIGHBOURS = 10
_SETS = {"banking77": benchmark_data.banking77, "hwu64": benchmark_data.hwu64, "clinc150": benchmark_data.clinc150}


def variants(recipe: FinetuneRecipe) -> Mapping[str, FinetuneRecipe]:
    """The recipe, and the recipe with one thing changed."""
    return {
        "recipe": recipe,
        "free to leave the frozen vectors": replace(recipe, keep=0.0),
        "held twice as firmly": replace(recipe, keep=2 * recipe.keep),
        "no contrastive loss": replace(recipe, contrast=0.0),
        "no label smoothing": replace(recipe, smoothing=0.0),
        "half the rate": replace(recipe, rate=recipe.rate / 2),
        "lower layers slower (.85 a layer)": replace(recipe, layer_decay=0.85),
        "half the epochs": replace(recipe, epochs=recipe.epochs / 2),
        "word embeddings too": replace(recipe, train_words=True),
    }


@dataclass(frozen=True, slots=True)
class Outcome:
    """One run: shares of judged texts that are right before (at the means of their values) and after, of neighbours
    kept, and minutes of training.
    """

    variant: str
    seed: int
    before: float
    after: float
    neighbours: float
    minutes: float


def run(texts: Sequence[str], labels: Sequence[str], name: str, recipe: FinetuneRecipe, seed: int) -> Outcome:
    """Fine-tune MiniLM on four fifths of the texts and judge the last."""
    fold = held_out_plan(texts, [None] * len(texts), seed=seed, one_fold=True).folds[0]
    encoder = TrainableEncoder.open("minilm", resolve_encoder("minilm"))
    reader = encoder.reader(max_tokens=recipe.max_tokens)
    ids = [reader.ids(text) for text in texts]
    frozen = encoder.encode(ids)
    losses = AimLosses([FieldAim.of("label", labels)], frozen, fold.learn, recipe)
    before = losses.accuracy(frozen[fold.judge], fold.judge)
    loop = FinetuneLoop(encoder, losses, ids, None, recipe=recipe, seed=seed, say=_say)
    steps = round(recipe.epochs * len(fold.learn) / recipe.batch)
    began = time.monotonic()
    loop.run(fold.learn, fold.judge[:0], Schedule(steps=steps, every=steps))
    minutes = (time.monotonic() - began) / 60
    tuned = encoder.encode(ids)
    after = losses.accuracy(tuned[fold.judge], fold.judge)
    return Outcome(name, seed, before, after, _kept(frozen, tuned, losses.centre, fold), minutes)


def _kept(frozen: Vectors, tuned: Vectors, centre: Vectors, fold: Fold) -> float:
    old, new = (_nearest(centre_vectors(vectors, centre), fold) for vectors in (frozen, tuned))
    return float(np.mean([len(set(a) & set(b)) / _NEIGHBOURS for a, b in zip(old, new, strict=True)]))


def _nearest(vectors: Vectors, fold: Fold) -> list[list[int]]:
    likeness = vectors[fold.judge] @ vectors[fold.learn].T
    found: list[list[int]] = np.argpartition(-likeness, _NEIGHBOURS, axis=1)[:, :_NEIGHBOURS].tolist()
    return found


def table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Markdown lines: a row for each variant, mean and spread over its seeds."""
    yield "| variant | right | gain over the frozen heads' start | neighbours kept | minutes | seeds |"
    yield "|---|---|---|---|---|---|"
    for variant in dict.fromkeys(outcome.variant for outcome in outcomes):
        mine = [outcome for outcome in outcomes if outcome.variant == variant]
        after = np.array([outcome.after for outcome in mine])
        gain = np.array([outcome.after - outcome.before for outcome in mine])
        spread = f" ± {after.std(ddof=1):.3f}" if len(mine) > 1 else ""
        kept, minutes = (float(np.mean([getattr(o, name) for o in mine])) for name in ("neighbours", "minutes"))
        right = f"{after.mean():.3f}{spread}"
        yield f"| {variant} | {right} | {gain.mean():+.3f} | {kept:.0%} | {minutes:.1f} | {len(mine)} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the chosen variants and print the table; each outcome is said as it comes, as JSON, on standard error."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", choices=sorted(_SETS))
    parser.add_argument("--seed", type=int, action="append")
    parser.add_argument("--only", action="append")
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("FIRSTLINE_DATA", "../shared/datasets")))
    options = parser.parse_args(arguments)
    split = _SETS[options.set](options.data)[0]
    texts, labels = ([str(row[key]) for row in split.train] for key in ("body", split.field))
    outcomes = []
    for name, recipe in variants(recipe_for(len(texts))).items():
        if options.only and name not in options.only:
            continue
        for seed in options.seed or [0]:
            outcomes.append(run(texts, labels, name, recipe, seed))
            _say(json.dumps({name: getattr(outcomes[-1], name) for name in Outcome.__slots__}))
    print("\n".join(table(outcomes)))  # noqa: T201 - it is a command
    return 0


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
