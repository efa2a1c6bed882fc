"""The trainable encoder: the torch network that an encoder folder's graph was made of."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch

from firstline.models.encoder import Vectors
from firstline.models.encoder_manifest import (
    MODEL_NAME,
    TOKENIZER_NAME,
    EncoderManifest,
    Precision,
    seal_encoder_folder,
)
from firstline.models.onnx_encoder import usable_cores
from firstline.models.token_reader import TokenReader
from firstline.training.e5_graph import SENSITIVE_PRODUCTS
from firstline.training.e5_network import build_e5_network, write_e5_network
from firstline.training.e5_weights import find_e5_file, read_e5_weights
from firstline.training.encoder_source import torch_source
from firstline.training.onnx_quantization import quantise
from firstline.training.sentence_transformers_export import load_sentence_transformer
from firstline.training.torch_graph import write_graph

Tokens = Sequence[int]
"""The ids of one text's tokens, special ones included."""

_BATCH = 64


@dataclass(frozen=True, slots=True)
class TrainableEncoder:
    """A network with the tokens and the pooling of the encoder folder that it will be exported like.

    `sensitive` names products of the graph that stay in float32 when the rest is quantised.
    """

    network: torch.nn.Module
    folder: Path
    manifest: EncoderManifest
    write: Callable[[torch.nn.Module, Path], None]
    sensitive: Sequence[str] = ()

    @classmethod
    def open(cls, name: str, folder: Path) -> TrainableEncoder:
        """The weights of `name` (e5, minilm, hf:ID, path:DIR), whose frozen export lies in `folder`.

        Raises ConfigError for a folder that holds a graph only, EncoderError when the weights cannot be had.
        """
        torch.set_num_threads(usable_cores())
        manifest = EncoderManifest.read(folder, verify=False)
        source = torch_source(name)
        if source is not None:
            return cls(load_sentence_transformer(source)[0].auto_model, folder, manifest, write_graph)
        weights = read_e5_weights(find_e5_file())
        write = partial(write_e5_network, weights)
        return cls(build_e5_network(weights), folder, manifest, write, SENSITIVE_PRODUCTS)

    @property
    def dimension(self) -> int:
        return self.manifest.dimension

    @property
    def layers(self) -> int:
        return int(self.network.config.num_hidden_layers)

    def reader(self, *, max_tokens: int) -> TokenReader:
        """Reads texts as serving does, less of them where `max_tokens` says so."""
        return TokenReader(self.folder, self.manifest, max_tokens=max_tokens)

    def vectors(self, batch: Sequence[Tokens], *, exact: bool = False) -> torch.Tensor:
        """Unit vectors (texts, dimension) of tokenised texts, with gradients where they are on.

        Unless `exact`, products run in bfloat16 on processors that have it: twice as fast, and the pooling stays in
        float32.
        """
        longest = max(map(len, batch))
        ids = torch.zeros((len(batch), longest), dtype=torch.int64)
        mask = torch.zeros_like(ids)
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens)] = torch.tensor(tokens)
            mask[row, : len(tokens)] = 1
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=_has_bfloat16() and not exact):
            hidden = self.network(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        if self.manifest.pooling == "cls":
            return torch.nn.functional.normalize(hidden[:, 0], dim=1)
        summed = (hidden * mask[:, :, None]).sum(dim=1)
        return torch.nn.functional.normalize(summed / mask.sum(dim=1, keepdim=True), dim=1)

    def encode(self, texts: Sequence[Tokens], *, exact: bool = False) -> Vectors:
        """Unit vectors (texts, dimension) without gradients or dropout."""
        found = np.empty((len(texts), self.dimension), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
        with self.resting(), torch.no_grad():
            for start in range(0, len(order), _BATCH):
                rows = order[start : start + _BATCH]
                found[rows] = self.vectors([texts[row] for row in rows], exact=exact).numpy()
        return found

    @contextlib.contextmanager
    def resting(self) -> Iterator[None]:
        """Without dropout for a while."""
        before = self.network.training
        self.network.eval()
        try:
            yield
        finally:
            self.network.train(before)

    def export(self, folder: Path) -> None:
        """Fill the encoder folder `folder` (which exists) with the float32 graph of the weights as they are now."""
        with self.resting():
            self.write(self.network, folder / MODEL_NAME)
        self._seal(folder, "fp32")

    def quantise(self, full: Path, folder: Path) -> None:
        """Fill `folder` (which exists) with the int8 form of the exported encoder folder `full`."""
        quantise(full / MODEL_NAME, folder / MODEL_NAME, keep=self.sensitive)
        self._seal(folder, "int8")

    def _seal(self, folder: Path, precision: Precision) -> None:
        shutil.copyfile(self.folder / TOKENIZER_NAME, folder / TOKENIZER_NAME)
        seal_encoder_folder(
            folder,
            name=f"{self.manifest.name} fine-tuned",
            dimension=self.dimension,
            pooling=self.manifest.pooling,
            prefix=self.manifest.prefix,
            max_tokens=self.manifest.max_tokens,
            precision=precision,
            licence=self.manifest.licence,
            source=f"{self.manifest.source}, fine-tuned on the desk's own tickets",
        )


def _has_bfloat16() -> bool:
    return bool(torch.cpu.get_capabilities().get("avx512_bf16"))
