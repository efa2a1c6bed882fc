"""The fine-tuning recipe: how an encoder's weights are changed."""

from dataclasses import dataclass

_FEW, _MANY = 2_000, 20_000
_FEWEST_STEPS = 100


@dataclass(frozen=True, slots=True)
class FinetuneRecipe:
    """Chosen on validation data; docs/training.md has the measurements.

    Args:
        epochs: most passes over the tickets while later ones judge; early stopping and the time budget end it sooner.
        refresh: passes over all tickets afterwards, the judging ones included.
        batch: texts a step.
        max_tokens: of a text in training; serving reads more.
        rate: AdamW's peak learning rate of the network, `head_rate` that of the linear heads.
        layer_decay: each layer learns this much slower than the one above it.
        warm_up: share of the steps in which the rate rises; then it falls to 0 linearly.
        smoothing: label smoothing (Szegedy et al. 2016): a fifth of a desk's labels may be wrong.
        contrast: weight of the supervised contrastive loss (Khosla et al. 2020), `temperature` its temperature.
        keep: weight of staying near the frozen vector, so that one vector still serves the searches.
        pairs: weight of the in-batch loss over pairs of texts that belong together.
        patience: evaluations without a gain before it ends.
    """

    epochs: float = 8.0
    refresh: float = 2.0
    batch: int = 32
    max_tokens: int = 128
    rate: float = 2e-4
    head_rate: float = 2e-3
    layer_decay: float = 1.0
    warm_up: float = 0.06
    weight_decay: float = 0.01
    smoothing: float = 0.05
    contrast: float = 0.3
    temperature: float = 0.1
    keep: float = 2.0
    pairs: float = 1.0
    pair_temperature: float = 0.05
    patience: int = 3
    scale: float = 16.0
    largest_gradient: float = 1.0
    train_words: bool = False


def recipe_for(rows: int) -> FinetuneRecipe:
    """The recipe for that many labelled tickets: few are read more often, very many less."""
    if rows < _FEW:
        return FinetuneRecipe(epochs=min(40.0, max(10.0, _FEWEST_STEPS * 32 / max(rows, 1))), refresh=4.0)
    return FinetuneRecipe(epochs=4.0, refresh=1.0) if rows >= _MANY else FinetuneRecipe()
