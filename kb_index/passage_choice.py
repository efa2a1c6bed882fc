"""The passage choice: which passage of an article that was found is shown."""

from collections.abc import Mapping

import numpy as np

from firstline.kb_index.corpus import IDENTIFIER_LEG, VECTOR_LEG
from firstline.kb_index.fusion import Scores, fuse

IDENTIFIER_WEIGHT = 4.0
"""A passage with the very code that was asked for comes before all that are merely like the question."""

_WEIGHTS = {"words": 0.2, "characters": 0.4, VECTOR_LEG: 0.4}
_VOTES = 2.0
"""Chosen on the demo desk and on `sumo_kb` (train), where the passage that is most like the answer is the right one.
Passages of one article are more alike in meaning than in words, so words count more here than between articles."""


def best_passage(legs: Mapping[str, Scores], votes: Scores) -> int:
    """The position of the best passage of one article, by each leg and its share of the votes, shape (passages,)."""
    scores = fuse(legs, _WEIGHTS) + np.float32(_VOTES) * votes + np.float32(IDENTIFIER_WEIGHT) * legs[IDENTIFIER_LEG]
    return int(scores.argmax())
