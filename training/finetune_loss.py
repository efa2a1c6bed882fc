"""The fine-tuning loss: several aims over one vector."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from firstline.models.centre import centre_vectors
from firstline.models.encoder import Vectors
from firstline.models.scorer import Scorer
from firstline.training.finetune_aim import UNLABELLED, FieldAim
from firstline.training.finetune_recipe import FinetuneRecipe

_ITSELF = -1e9
_SMALLEST_NORM = 1e-6


class AimLosses(torch.nn.Module):  # type: ignore[misc]
    """A linear head for each field, and the losses of a batch of vectors.

    All is judged on vectors less the frozen ones' mean, as heads and searches read them: some encoders put all texts
    into one corner.

    The heads start at the means of their values' frozen vectors, so that the first steps do not tear apart what the
    encoder knows already (A. Kumar et al. 2022, arXiv:2202.10054).
    """

    def __init__(self, aims: Sequence[FieldAim], frozen: Vectors, rows: NDArray[np.intp], recipe: FinetuneRecipe):
        """`frozen` (texts, dimension) are the vectors before fine-tuning, `rows` those that are learned from."""
        super().__init__()
        self._recipe = recipe
        self.centre = frozen[rows].mean(axis=0)
        self._centre = torch.from_numpy(self.centre)
        self._targets = [torch.from_numpy(aim.targets.astype(np.int64)) for aim in aims]
        usual = centre_vectors(frozen, self.centre)
        self._frozen = torch.from_numpy(usual)
        self.heads = torch.nn.ModuleList(_head(aim, usual, rows) for aim in aims)

    def forward(self, vectors: torch.Tensor, rows: NDArray[np.intp]) -> torch.Tensor:
        """The loss of `vectors` (batch, dimension), which are those of the texts at `rows`."""
        recipe, at = self._recipe, torch.from_numpy(rows)
        vectors = self._centred(vectors)
        total = vectors.sum() * 0.0
        for head, targets in zip(self.heads, self._targets, strict=True):
            wanted = targets[at]
            known = wanted != UNLABELLED
            if known.any():
                own, truth = vectors[known], wanted[known]
                said = recipe.scale * head(own)
                total = total + functional.cross_entropy(said, truth, label_smoothing=recipe.smoothing)
                total = total + recipe.contrast * contrastive(own, truth, temperature=recipe.temperature)
        if recipe.keep:
            total = total + recipe.keep * (1 - (vectors * self._frozen[at]).sum(dim=1)).mean()
        return total

    def pair_loss(self, first: torch.Tensor, second: torch.Tensor, hard: torch.Tensor) -> torch.Tensor:
        """Of (pairs, dimension): each first text is to find its partner among all partners and hard negatives."""
        candidates = self._centred(torch.cat([second, hard]))
        likeness = self._centred(first) @ candidates.T / self._recipe.pair_temperature
        return self._recipe.pairs * functional.cross_entropy(likeness, torch.arange(len(first)))

    def accuracy(self, vectors: Vectors, rows: NDArray[np.intp]) -> float:
        """The mean over fields of the share that the heads get right of `vectors`, which are those of `rows`."""
        shares = []
        with torch.no_grad():
            for head, targets in zip(self.heads, self._targets, strict=True):
                wanted = targets[torch.from_numpy(rows)]
                known = wanted != UNLABELLED
                if known.any():
                    said = head(self._centred(torch.from_numpy(vectors)[known])).argmax(dim=1)
                    shares.append(float((said == wanted[known]).float().mean()))
        return float(np.mean(shares)) if shares else 0.0

    def probabilities(self, field: int, vectors: Vectors) -> NDArray[np.float32]:
        """The softmax of one field's head, shape (texts, values)."""
        with torch.no_grad():
            said = self._recipe.scale * self.heads[field](self._centred(torch.from_numpy(vectors)))
            found: NDArray[np.float32] = functional.softmax(said, dim=1).numpy()
        return found

    def scorer(self, field: int) -> Scorer:
        """One field's head as the bundle holds it: centred vectors to logits."""
        head, scale = self.heads[field], self._recipe.scale
        weights = (scale * head.weight.detach().numpy().T).astype(np.float32)
        bias = (scale * head.bias.detach().numpy()).astype(np.float32)
        return Scorer(((weights, bias),)).rounded()

    def _centred(self, vectors: torch.Tensor) -> torch.Tensor:
        return functional.normalize(vectors - self._centre, dim=1)


def contrastive(vectors: torch.Tensor, truth: torch.Tensor, *, temperature: float) -> torch.Tensor:
    """The supervised contrastive loss (P. Khosla et al. 2020, arXiv:2004.11362) of unit vectors (batch, dimension);
    0 where no two of the batch share a value.
    """
    own = torch.eye(len(truth), dtype=torch.bool)
    likeness = (vectors @ vectors.T / temperature).masked_fill(own, _ITSELF)
    logs = functional.log_softmax(likeness, dim=1)
    same = (truth[:, None] == truth[None]) & ~own
    partners = same.sum(dim=1)
    means = (logs * same).sum(dim=1) / partners.clamp(min=1)
    return -means[partners > 0].mean() if (partners > 0).any() else vectors.sum() * 0.0


def _head(aim: FieldAim, usual: Vectors, rows: NDArray[np.intp]) -> torch.nn.Linear:
    """A head whose weights for a value are the direction of its mean, of centred vectors (texts, dimension)."""
    head = torch.nn.Linear(usual.shape[1], aim.count)
    labelled = rows[aim.targets[rows] != UNLABELLED]
    weights = np.zeros((aim.count, usual.shape[1]), dtype=np.float32)
    np.add.at(weights, aim.targets[labelled], usual[labelled])
    weights /= np.maximum(np.linalg.norm(weights, axis=1, keepdims=True), _SMALLEST_NORM)
    with torch.no_grad():
        head.weight.copy_(torch.from_numpy(weights))
        head.bias.zero_()
    return head
