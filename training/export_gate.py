"""The export gates: what a fine-tuned encoder must show before it may be used.

Thresholds: labels of the float32 graph equal to those of the network on 99.9 % of texts and probabilities within .001;
int8 at most .3 points less accurate than float32, each with heads fitted on its own vectors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from firstline.datasets.errors import EncoderError
from firstline.models.encoder import Vectors
from firstline.models.onnx_encoder import OnnxEncoder
from firstline.training.encoded_desk import Say
from firstline.training.finetune_aim import FieldAim
from firstline.training.finetune_loss import AimLosses
from firstline.training.held_out import Fold
from firstline.training.probe import Probe
from firstline.training.trainable_encoder import TrainableEncoder

SAME_LABELS = 0.999
LARGEST_DIFFERENCE = 1e-3
LARGEST_LOSS = 0.003

_PARITY_TEXTS = 1_000
_LEARNED_TEXTS, _JUDGED_TEXTS = 4_000, 2_000
_FULL, _SMALL = "fp32", "int8"


@dataclass(frozen=True, slots=True)
class Export:
    """The folder of the encoder that passed, its precision, and what the gates measured."""

    folder: Path
    precision: str
    same_labels: float
    largest_difference: float
    int8_loss: float | None = None
    int8_loss_error: float | None = None


def export_encoder(
    encoder: TrainableEncoder,
    losses: AimLosses,
    folder: Path,
    *,
    aims: Sequence[FieldAim],
    texts: Sequence[str],
    fold: Fold,
    judged_before: Export | None,
    say: Say,
) -> Export:
    """Write the float32 and the int8 encoder under `folder` and choose.

    `fold` has rows that were learned from and rows that were not. Without any of the latter nothing can be compared:
    then the precision is that of `judged_before`, the export of the same network that had not read them.

    Raises EncoderError when the float32 graph is not the network.
    """
    full, small = folder / _FULL, folder / _SMALL
    for path in (full, small):
        path.mkdir(parents=True, exist_ok=True)
    encoder.export(full)
    exact = OnnxEncoder(full, verify=False)
    same, difference = _parity(encoder, losses, aims, [texts[row] for row in _some(fold.judge, _PARITY_TEXTS)], exact)
    if same < SAME_LABELS or difference > LARGEST_DIFFERENCE:
        raise EncoderError(
            f"the ONNX graph of the fine-tuned encoder is not the network: {same:.2%} of the labels are equal (wanted "
            f"{SAME_LABELS:.1%}) and a probability differs by {difference:.5f} (at most {LARGEST_DIFFERENCE}); train "
            "without --finetune, and report this"
        )
    encoder.quantise(full, small)
    if judged_before is not None:
        chosen = small if judged_before.precision == _SMALL else full
        return Export(chosen, judged_before.precision, same, difference)
    loss, error = _loss(exact, OnnxEncoder(small, verify=False), aims, texts, fold)
    kept = loss <= LARGEST_LOSS or loss <= error
    say(
        f"export: {same:.2%} of labels as in Python, largest difference of a probability {difference:.1e}; int8 costs "
        f"{100 * loss:+.2f} points of accuracy (standard error {100 * error:.2f}): {_SMALL if kept else _FULL} is kept"
    )
    return Export(small if kept else full, _SMALL if kept else _FULL, same, difference, loss, error)


def _parity(
    encoder: TrainableEncoder,
    losses: AimLosses,
    aims: Sequence[FieldAim],
    texts: Sequence[str],
    exported: OnnxEncoder,
) -> tuple[float, float]:
    """The share of equal labels and the largest difference of a probability, over all fields."""
    reader = encoder.reader(max_tokens=encoder.manifest.max_tokens)
    python = encoder.encode([reader.ids(text) for text in texts], exact=True)
    graph = exported.encode(texts)
    equal, largest = [], 0.0
    for number in range(len(aims)):
        wanted, found = losses.probabilities(number, python), losses.probabilities(number, graph)
        equal.append(wanted.argmax(axis=1) == found.argmax(axis=1))
        largest = max(largest, float(np.abs(wanted - found).max(initial=0.0)))
    return float(np.mean(equal)) if equal else 1.0, largest


def _loss(
    full: OnnxEncoder, small: OnnxEncoder, aims: Sequence[FieldAim], texts: Sequence[str], fold: Fold
) -> tuple[float, float]:
    """What int8 loses against float32 on rows that neither was fitted on, and its standard error."""
    learn, judge = _some(fold.learn, _LEARNED_TEXTS), _some(fold.judge, _JUDGED_TEXTS)
    some = [texts[row] for row in (*learn, *judge)]
    rows = np.concatenate((learn, judge))
    here = Fold(np.arange(len(learn)), np.arange(len(learn), len(rows)))
    mine = [FieldAim(aim.name, aim.targets[rows], aim.count) for aim in aims]
    vectors: list[Vectors] = [encoder.encode(some) for encoder in (full, small)]
    wide, narrow = (Probe.of(found, mine, here) for found in vectors)
    gain, error = wide.gain_over(narrow)
    return gain, error


def _some(rows: np.ndarray, most: int) -> np.ndarray:
    """At most `most` of them, evenly spread."""
    return rows[np.linspace(0, len(rows) - 1, most).astype(int)] if len(rows) > most else rows
