"""The link votes: the resolved requests nearest to this one vote for the articles that answered them."""

from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_array

from firstline.models.encoder import Vectors

_NEAREST = 100
_TEMPERATURE = 0.08
_UNSEEN = 1e-3


@dataclass(frozen=True, slots=True)
class LinkVotes:
    """Unit vectors of requests (n, d), and how much of each one's answer each article was, (n, articles)."""

    requests: Vectors = field(repr=False)
    shares: csr_array = field(repr=False)

    def scores(self, request: Vectors) -> Vectors:
        """The logarithm of each article's share of the votes, shape (articles,), of a unit vector (d,).

        A vote weighs `exp(cosine / .08)`; the nearest hundred vote.
        """
        cosines = self.requests @ request
        weights = np.exp((cosines - cosines.max()) / _TEMPERATURE)
        if len(cosines) > _NEAREST:
            weights[np.argpartition(-cosines, _NEAREST)[_NEAREST:]] = 0
        found: Vectors = np.log(self.shares.T @ weights / weights.sum() + np.float32(_UNSEEN))
        return found
