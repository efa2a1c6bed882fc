"""The peer process: one peer fitted on some rows, in an environment of its own that need not have Firstline.

    python -I peer_process.py KIND TRAIN.jsonl TEST.jsonl ANSWERS.json WEIGHTS SEED STEPS

Rows are `{"text", "label"}`. WEIGHTS is a sentence-transformers folder, STEPS bounds the peer's fine-tuning. ANSWERS
holds the guesses, seconds of fitting and milliseconds of one text. It is run by path and imports nothing of ours.
"""

from __future__ import annotations

import importlib
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Predict = Callable[[Sequence[str]], Sequence[object]]
Fitted = Callable[[], Predict]
"""Fits and says how to predict; what is imported before it is called does not count as fitting."""

_SINGLE_TEXTS = 200
_STRENGTHS = (1.0, 10.0, 100.0)


def main(arguments: Sequence[str]) -> int:
    """Fit, answer and write down what it took."""
    kind, train, test, answers, weights, seed, steps = arguments
    known, asked = (_rows(path) for path in (train, test))
    texts, labels = [row["text"] for row in known], [row["label"] for row in known]
    fit = _KINDS[kind](texts, labels, Path(weights), int(seed), int(steps))
    started = time.perf_counter()
    predict = fit()
    seconds = time.perf_counter() - started
    questions = [row["text"] for row in asked]
    predict(questions[-1:])
    single = [_milliseconds(predict, text) for text in questions[:_SINGLE_TEXTS]]
    guesses = [str(guess) for guess in predict(questions)]
    found = {"guesses": guesses, "train_seconds": seconds, "text_milliseconds": statistics.median(single)}
    Path(answers).write_text(json.dumps(found), encoding="utf-8")
    return 0


def _rows(path: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def _milliseconds(predict: Predict, text: str) -> float:
    started = time.perf_counter()
    predict([text])
    return 1000 * (time.perf_counter() - started)


def _tfidf(texts: Sequence[str], labels: Sequence[str], _weights: Path, seed: int, _steps: int) -> Fitted:
    """TF-IDF of words (1-2) and characters (2-4), linear support vector machine: the floor of all tables."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline, make_union
    from sklearn.svm import LinearSVC

    words = TfidfVectorizer(ngram_range=(1, 2))
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4))
    model = make_pipeline(make_union(words, characters), LinearSVC(C=0.5, random_state=seed))
    return lambda: model.fit(texts, labels).predict


def _logistic(texts: Sequence[str], labels: Sequence[str], weights: Path, _seed: int, _steps: int) -> Fitted:
    """Logistic regression on the frozen vectors, its strength cross-validated."""
    from sentence_transformers import SentenceTransformer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GridSearchCV

    def fit() -> Predict:
        encoder = SentenceTransformer(str(weights), device="cpu")
        encode: Any = encoder.encode
        model = GridSearchCV(LogisticRegression(max_iter=1_000), {"C": list(_STRENGTHS)}, cv=3)
        model.fit(encode(texts, normalize_embeddings=True), labels)
        return lambda asked: model.predict(encode(list(asked), normalize_embeddings=True))

    return fit


def _setfit(texts: Sequence[str], labels: Sequence[str], weights: Path, seed: int, steps: int) -> Fitted:
    """SetFit: the encoder fine-tuned on pairs for some steps, then logistic regression."""
    setfit: Any = importlib.import_module("setfit")
    datasets: Any = importlib.import_module("datasets")

    def fit() -> Predict:
        model = setfit.SetFitModel.from_pretrained(str(weights), labels=sorted(set(labels)))
        arguments = setfit.TrainingArguments(
            output_dir="setfit", batch_size=16, max_steps=steps, seed=seed, save_strategy="no", report_to="none"
        )
        table = datasets.Dataset.from_dict({"text": list(texts), "label": list(labels)})
        setfit.Trainer(model=model, args=arguments, train_dataset=table).train()
        return lambda asked: model.predict(list(asked), show_progress_bar=False)

    return fit


def _autointent(texts: Sequence[str], labels: Sequence[str], weights: Path, seed: int, _steps: int) -> Fitted:
    """AutoIntent's preset `classic-light`: scorers and decisions searched over the frozen vectors, then fitted anew."""
    autointent: Any = importlib.import_module("autointent")
    configs: Any = importlib.import_module("autointent.configs")
    values = sorted(set(labels))
    code = {value: number for number, value in enumerate(values)}
    rows = [{"utterance": text, "label": code[label]} for text, label in zip(texts, labels, strict=True)]

    def fit() -> Predict:
        pipeline = autointent.Pipeline.from_preset("classic-light", seed=seed + 1)  # it refuses 0
        pipeline.set_config(configs.SentenceTransformerEmbeddingConfig(model_name=str(weights), device="cpu"))
        pipeline.fit(autointent.Dataset.from_dict({"train": rows}), refit_after=True)
        return lambda asked: ["" if found is None else values[found] for found in pipeline.predict(list(asked))]

    return fit


_KINDS: dict[str, Callable[[Sequence[str], Sequence[str], Path, int, int], Fitted]] = {
    "tfidf": _tfidf,
    "logistic": _logistic,
    "setfit": _setfit,
    "autointent": _autointent,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
