import numpy as np
import pytest

from firstline.kb_index.article_candidates import ArticleCandidates
from firstline.kb_index.corpus import Candidates

OWNERS = ["a", "gone", "b", "a", "b", "c"]


@pytest.fixture
def gathered():
    legs = {
        "words": np.array([3, 1, 2, 0, 5], dtype=np.float32),
        "vectors": np.array([0.1, 0.9, 0.3, 0.2, -1], dtype=np.float32),
    }
    texts = np.array([0.5, 2, 2.75, 0, -3], dtype=np.float32)
    codes = np.array([0, 0, 4, 1, 0], dtype=np.float32)
    language = np.array([0, 0, 0.25, 0, 0], dtype=np.float32)
    passages = Candidates(np.array([0, 2, 3, 4, 5]), legs)
    return ArticleCandidates.gather(passages, texts, codes=codes, language=language, owners=OWNERS)


def test_each_article_is_there_once_with_its_best_passage(gathered):
    assert gathered.ids == ["a", "b", "c"]
    assert gathered.best.tolist() == [2, 1, 4]
    assert gathered.scores.tolist() == [7, 2, -3]
    assert gathered.codes.tolist() == [4, 0, 0]
    assert gathered.language.tolist() == [0.25, 0, 0]
    assert gathered.similarity.tolist() == pytest.approx([0.3, 0.9, -1])


def test_each_leg_keeps_the_best_score_of_any_passage(gathered):
    assert gathered.legs["words"].tolist() == [3, 1, 5]
    assert gathered.legs["vectors"].tolist() == pytest.approx([0.3, 0.9, -1])


def test_of_passages_that_score_alike_the_first_is_shown():
    legs = dict.fromkeys(("words", "vectors"), np.zeros(2, dtype=np.float32))
    same = np.ones(2, dtype=np.float32)
    passages = Candidates(np.array([0, 3]), legs)
    found = ArticleCandidates.gather(passages, same, codes=same, language=same, owners=OWNERS)
    assert found.best.tolist() == [0]


def test_likeness_and_shared_codes_raise_the_odds(gathered):
    a, b, c = gathered.odds.tolist()
    assert a > c
    assert b > c
    assert gathered.code_odds[0] > 1
    assert gathered.code_odds[1:].tolist() == [0, 0]
