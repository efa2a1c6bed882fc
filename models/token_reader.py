"""The token reader: a text to the tokens that an encoder folder's model reads."""

from pathlib import Path

from pydantic_core import from_json
from tokenizers import Tokenizer

from firstline.datasets.errors import BundleError
from firstline.models.encoder_manifest import TOKENIZER_NAME, EncoderManifest
from firstline.models.unigram import UnigramModel, is_unigram, unigram_tokenizer

_CHARACTERS_PER_TOKEN = 20  # SentencePiece pieces have 16 at most; 5 MB are not tokenised to keep 256 tokens
_WORD_MARK = "▁"


class TokenReader:
    """Tokens as serving and training both read them: the folder's prefix before the text, then its tokenizer.

    Only the first `20 * max_tokens` characters of a text are read, and of those the first `max_tokens` tokens, the
    special ones included. Lone surrogates are read as U+FFFD. Thread-safe: nothing changes after construction.
    """

    def __init__(self, folder: Path, manifest: EncoderManifest, *, max_tokens: int | None = None) -> None:
        """`max_tokens` reads less than the manifest allows.

        Raises BundleError when the folder's tokenizer cannot be read.
        """
        path = folder / TOKENIZER_NAME
        try:
            self._tokenizer, self._pieces = _opened(path)
        except Exception as error:  # tokenizers raises plain Exception
            raise BundleError(f"{path} is not a tokenizer that this version of tokenizers reads: {error}") from error
        limit = min(max_tokens or manifest.max_tokens, manifest.max_tokens)
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(limit)
        # SentencePiece marks where a word begins, WordPiece where one goes on; there the mark is no part of the token.
        self._word_marks = (_WORD_MARK,) if self._knows(_WORD_MARK) else ("",)
        self._prefix = manifest.prefix
        self._characters = _CHARACTERS_PER_TOKEN * limit

    def ids(self, text: str) -> list[int]:
        """The ids of the text's tokens, special ones included; those of an empty text too."""
        found: list[int] = self._tokenizer.encode(self._prefix + _well_formed(text[: self._characters])).ids
        return found

    def is_word(self, word: str) -> bool:
        """Whether a lower-case word, or the same with a capital, is one token."""
        spelt = (word, word.capitalize())
        return any(self._knows(mark + form) for mark in self._word_marks for form in spelt)

    def _knows(self, token: str) -> bool:
        if self._pieces is not None and token in self._pieces:
            return True
        return self._tokenizer.token_to_id(token) is not None


def _opened(path: Path) -> tuple[Tokenizer, UnigramModel | None]:
    """The tokenizer of a file, and the model beside it where the library's own would take much memory."""
    content = path.read_bytes()
    description = from_json(content)
    if is_unigram(description):
        return unigram_tokenizer(description)
    return Tokenizer.from_buffer(content), None


def _well_formed(text: str) -> str:
    """The text without lone surrogates, which UTF-8 cannot hold and JSON can (\\ud83d)."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
