"""The article words: the spelling that all articles taught, learned when first asked for or read of a snapshot."""

from collections.abc import Callable, Iterator, Mapping

from pydantic import TypeAdapter
from pydantic_core import to_json

from firstline.kb_index.spelling import Spelling

_NAME = "spelling"
_COUNTS = TypeAdapter(dict[str, int])


class ArticleWords:
    """Not thread-safe: the owner locks.

    Args:
        texts: gives all that the present articles say.
    """

    def __init__(self, texts: Callable[[], Iterator[str]]) -> None:
        self._texts = texts
        self._spelling: Spelling | None = None
        self._revision: int | None = None

    @property
    def spelling(self) -> Spelling:
        if self._spelling is None:
            self._spelling = Spelling()
            for text in self._texts():
                self._spelling.learn(text)
        return self._spelling

    def learn(self, text: str) -> None:
        """What a new or changed article says."""
        if self._spelling is not None:
            self._spelling.learn(text)

    def documents(self) -> dict[str, bytes]:
        """The words of the present articles, none that only earlier versions had, for a snapshot."""
        self._spelling = None
        return {_NAME: to_json(self.spelling.counts)}

    def restore(self, documents: Mapping[str, bytes], *, revision: int) -> None:
        """Become what `documents()` told at that revision of the articles; an older version tells nothing.

        Raises ValueError when it is something else.
        """
        if _NAME in documents:
            self._spelling, self._revision = Spelling(_COUNTS.validate_json(documents[_NAME])), revision

    def keep_only(self, *, revision: int) -> None:
        """Forget what was restored, unless the articles are still at that revision."""
        if self._revision != revision:
            self._spelling = None
