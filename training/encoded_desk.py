"""The encoded desk: what one encoder makes of the training tickets and of the background."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from firstline.datasets.amount import amount
from firstline.datasets.background import background_requests
from firstline.datasets.language import detect_language
from firstline.datasets.plain_kinds import spoken_examples
from firstline.models.embedding_cache import CachedEncoder, EmbeddingCache
from firstline.models.encoder import Progress, Vectors
from firstline.models.language_offsets import LanguageOffsets
from firstline.models.onnx_encoder import OnnxEncoder
from firstline.models.scorer import Scorer
from firstline.training.background_fit import Background
from firstline.training.encoder_choice import choose_encoder
from firstline.training.excerpt import excerpt
from firstline.training.held_out import HeldOutPlan
from firstline.training.language_offset_fit import fit_language_offsets

_MOST_EXCERPTS = 1_000
_COMPARISON = " to compare with (built-in examples, and excerpts of these)"
_MOST_TOLD = 4_000
_GIVEN, _GIVEN_GROUPS = "the desk's own strangers", 12
_CACHE_BYTES = 2 * 1024**3  # vectors of about 1.4 million texts

Labels = Mapping[str, Sequence[str | None]]
"""Field → its label by row, None where it is missing."""

Say = Callable[[str], None]
"""Called with one line for people."""


@dataclass(frozen=True, slots=True)
class EncodedDesk:
    """An encoder folder, its raw vectors of the training texts (texts, dimension), what is taken away from them before
    heads read them (dimension,), the background by it, and what its vectors say of a language alone.
    """

    folder: Path
    vectors: Vectors
    centre: Vectors
    background: Background
    offsets: LanguageOffsets


@dataclass(frozen=True, slots=True)
class DeskVectors:
    """The desk as it is judged and as it will be served: the same for a frozen encoder.

    A fine-tuned encoder has read the labels of what it learned from, so `judging` is by one that has not read the rows
    that judge. `scorers` are the heads trained with both, by field; `measured` goes into the manifest.
    """

    judging: EncodedDesk
    final: EncodedDesk
    scorers: Mapping[str, tuple[Scorer, Scorer]] = field(default_factory=dict)
    measured: Mapping[str, Any] | None = None
    work: Path | None = None

    @classmethod
    def frozen(cls, desk: EncodedDesk) -> DeskVectors:
        return cls(desk, desk)

    def drop(self) -> None:
        """Remove the working files of a fine-tuning: the bundle is written."""
        if self.work is not None:
            shutil.rmtree(self.work, ignore_errors=True)


class DeskReader:
    """Encodes the texts of one training run, with as many encoders as it takes; known vectors come from the cache."""

    def __init__(
        self,
        resolve: Callable[[str], Path],
        *,
        say: Say,
        progress: Progress | None = None,
        strangers: Sequence[str] = (),
    ) -> None:
        """`resolve` finds the verified folder of an encoder by its name; `strangers` are texts that the desk itself
        marked as not its own.
        """
        self._strangers = strangers
        self.resolve = functools.cache(resolve)  # hashes 130 MB: once for each encoder is enough
        self._cache = EmbeddingCache.default()
        self.say, self._progress = say, progress

    def choose(self, texts: Sequence[str], labels: Labels, plan: HeldOutPlan, *, seed: int) -> str:
        """The name of the encoder that suits the field with the most values best."""
        richest = max(labels.values(), key=lambda column: len(set(column)))
        return choose_encoder(texts, richest, plan, encode_with=self.vectors, seed=seed)

    def vectors(self, name: str, texts: Sequence[str]) -> Vectors:
        """Of some texts by the encoder called `name`."""
        return self._vectors(self.resolve(name), name, texts)

    def read(self, folder: Path, name: str, texts: Sequence[str], *, own: int) -> EncodedDesk:
        """All `texts` and the background by the encoder in `folder`; `name` is for people.

        The first `own` texts are tickets: their mean is the centre, and the others only describe values.
        """
        vectors = self._vectors(folder, name, texts)
        excerpted = np.arange(0, len(texts), -(-len(texts) // _MOST_EXCERPTS))
        requests = background_requests()
        foreign = [request.text for request in requests] + list(self._strangers)
        examples = spoken_examples()
        more = [text for _, text in examples] + foreign + [excerpt(texts[row]) for row in excerpted.tolist()]
        ends = [len(examples), len(examples) + len(foreign)]
        said, others, excerpts = np.split(self._vectors(folder, name, more, of=_COMPARISON), ends)
        self.prune()
        industries = [request.industry for request in requests]
        industries += [f"{_GIVEN} {number % _GIVEN_GROUPS}" for number in range(len(self._strangers))]
        given = np.arange(len(foreign)) >= len(requests)
        background = Background(foreign, others, industries, excerpts, excerpted, given)
        told = np.arange(0, own, -(-own // _MOST_TOLD))
        offsets = fit_language_offsets(
            vectors[told], [detect_language(texts[row]) for row in told.tolist()], said, [tag for tag, _ in examples]
        )
        return EncodedDesk(folder, vectors, vectors[:own].mean(axis=0), background, offsets)

    def prune(self) -> None:
        """Keep the cache of vectors below its size: the run has what it wants."""
        self._cache.prune(_CACHE_BYTES)

    def _vectors(self, folder: Path, name: str, texts: Sequence[str], *, of: str = "") -> Vectors:
        self.say(f"encoding {amount(len(texts), 'text')}{of} with {name}")
        encoder = CachedEncoder(OnnxEncoder(folder, verify=False), self._cache)
        return encoder.encode(texts, progress=self._progress)
