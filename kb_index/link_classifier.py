"""The link classifier: which article resolved requests like this one, by their vectors alone."""

from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_array

from firstline.models.encoder import Vectors

_PRIOR_REQUESTS = 2.0
_PRIOR_LENGTH = 0.5
_RIDGE = 3.0
_FREQUENCY = 0.5
_SMALLEST = 1e-9
_SMALLEST_RIDGE = 1e-6


@dataclass(frozen=True, slots=True)
class LinkClassifier:
    """Linear discriminant analysis with one covariance for all articles (R. A. Fisher 1936; ridge as in J. H. Friedman
    1989), in closed form.

    The mean of an article's requests starts as its title's direction, worth `_PRIOR_REQUESTS` requests: an article that
    no ticket names yet is found by what it says, and one that hundreds name by how people ask for it. The constants
    were chosen on `sumo_kb` (2023-24) and `rutube` (cross-validated), which agree.
    """

    weights: Vectors = field(repr=False)
    bias: Vectors = field(repr=False)

    @classmethod
    def fit(cls, requests: Vectors, shares: csr_array, titles: Vectors) -> "LinkClassifier":
        """Of unit vectors of requests (n, d) and of titles (articles, d).

        `shares` (n, articles) is how much of each request's answer each article was.
        """
        counts, sums = np.asarray(shares.sum(axis=0), dtype=np.float32), shares.T @ requests
        means = sums / np.maximum(counts, _SMALLEST)[:, None]
        within = (requests.T @ requests - (means.T * counts) @ means) / len(requests)
        ridge = max(_RIDGE * float(np.trace(within)) / len(within), _SMALLEST_RIDGE)
        within += np.float32(ridge) * np.eye(len(within), dtype=within.dtype)
        centres = (sums + _PRIOR_REQUESTS * _PRIOR_LENGTH * titles) / (counts + _PRIOR_REQUESTS)[:, None]
        weights = np.linalg.solve(within, centres.T)
        bias = -0.5 * (centres.T * weights).sum(axis=0) + _FREQUENCY * np.log(counts + 0.5)
        return cls(weights.astype(np.float32), bias.astype(np.float32))

    def scores(self, request: Vectors) -> Vectors:
        """Logits (articles,) of a unit vector (d,), or (n, articles) of several (n, d)."""
        found: Vectors = request @ self.weights + self.bias
        return found
