"""Of an article and its translations one is shown."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from firstline.kb_index.translations import without_translations


@pytest.mark.parametrize(
    "links", [{"A": "B", "B": "A"}, {"A": "B", "B": "C", "C": "A"}, {"A": "A"}, {"A": "B", "B": "gone"}]
)
def test_articles_that_name_each_other_are_never_side_by_side(links: dict[str, str]) -> None:
    def record(name: str) -> Any:
        return SimpleNamespace(translation_of=links.get(name), language="en")

    scores = np.arange(len(links), dtype=np.float32)
    assert len(without_translations(list(links), scores, "en", record)) == 1
