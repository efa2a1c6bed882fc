"""The fine-tuning checkpoint: what a run that was killed goes on from."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

_NAME = "checkpoint.safetensors"
_STATE = "state"

Tensors = Mapping[str, torch.Tensor]


class FinetuneCheckpoint:
    """One file in a folder of the run's own, named after all that decides about it: no other run goes on from it.

    It holds weights, the optimiser's moments and where the run was; no text. It is safetensors and JSON: reading it
    runs no code. It appears by one rename when it is on disk.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self) -> tuple[dict[str, torch.Tensor], dict[str, Any]] | None:
        """The tensors and the state that were saved last; None where there are none or they cannot be read."""
        try:
            with safe_open(str(self._folder / _NAME), "pt") as file:
                state = json.loads((file.metadata() or {})[_STATE])
                return {name: file.get_tensor(name) for name in file.keys()}, state  # noqa: SIM118 (it is no dict)
        except (OSError, SafetensorError, KeyError, ValueError):
            return None

    def save(self, tensors: Tensors, state: Mapping[str, Any]) -> None:
        """Replace what was saved before."""
        self._folder.mkdir(parents=True, exist_ok=True)
        partial = self._folder / f"{_NAME}.{os.getpid()}.partial"
        save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, partial, {_STATE: json.dumps(state)})
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(self._folder / _NAME)
