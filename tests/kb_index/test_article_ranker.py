import json
from dataclasses import replace

import numpy as np
import pytest
from safetensors.numpy import load, save
from scipy.sparse import csc_array

from firstline.kb_index.article_candidates import ArticleCandidates
from firstline.kb_index.article_ranker import FEATURES, ArticleRanker, ArticleTitle, LinkModel, with_bonus
from firstline.kb_index.passage_votes import PassageVotes

IDS = ["jam", "line\nbreak", "vpn"]
WEIGHTS = np.array([0.2, 0.1, 0.5, 1, 0.7, 0.3, 0.5, 0.4, 0.2], dtype=np.float32)


def titled(ids, rows):
    return {id_: ArticleTitle(f"about {id_}", row, id_) for id_, row in zip(ids, rows, strict=True)}


def odds(ranker, found, evidence):
    return ranker.odds(found, evidence, [f"about {id_}" for id_ in found.ids])


def vectors(count, *, seed=0):
    return np.random.default_rng(seed).normal(size=(count, 16)).astype(np.float32)


@pytest.fixture
def ranker():
    answers = [frozenset({IDS[n % 3]}) if n % 4 else frozenset(IDS[:2]) for n in range(60)]
    links = LinkModel.fit(titled(IDS, vectors(3)), vectors(60, seed=1), answers, np.full(16, 0.1, dtype=np.float32))
    return ArticleRanker(links, WEIGHTS, -1.5, 0.25)


def candidates(ids, *, seed=2):
    generator = np.random.default_rng(seed)
    legs = {name: generator.random(len(ids)).astype(np.float32) for name in FEATURES[:3]}
    scores = generator.random(len(ids)).astype(np.float32)
    nothing = np.zeros((2, len(ids)), np.float32)
    return ArticleCandidates(ids, np.arange(len(ids)), scores, *nothing, legs, legs["vectors"])


def test_a_ranker_written_and_read_scores_the_same(ranker):
    again = ArticleRanker.parse(ranker.dump())
    found = candidates(["vpn", "new", *IDS[:2]])
    asked = vectors(1, seed=3)[0]
    expected = odds(ranker, found, ranker.links.evidence(asked))
    np.testing.assert_allclose(odds(again, found, again.links.evidence(asked)), expected, atol=2e-3)
    assert expected.std() > 0.1
    assert list(again.links.ids) == IDS
    assert again.codes == 0.25
    assert again.passages.keys == []


def test_what_answers_spoke_of_is_written_and_read(ranker):
    shares = csc_array(np.array([[0.75, 0.25], [0, 1]], dtype=np.float32))
    again = ArticleRanker.parse(replace(ranker, passages=PassageVotes(["a", "b"], shares)).dump()).passages
    assert again.keys == ["a", "b"]
    np.testing.assert_array_equal(again.shares.toarray(), shares.toarray())


def test_a_ranker_of_other_features_is_refused(ranker):
    arrays = load(ranker.dump())
    arrays["features"] = np.frombuffer(json.dumps(["words", "stars"]).encode(), dtype=np.uint8)
    with pytest.raises(ValueError, match="stars"):
        ArticleRanker.parse(save(arrays))


