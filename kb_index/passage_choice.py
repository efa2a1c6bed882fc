"""The passage choice: which passage of an article that was found is shown."""

from collections.abc import Mapping

import numpy as np

from firstline.kb_index.corpus import IDENTIFIER_LEG, VECTOR_LEG
from firstline.kb_index.fusion import Scores, fuse

WEIGHTS = {"words": 0.1, "characters": 0.25, VECTOR_LEG: 0.65}
"""Chosen on questions of 2023-24 of `sumo_kb` (train); `make bench` shows each leg beside the fusion."""

IDENTIFIER_WEIGHT = 4.0
"""A passage with the very code that was asked for comes before all that are merely like the question."""

_VOTES = 2.0
"""Chosen on the demo desk and on `sumo_kb` (train), where the passage that is most like the answer is the right one."""


def best_passage(legs: Mapping[str, Scores], votes: Scores) -> int:
    """The position of the best passage of one article, by each leg and its share of the votes, shape (passages,)."""
    scores = fuse(legs, WEIGHTS) + np.float32(_VOTES) * votes + np.float32(IDENTIFIER_WEIGHT) * legs[IDENTIFIER_LEG]
    return int(scores.argmax())
