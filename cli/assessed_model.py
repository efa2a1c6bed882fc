"""The assessed model: trained for one assessment, and gone after it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from firstline.datasets.config import Config
from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.evaluation.passing_folder import passing_folder
from firstline.models.bundle import Bundle
from firstline.models.embedding_cache import CachedEncoder, EmbeddingCache
from firstline.models.encoder import Progress
from firstline.models.onnx_encoder import OnnxEncoder
from firstline.training.encoded_desk import Say
from firstline.training.encoder_source import resolve_encoder
from firstline.training.training_run import train_bundle

_SECONDS = 100.0
_PROBE = 96
_TRAINED_SHARE = 0.75
_FEWEST, _MOST = 1_000, 12_000
_FIVE_MODELS, _ONE_MODEL = 4_000, 8_000
"""Up to the second number training judges five models of what it reads; above the first that takes too long."""


@dataclass(frozen=True, slots=True)
class Teacher:
    """Trains in a folder of its own. The encoder is the given or the configured one, and e5 where that is `auto`:
    trying several takes longer than an assessment may."""

    config: Config
    encoder: str | None
    say: Say
    progress: Progress

    @property
    def shown(self) -> str:
        """The encoder's name for a page that is forwarded: of one in a folder, the folder's."""
        kind, _, place = self._name.partition(":")
        return Path(place).name if kind == "path" else self._name

    @property
    def _name(self) -> str:
        wanted = self.encoder or self.config.training.encoder
        return "e5" if wanted == "auto" else wanted

    def affordable(self, tickets: Sequence[Ticket], sample: int | None) -> tuple[int, int]:
        """How many tickets may teach and how many be judged, so that a computer like this one is done in minutes.

        A few texts are encoded to see how fast it is; those whose vectors are cached cost nothing.
        """
        texts = [text for ticket in tickets if (text := request_text(ticket)).strip()]
        if sample is None and len(texts) > _FEWEST:
            sample = self._readable(texts)
        if sample is None or sample >= len(texts):
            return len(texts), len(texts)
        trained = round(_TRAINED_SHARE * sample)
        return (_FIVE_MODELS if _FIVE_MODELS < trained < _ONE_MODEL else trained), sample - trained

    def train(self, tickets: Sequence[Ticket], fields: Sequence[str]) -> tuple[Bundle, CachedEncoder]:
        """A bundle of `fields`, and its encoder with a memory."""
        with passing_folder() as folder:
            output = folder / "assessed"
            train_bundle(
                tickets,
                output,
                config=self.config,
                fields=fields,
                encoder=self._name,
                say=self.say,
                progress=self.progress,
            )
            bundle = Bundle.load(output, verify=False)
        return bundle, CachedEncoder(bundle.encoder, EmbeddingCache.default())

    def _readable(self, texts: Sequence[str]) -> int:
        encoder = OnnxEncoder(resolve_encoder(self._name), verify=False)
        _, known = EmbeddingCache.default().get(encoder.fingerprint, texts, dimension=encoder.dimension)
        new = [text for text, there in zip(texts, known, strict=True) if not there]
        if not new:
            return min(len(texts), _MOST)
        probe = new[:: max(1, len(new) // _PROBE)][:_PROBE]
        began = time.monotonic()
        encoder.encode(probe)
        each = (time.monotonic() - began) / len(probe) * len(new) / len(texts)
        return min(len(texts), _MOST, max(_FEWEST, round(_SECONDS / each)))
