"""The torch graph: a transformer written as ONNX by tracing it."""

from __future__ import annotations

import warnings
from pathlib import Path

import torch


def write_graph(transformer: torch.nn.Module, path: Path) -> None:
    """Write a Hugging Face transformer as float32 ONNX: ``input_ids`` and ``attention_mask``, int64 (texts, tokens), to
    ``token_vectors``, float32 (texts, tokens, hidden).
    """

    class TokenVectors(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            return self.transformer(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state

    example = torch.ones((2, 7), dtype=torch.int64)
    dynamic = {0: "texts", 1: "tokens"}
    with warnings.catch_warnings(), torch.no_grad():
        # The tracer warns that it is the older exporter; the newer one needs onnxscript and was not better here.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            TokenVectors().eval(),
            (example, example),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["token_vectors"],
            dynamic_axes={"input_ids": dynamic, "attention_mask": dynamic, "token_vectors": dynamic},
            opset_version=17,
            dynamo=False,
        )
