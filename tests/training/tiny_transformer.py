"""A random BERT of two layers as a sentence-transformers folder: real enough to be converted and trained."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from firstline.training.sentence_transformers_export import PARITY_SENTENCES


def save_tiny_transformer(
    folder: Path,
    *,
    pooling: str = "mean",
    prompts: dict[str, str] | None = None,
    dense: bool = False,
    words: Sequence[str] = (),
) -> Path:
    """32 dimensions, 64 tokens; its vocabulary are `words` and the letters of the parity sentences."""
    import torch
    import transformers
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Dense, Pooling, Transformer

    torch.manual_seed(0)
    letters = sorted({letter for text in PARITY_SENTENCES for letter in text.lower() if letter.strip()})
    known = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{letter}" for letter in letters)]
    known += sorted(set(words) - set(known))
    raw = folder.with_name(folder.name + "-raw")
    raw.mkdir()
    (raw / "vocab.txt").write_text("\n".join(known), encoding="utf-8")
    transformers.BertTokenizerFast(vocab=str(raw / "vocab.txt")).save_pretrained(raw)
    sizes = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64}
    config = transformers.BertConfig(vocab_size=len(known), max_position_embeddings=128, **sizes)
    transformers.BertModel(config).save_pretrained(raw)
    modules: list[Any] = [Transformer(str(raw), max_seq_length=64), Pooling(32, pooling_mode=pooling)]
    if dense:
        modules.append(Dense(32, 16))
    SentenceTransformer(modules=modules, prompts=prompts, device="cpu").save(str(folder))
    return folder
