"""The unigram model: a word to its likeliest pieces, in a sixth of the memory that the tokenizers library takes for it.

Source: T. Kudo, "Subword Regularization: Improving Neural Network Translation Models with Multiple Subword Candidates",
ACL 2018, section 3.2. The library keeps a tree with a hash map for every letter of 250,000 pieces: 290 MiB for those of
XLM-RoBERTa. All else that it does with a text (special tokens, normalising, splitting, truncation) it goes on doing.
"""

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import to_json
from tokenizers import PreTokenizedString, Token, Tokenizer
from tokenizers.pre_tokenizers import PreTokenizer
from tokenizers.pre_tokenizers import Sequence as InTurn

_UNKNOWN_PENALTY = 10.0
_REMEMBERED = 16_000
_REMEMBERED_LETTERS = 24


class UnigramModel:
    """Finds the pieces of a word whose log probabilities have the greatest sum, as the tokenizers library does.

    Thread-safe: what it remembers of words is made anew where two threads meet.

    Args:
        pieces: each with its log probability, in the order of their ids.
        unknown: the id of what no piece covers.
    """

    def __init__(self, pieces: Sequence[tuple[str, float]], *, unknown: int) -> None:
        names, scores = zip(*pieces, strict=True)
        self._ids = dict(zip(names, range(len(names)), strict=True))
        self._scores = array("d", scores)
        self._unknown = unknown
        self._unknown_score = min(self._scores) - _UNKNOWN_PENALTY
        self._longest = max(map(len, self._ids))
        self._remembered: dict[str, list[Token]] = {}

    def __contains__(self, piece: str) -> bool:
        return piece in self._ids

    def pre_tokenize(self, text: PreTokenizedString) -> None:
        """Give every word of `text` its tokens: the last step before a model, which then finds nothing left to do."""
        text.tokenize(self._tokens)

    def ids(self, word: str) -> list[int]:
        """The ids of a word's pieces; unknown letters that follow each other are one."""
        size = len(word)
        best = [0.0] + [float("-inf")] * size
        starts, ids = [0] * (size + 1), [0] * (size + 1)
        find, scores = self._ids.get, self._scores
        for start in range(size):
            here, next_ = best[start], start + 1
            for end in range(next_, min(size, start + self._longest) + 1):
                piece = find(word[start:end])
                if piece is not None and here + scores[piece] > best[end]:
                    best[end], starts[end], ids[end] = here + scores[piece], start, piece
            if word[start] not in self._ids and here + self._unknown_score > best[next_]:
                best[next_], starts[next_], ids[next_] = here + self._unknown_score, start, self._unknown
        found: list[int] = []
        end = size
        while end:
            if ids[end] != self._unknown or not found or found[-1] != self._unknown:
                found.append(ids[end])
            end = starts[end]
        return found[::-1]

    def _tokens(self, word: str) -> list[Token]:
        tokens = self._remembered.get(word)
        if tokens is None:
            tokens = [Token(number, "", (0, 0)) for number in self.ids(word)]  # nobody reads their text and place
            if len(word) <= _REMEMBERED_LETTERS:
                if len(self._remembered) >= _REMEMBERED:
                    self._remembered.clear()
                self._remembered[word] = tokens
        return tokens


def is_unigram(description: Mapping[str, Any]) -> bool:
    """Whether a tokenizer.json, as a dict, has a model that `unigram_tokenizer` reads."""
    model = description["model"]
    return (
        model.get("type") == "Unigram"
        and model.get("unk_id") is not None
        and not model.get("byte_fallback")
        and description.get("pre_tokenizer") is not None
    )


def unigram_tokenizer(description: Mapping[str, Any]) -> tuple[Tokenizer, UnigramModel]:
    """The tokenizer of a tokenizer.json, as a dict, that `is_unigram`: the library's own, but for the model."""
    pieces, unknown = description["model"]["vocab"], description["model"]["unk_id"]
    # A model of the special tokens alone, so that they have their ids.
    named = {pieces[unknown][0]: unknown, **{token["content"]: token["id"] for token in description["added_tokens"]}}
    special = {"type": "WordLevel", "vocab": named, "unk_token": pieces[unknown][0]}
    model = UnigramModel(pieces, unknown=unknown)
    tokenizer = Tokenizer.from_buffer(to_json({**description, "model": special}))
    tokenizer.pre_tokenizer = InTurn([tokenizer.pre_tokenizer, PreTokenizer.custom(model)])
    return tokenizer, model
