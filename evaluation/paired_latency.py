"""The paired latency: two models answering the same tickets in turns, one ticket at a time, as a service does."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from firstline.evaluation.evaluate import TriageModel

_WARM_UP = 3


@dataclass(frozen=True, slots=True)
class PairedLatency:
    """Median milliseconds of one answer. `agreement` is the share of answers that are those of a batch, the first's."""

    first: float
    second: float | None
    agreement: float
    texts: int

    @property
    def ratio(self) -> float | None:
        return None if not self.second else self.first / self.second


def paired_latency(first: TriageModel, second: TriageModel | None, texts: Sequence[str]) -> PairedLatency:
    """Time both on `texts` in turns, so that whatever else the machine does hits both alike."""
    models = [first] if second is None else [first, second]
    for model in models:
        for text in texts[:_WARM_UP]:
            _answer(model, text)
    seconds = np.zeros((len(models), len(texts)))
    alone: list[tuple[str, ...]] = []
    for row, text in enumerate(texts):
        for number in range(len(models)):
            turn = (number + row) % len(models)
            began = time.perf_counter()
            values = _answer(models[turn], text)
            seconds[turn, row] = time.perf_counter() - began
            if turn == 0:
                alone.append(values)
    together = _values(first, texts)
    medians = 1000 * np.median(seconds, axis=1)
    return PairedLatency(
        first=float(medians[0]),
        second=float(medians[1]) if second is not None else None,
        agreement=float(np.mean([one == other for one, other in zip(alone, together, strict=True)])),
        texts=len(texts),
    )


def _answer(model: TriageModel, text: str) -> tuple[str, ...]:
    return _values(model, [text])[0]


def _values(model: TriageModel, texts: Sequence[str]) -> list[tuple[str, ...]]:
    predictions = model.predict(texts, model.encoder.encode(texts))
    return [tuple(field.value for field in prediction.fields.values()) for prediction in predictions]
