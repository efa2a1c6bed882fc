import numpy as np

from firstline.kb_index.fusion import fuse, standardised


def test_a_leg_that_tells_candidates_apart_decides():
    legs = {"words": np.array([5, 5, 5], np.float32), "vectors": np.array([0.1, 0.9, 0.2], np.float32)}
    assert fuse(legs, {"words": 0.9, "vectors": 0.1}).argmax() == 1


def test_the_scale_of_a_leg_does_not_matter():
    words, vectors = np.array([1, 2, 9], np.float32), np.array([0.3, 0.5, 0.1], np.float32)
    weights = {"words": 0.4, "vectors": 0.6}
    small = fuse({"words": words, "vectors": vectors}, weights)
    large = fuse({"words": 1_000 * words + 7, "vectors": vectors}, weights)
    np.testing.assert_allclose(small, large, atol=1e-5)


def test_one_candidate_is_no_trouble():
    assert standardised(np.array([3], np.float32)).tolist() == [0]
