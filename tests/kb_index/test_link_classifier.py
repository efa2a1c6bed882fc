import numpy as np
from scipy.sparse import csr_array

from firstline.kb_index.link_classifier import LinkClassifier

DIRECTIONS = np.eye(8, dtype=np.float32)


def near(direction, count, *, seed=0):
    """Unit vectors about one of `DIRECTIONS`."""
    vectors = DIRECTIONS[direction] + 0.2 * np.random.default_rng(seed).normal(size=(count, 8))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def shares(*articles, count=3):
    return csr_array(np.eye(count, dtype=np.float32)[list(articles)])


def test_an_article_with_links_is_found_by_how_people_ask_and_one_without_by_its_title():
    requests = np.concatenate([near(5, 20), near(6, 20, seed=1)])
    fitted = LinkClassifier.fit(requests, shares(*[0] * 20, *[1] * 20), DIRECTIONS[:3])
    assert fitted.scores(DIRECTIONS[5]).argmax() == 0
    assert fitted.scores(DIRECTIONS[6]).argmax() == 1
    assert fitted.scores(DIRECTIONS[2]).argmax() == 2


def test_how_people_ask_outweighs_the_title_of_another_article():
    fitted = LinkClassifier.fit(near(2, 30), shares(*[0] * 30), DIRECTIONS[:3])
    assert fitted.scores(DIRECTIONS[2]).argmax() == 0


def test_of_articles_that_fit_alike_the_one_that_answers_more_often_leads():
    requests = np.repeat(DIRECTIONS[5:6], 40, axis=0)
    fitted = LinkClassifier.fit(requests, shares(*[0] * 10, *[1] * 30), np.repeat(DIRECTIONS[:1], 3, axis=0))
    often, seldom = fitted.scores(DIRECTIONS[5])[[1, 0]]
    assert often > seldom


def test_several_requests_are_scored_as_one_by_one():
    fitted = LinkClassifier.fit(near(5, 30), shares(*[0, 1, 2] * 10), DIRECTIONS[:3])
    asked = near(5, 4, seed=2)
    np.testing.assert_allclose(fitted.scores(asked), [fitted.scores(one) for one in asked], rtol=1e-4, atol=1e-4)


def test_requests_that_are_all_the_same_still_give_scores():
    requests = np.repeat(DIRECTIONS[5:6], 50, axis=0)
    fitted = LinkClassifier.fit(requests, shares(*[0] * 50), DIRECTIONS[:3])
    assert np.isfinite(fitted.scores(DIRECTIONS)).all()
    assert fitted.scores(DIRECTIONS[5]).argmax() == 0