def test_the_article_that_the_links_name_is_first_where_texts_say_nothing(ranker):
    requests = np.repeat(np.eye(16, dtype=np.float32)[:3], 20, axis=0)
    answers = [frozenset({IDS[n // 20]}) for n in range(60)]
    links = LinkModel.fit(titled(IDS, vectors(3)), requests, answers, requests.mean(axis=0))
    alike = {name: np.ones(3, np.float32) for name in FEATURES[:3]}
    same = ArticleCandidates(IDS, np.arange(3), *np.zeros((3, 3), np.float32), alike, alike["vectors"])
    taught = ArticleRanker(links, WEIGHTS, 0)
    for number in range(3):
        assert odds(taught, same, links.evidence(requests[20 * number])).argmax() == number


def test_an_article_that_came_later_is_neither_raised_nor_lowered_by_links(ranker):
    evidence = ranker.links.evidence(vectors(1, seed=3)[0])
    features = ranker.links.features(candidates([*IDS, "new"]), evidence)
    np.testing.assert_allclose(features[3, 3:6], features[:3, 3:6].mean(axis=0), atol=1e-5)


def test_what_no_ticket_names_is_judged_by_its_text_alone(ranker):
    evidence = ranker.links.evidence(vectors(1)[0])
    found = candidates([*IDS, "new"])
    said = odds(ranker, found, evidence)
    assert said[3] == found.odds[3]
    assert not np.isclose(said[:3], found.odds[:3]).any()
    unknown = candidates(["new", "newer", "newest"])
    np.testing.assert_array_equal(odds(ranker, unknown, evidence), unknown.odds)


def test_an_article_under_another_title_is_another_article(ranker):
    evidence, found = ranker.links.evidence(vectors(1)[0]), candidates(IDS)
    again = ArticleRanker.parse(ranker.dump())
    said = again.odds(found, evidence, ["about jam", "about cheese", "about vpn"])
    assert (said == found.odds).tolist() == [False, True, False]


def test_what_a_ticket_names_speaks_for_its_translations_too():
    titles = {name: ArticleTitle(name, vector, family) for name, vector, family in
              zip(("jam", "stau", "vpn"), vectors(3), ("jam", "jam", "vpn"), strict=True)}  # fmt: skip
    requests = np.repeat(np.eye(16, dtype=np.float32)[:2], 30, axis=0)
    answers = [frozenset({"jam" if number < 30 else "vpn"}) for number in range(60)]
    links = LinkModel.fit(titles, requests, answers, requests.mean(axis=0))
    evidence = links.evidence(requests[0])
    assert evidence.best[:2] == ["jam", "stau"]
    said = links.features(candidates(["stau", "jam", "vpn"]), evidence)[:, FEATURES.index("votes")]
    assert said[0] == said[1] > said[2]
    again = ArticleRanker.parse(ArticleRanker(links, WEIGHTS, 0).dump()).links
    assert list(again.evidence(requests[0]).best) == list(evidence.best)


def test_a_young_article_is_judged_by_its_text_until_tickets_could_have_named_it(ranker):
    evidence, found = ranker.links.evidence(vectors(1)[0]), candidates(IDS)
    young = replace(ranker, seen={"vpn": "2026-05-01T00:00:00+00:00"}, young=frozenset({"vpn"}))
    again = ArticleRanker.parse(young.dump())
    assert again.seen == young.seen
    assert (odds(again, found, evidence) == found.odds).tolist() == [False, False, True]


def test_the_best_of_the_evidence_are_those_that_lead_by_either_model():
    many = [f"A{n}" for n in range(100)]
    requests = vectors(100)
    links = LinkModel.fit(
        titled(many, requests[::-1]), requests, [frozenset({id_}) for id_ in many], requests.mean(axis=0)
    )
    evidence = links.evidence(requests[42])
    assert "A42" in evidence.best
    assert 20 <= len(evidence.best) <= 40
    for scores in (evidence.logits, evidence.votes):
        assert {many[n] for n in np.argsort(-scores)[:10]} <= set(evidence.best)


@pytest.mark.parametrize(("factor", "scale"), [(10, 10), (0.1, 1)])
def test_codes_move_an_article_by_as_many_deviations_as_without_a_ranker_and_language_by_as_much(factor, scale):
    plain = candidates(["a", "b", "c", "d"])
    codes, language = np.array([[0, 2, 0, 0], [0, 0.3, 0.3, 0]], dtype=np.float32)
    found = ArticleCandidates(
        plain.ids, plain.best, plain.scores + codes + language, codes, language, plain.legs, plain.similarity
    )
    for share in (1, 0.5, 0):
        moved = with_bonus(factor * plain.scores, found, codes=share) - factor * plain.scores
        np.testing.assert_allclose(moved, scale * share * codes + language, rtol=1e-3, atol=1e-4)


def test_codes_count_where_texts_tell_nothing_apart():
    plain = candidates(["a", "b"])
    codes = np.array([0, 2], dtype=np.float32)
    found = ArticleCandidates(plain.ids, plain.best, codes, codes, np.zeros_like(codes), plain.legs, plain.similarity)
    assert with_bonus(np.array([5, 4], dtype=np.float32), found, codes=1).tolist() == [5, 6]


def test_the_article_whose_customers_used_these_words_is_first_where_all_else_is_equal(ranker):
    requests = np.repeat(np.ones((1, 16), dtype=np.float32), 60, axis=0)
    answers = [frozenset({IDS[n % 3]}) for n in range(60)]
    words = [(("sweet", "spread"), ("new", "row"), ("no", "tunnel"))[n % 3] for n in range(60)]
    links = LinkModel.fit(titled(IDS, np.ones((3, 16), np.float32)), requests, answers, np.zeros(16), words)
    alike = {name: np.ones(3, np.float32) for name in FEATURES[:3]}
    same = ArticleCandidates(IDS, np.arange(3), *np.zeros((3, 3), np.float32), alike, alike["vectors"])
    taught = ArticleRanker.parse(ArticleRanker(links, WEIGHTS, 0).dump())
    assert odds(taught, same, taught.links.evidence(requests[0], ("no", "tunnel"))).argmax() == 2
    assert odds(taught, same, taught.links.evidence(requests[0], ("sweet", "spread"))).argmax() == 0
