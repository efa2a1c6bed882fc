"""The prepared query: the words of a text, scored against an index before the text's vector is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from firstline.kb_index.analyzer import Terms
from firstline.kb_index.corpus import IDENTIFIER_LEG, RowScores


@dataclass(frozen=True, slots=True)
class PreparedQuery:
    """What a search needs of a text beside its vector: half of the work, to be done while an encoder is busy.

    `language` is what its reader would rather see, `spoken` what the text is in. `edition` is that of the corpus which
    `scores`, by lexical leg, were made for; on another the text is read again. The repr shows no text.
    """

    text: str = field(repr=False)
    language: str | None
    spoken: str | None
    terms: Terms = field(repr=False)
    scores: Mapping[str, RowScores] = field(repr=False)
    edition: int

    @property
    def is_code(self) -> bool:
        """Whether it is one word, and some row has it as a code."""
        return IDENTIFIER_LEG in self.scores and len(self.text.split(maxsplit=1)) == 1
