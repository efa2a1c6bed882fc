"""The portal passages: what of each article is before the eyes of those who type now."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping

from firstline.kb_index.hit import ArticleHit

MOST_INTERACTIONS = 10_000


class PortalPassages:
    """By interaction, in the memory of one process: of who is forgotten, or comes to another process with the next
    letter, the passage that fits best is shown, as at first. The longest silent are forgotten first.
    """

    def __init__(self, *, most: int = MOST_INTERACTIONS) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._shown: OrderedDict[str, dict[str, str]] = OrderedDict()

    def of(self, interaction_id: str) -> Mapping[str, str]:
        """The passages shown, by article."""
        with self._lock:
            return self._shown.get(interaction_id, {})

    def keep(self, interaction_id: str, hits: Iterable[ArticleHit]) -> None:
        """What is shown now, in the place of what was; nothing is not kept."""
        shown = {hit.article_id: hit.passage for hit in hits}
        with self._lock:
            self._shown.pop(interaction_id, None)
            if shown:
                self._shown[interaction_id] = shown
            while len(self._shown) > self._most:
                self._shown.popitem(last=False)
