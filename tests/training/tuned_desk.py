"""A desk for fine-tuning tests: the small desk, a tiny transformer that knows its words, a recipe of seconds."""

import re
from pathlib import Path

from firstline.training.encoder_cache import EncoderCache
from firstline.training.encoder_source import resolve_encoder
from firstline.training.finetune_recipe import FinetuneRecipe
from firstline.training.trainable_encoder import TrainableEncoder
from tests.training.small_desk import small_desk
from tests.training.tiny_transformer import save_tiny_transformer

RECIPE = FinetuneRecipe(epochs=6, refresh=1, rate=2e-3, keep=0.0, train_words=True)

TICKETS = small_desk()
TEXTS = [ticket.body for ticket in TICKETS]
CATEGORIES = [ticket.category for ticket in TICKETS]


def save_desk_transformer(folder: Path) -> Path:
    """A sentence-transformers folder whose words are the desk's."""
    return save_tiny_transformer(folder, words=re.findall(r"[a-z]+", " ".join(TEXTS).lower()))


def open_desk_encoder(folder: Path) -> TrainableEncoder:
    """A fresh trainable encoder of such a folder, converted beside it."""
    name = f"path:{folder}"
    return TrainableEncoder.open(name, resolve_encoder(name, cache=EncoderCache(folder.parent)))
