import numpy as np
import pytest
from scipy.sparse import csr_array

from firstline.kb_index.link_votes import LinkVotes


def directions(*angles):
    """Unit vectors in the plane, by their angles in degrees."""
    turned = np.deg2rad(np.asarray(angles, dtype=np.float32))
    return np.stack([np.cos(turned), np.sin(turned)], axis=1).astype(np.float32)


def votes(angles, rows):
    return LinkVotes(directions(*angles), csr_array(np.asarray(rows, dtype=np.float32)))


def share(scores):
    """Shares of the votes, the floor that an article without any has taken away."""
    return np.exp(scores) - 1e-3


def test_the_article_of_the_nearest_request_has_most_votes():
    found = votes([0, 90], [[1, 0, 0], [0, 1, 0]]).scores(directions(10)[0])[0]
    assert np.argsort(-found).tolist() == [0, 1, 2]
    assert share(found).sum() == pytest.approx(1, abs=1e-4)
    assert share(found)[2] == pytest.approx(0, abs=1e-6)


def test_a_vote_is_shared_between_the_articles_that_answered_together():
    found = share(votes([0, 180], [[0.5, 0.5, 0], [0, 0, 1]]).scores(directions(0)[0])[0])
    assert found.tolist() == pytest.approx([0.5, 0.5, 0], abs=1e-4)


def test_only_the_nearest_hundred_vote():
    near, far = [[1, 0]] * 100, [[0, 1]] * 60
    found = share(votes([1] * 100 + [20] * 60, near + far).scores(directions(0)[0])[0])
    assert found.tolist() == pytest.approx([1, 0], abs=1e-5)
    found = share(votes([1] * 50 + [20] * 50, near[:50] + far[:50]).scores(directions(0)[0])[0])
    assert found[1] > 0.1


def test_the_closeness_to_every_request_comes_with_the_votes():
    closeness = votes([0, 60], [[1, 0], [0, 1]]).scores(directions(0)[0])[1]
    assert closeness.tolist() == pytest.approx([1, 0.5], abs=1e-6)
