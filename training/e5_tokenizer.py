"""The tokenizer of multilingual-e5-small (that of XLM-RoBERTa), rebuilt from the pieces in the weight file."""

from __future__ import annotations

from tokenizers import AddedToken, Regex, Tokenizer
from tokenizers.decoders import Metaspace as MetaspaceDecoder
from tokenizers.models import Unigram
from tokenizers.normalizers import NFKC, Nmt, Replace, Sequence
from tokenizers.pre_tokenizers import Metaspace
from tokenizers.processors import TemplateProcessing

from firstline.training.e5_weights import E5Weights

_SPECIAL = {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3}


def build_e5_tokenizer(weights: E5Weights) -> Tokenizer:
    """Unigram segmentation (Kudo 2018, arXiv 1804.10959) of NFKC text, every token sequence between <s> and </s>."""
    tokenizer = Tokenizer(Unigram(list(weights.pieces), unk_id=_SPECIAL["<unk>"], byte_fallback=False))
    tokenizer.normalizer = Sequence([Nmt(), NFKC(), Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = Metaspace(prepend_scheme="always")
    tokenizer.decoder = MetaspaceDecoder(prepend_scheme="always")
    tokenizer.post_processor = TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", _SPECIAL["<s>"]), ("</s>", _SPECIAL["</s>"])]
    )
    tokenizer.add_special_tokens([AddedToken(token, normalized=False, special=True) for token in _SPECIAL])
    return tokenizer
