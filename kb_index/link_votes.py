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

    def scores(self, request: Vectors) -> tuple[Vectors, Vectors]:
        """Of a unit vector (d,) the logarithm of each article's share of the votes, shape (articles,), and its cosine
        with each request, shape (n,).

        A vote weighs `exp(cosine / .08)`; the nearest hundred vote.
        """
        cosines = self.requests @ request
        nearest = np.argpartition(-cosines, _NEAREST)[:_NEAREST] if len(cosines) > _NEAREST else slice(None)
        weights = np.zeros_like(cosines)
        weights[nearest] = np.exp((cosines[nearest] - cosines.max()) / _TEMPERATURE)
        found: Vectors = np.log(self.shares.T @ weights / weights.sum() + np.float32(_UNSEEN))
        return found, cosines
