import json

import numpy as np
import pytest
from safetensors.numpy import load, save

from firstline.kb_index.article_candidates import ArticleCandidates
from firstline.kb_index.article_ranker import FEATURES, ArticleRanker, LinkModel, with_bonus

IDS = ["jam", "line\nbreak", "vpn"]
WEIGHTS = np.array([0.2, 0.1, 0.5, 1, 0.7, 0.3], dtype=np.float32)


def vectors(count, *, seed=0):
    return np.random.default_rng(seed).normal(size=(count, 16)).astype(np.float32)


@pytest.fixture
def ranker():
    answers = [frozenset({IDS[n % 3]}) if n % 4 else frozenset(IDS[:2]) for n in range(60)]
    links = LinkModel.fit(IDS, vectors(3), vectors(60, seed=1), answers, np.full(16, 0.1, dtype=np.float32))
    return ArticleRanker(links, WEIGHTS, -1.5, 0.25)


def candidates(ids, *, seed=2):
    generator = np.random.default_rng(seed)
    legs = {name: generator.random(len(ids)).astype(np.float32) for name in FEATURES[:3]}
    scores = generator.random(len(ids)).astype(np.float32)
    return ArticleCandidates(ids, np.arange(len(ids)), scores, *np.zeros((2, len(ids)), np.float32), legs)


def test_a_ranker_written_and_read_scores_the_same(ranker):
    again = ArticleRanker.parse(ranker.dump())
    found = candidates(["vpn", "new", *IDS[:2]])
    asked = vectors(1, seed=3)[0]
    expected = ranker.scores(found, ranker.links.evidence(asked))
    np.testing.assert_allclose(again.scores(found, again.links.evidence(asked)), expected, atol=2e-3)
    assert expected.std() > 0.1
    assert list(again.links.ids) == IDS
    assert again.codes == 0.25


def test_a_ranker_of_other_features_is_refused(ranker):
    arrays = load(ranker.dump())
    arrays["features"] = np.frombuffer(json.dumps(["words", "stars"]).encode(), dtype=np.uint8)
    with pytest.raises(ValueError, match="stars"):
        ArticleRanker.parse(save(arrays))


def test_the_article_that_the_links_name_is_first_where_texts_say_nothing(ranker):
    requests = np.repeat(np.eye(16, dtype=np.float32)[:3], 20, axis=0)
    answers = [frozenset({IDS[n // 20]}) for n in range(60)]
    links = LinkModel.fit(IDS, vectors(3), requests, answers, requests.mean(axis=0))
    same = ArticleCandidates(
        IDS, np.arange(3), *np.zeros((3, 3), dtype=np.float32), {name: np.ones(3, np.float32) for name in FEATURES[:3]}
    )
    taught = ArticleRanker(links, WEIGHTS, 0)
    for number in range(3):
        assert taught.scores(same, links.evidence(requests[20 * number])).argmax() == number


def test_an_article_that_came_later_is_neither_raised_nor_lowered_by_links(ranker):
    evidence = ranker.links.evidence(vectors(1, seed=3)[0])
    features = ranker.links.features(candidates([*IDS, "new"]), evidence)
    np.testing.assert_allclose(features[3, 3:], features[:3, 3:].mean(axis=0), atol=1e-5)


def test_candidates_of_which_no_link_knows_are_ordered_by_their_text(ranker):
    unknown = candidates(["new", "newer", "newest"])
    scores = ranker.scores(unknown, ranker.links.evidence(vectors(1)[0]))
    assert np.isfinite(scores).all()
    assert (
        scores.argsort().tolist()
        == (ranker.links.features(unknown, ranker.links.evidence(vectors(1)[0]))[:, :3] @ WEIGHTS[:3])
        .argsort()
        .tolist()
    )


def test_the_best_of_the_evidence_are_those_that_lead_by_either_model():
    many = [f"A{n}" for n in range(100)]
    requests = vectors(100)
    links = LinkModel.fit(many, requests[::-1], requests, [frozenset({id_}) for id_ in many], requests.mean(axis=0))
    evidence = links.evidence(requests[42])
    assert "A42" in evidence.best
    assert 20 <= len(evidence.best) <= 40
    for scores in (evidence.logits, evidence.votes):
        assert {many[n] for n in np.argsort(-scores)[:10]} <= set(evidence.best)


@pytest.mark.parametrize(("factor", "scale"), [(10, 10), (0.1, 1)])
def test_codes_and_language_move_an_article_by_as_many_deviations_as_without_a_ranker(factor, scale):
    plain = candidates(["a", "b", "c", "d"])
    codes, language = np.array([[0, 2, 0, 0], [0, 0.3, 0.3, 0]], dtype=np.float32)
    found = ArticleCandidates(plain.ids, plain.best, plain.scores + codes + language, codes, language, plain.legs)
    for share in (1, 0.5, 0):
        moved = with_bonus(factor * plain.scores, found, codes=share) - factor * plain.scores
        np.testing.assert_allclose(moved, scale * (share * codes + language), rtol=1e-3, atol=1e-4)


def test_codes_count_where_texts_tell_nothing_apart():
    plain = candidates(["a", "b"])
    codes = np.array([0, 2], dtype=np.float32)
    found = ArticleCandidates(plain.ids, plain.best, codes, codes, np.zeros_like(codes), plain.legs)
    assert with_bonus(np.array([5, 4], dtype=np.float32), found, codes=1).tolist() == [5, 6]
