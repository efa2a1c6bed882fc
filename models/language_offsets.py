"""The language offsets: what an encoder's vectors say of a text's language alone.

A multilingual encoder puts texts of one language nearer together than texts of one meaning. What the vectors of a
language have in common beyond the desk's centre is taken away before texts of several languages are compared
(J. Libovický, R. Rosa, A. Fraser, "On the Language Neutrality of Pre-trained Multilingual Representations", Findings of
EMNLP 2020). At a desk of one language that is nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

import numpy as np

from firstline.datasets.language import primary_language
from firstline.models.encoder import Vectors


@dataclass(frozen=True, slots=True)
class LanguageOffsets:
    """An offset (d,) for each language, by its ISO 639-1 code."""

    by_language: Mapping[str, Vectors] = field(default_factory=dict, repr=False)

    def without(self, vectors: Vectors, language: str | None) -> Vectors:
        """Vectors (..., d) of texts in `language`, BCP 47, less its offset; as they are where it is not known."""
        offset = self.by_language.get(primary_language(language))
        return vectors if offset is None else vectors - offset

    @property
    def digest(self) -> str:
        """What an index that holds such vectors can be told apart by."""
        hashed = sha256()
        for language, offset in sorted(self.by_language.items()):
            hashed.update(language.encode() + np.ascontiguousarray(offset, dtype=np.float32).tobytes())
        return hashed.hexdigest()
