import math

import numpy as np
import pytest

from firstline.kb_index.lexical_index import LexicalIndex


def documents(count, seed=0, terms=300):
    generator = np.random.default_rng(seed)
    return [generator.integers(0, terms, generator.integers(1, 40)).astype(np.int64) for _ in range(count)]


def by_the_book(texts, query, k1=1.2, b=0.75):
    """BM25 as its paper writes it, with Lucene's idf."""
    mean = sum(map(len, texts)) / len(texts)
    scores = []
    for text in texts:
        score = 0.0
        for term in query:
            frequency = sum(term in other for other in texts)
            idf = math.log(1 + (len(texts) - frequency + 0.5) / (frequency + 0.5))
            count = (text == term).sum()
            score += idf * count * (k1 + 1) / (count + k1 * (1 - b + b * len(text) / mean))
        scores.append(score)
    return scores


def test_scores_are_those_of_the_formula():
    texts = documents(60)
    index = LexicalIndex(most_terms=1_000)
    index.add(texts)
    query = np.array([3, 3, 17, 250, 999])
    assert index.scores(query) == pytest.approx(by_the_book(texts, query.tolist()), rel=1e-4)


def test_rare_terms_can_weigh_more_and_repeated_ones_less():
    index = LexicalIndex(rarity_power=2.0, damped=True)
    plain = LexicalIndex()
    for one in (index, plain):
        one.add([np.array([1]), np.array([2]), np.array([2])])
    rare, common = index.rarity(index.frequencies(np.array([1, 2])))
    once = plain.scores(np.array([1, 2]))
    assert index.scores(np.array([1, 2])) == pytest.approx(once * [rare, common, common])
    assert index.scores(np.array([1, 2, 2, 2]))[1] == pytest.approx(once[1] * common * (1 + math.log(3)))


def test_documents_added_one_by_one_score_as_if_added_at_once():
    texts = documents(200)
    whole, piecemeal = LexicalIndex(), LexicalIndex()
    whole.add(texts)
    for text in texts:
        piecemeal.add([text])
    piecemeal.optimise()
    query = np.array([1, 2, 3, 4])
    np.testing.assert_allclose(piecemeal.scores(query), whole.scores(query), rtol=1e-5)


def test_scores_hardly_move_before_the_index_is_optimised():
    texts = documents(200)
    whole, piecemeal = LexicalIndex(), LexicalIndex()
    whole.add(texts)
    for text in texts:
        piecemeal.add([text])
    query = np.array([1, 2, 3, 4])
    np.testing.assert_allclose(piecemeal.scores(query), whole.scores(query), rtol=0.06)


def test_dropping_documents_leaves_the_others_as_if_they_had_been_alone():
    texts = documents(100)
    index, alone = LexicalIndex(), LexicalIndex()
    index.add(texts)
    index.keep(np.arange(100) % 3 == 0)
    alone.add(texts[::3])
    np.testing.assert_allclose(index.scores(np.array([5, 6])), alone.scores(np.array([5, 6])), rtol=1e-5)


def test_a_long_query_costs_no_more_than_its_budget_and_keeps_its_rarest_terms():
    common = [np.arange(50) for _ in range(500)]
    index = LexicalIndex(most_terms=5, most_postings=600)
    index.add([*common, np.array([7, 1_000])])
    scores = index.scores(np.arange(1_001))
    assert scores.argmax() == 500


def test_an_empty_index_and_an_unknown_term_score_nothing():
    index = LexicalIndex()
    assert len(index.scores(np.array([1]))) == 0
    index.add([np.array([1]), np.empty(0, np.int64)])
    assert index.scores(np.array([2])).tolist() == [0, 0]
    assert index.scores(np.empty(0, np.int64)).tolist() == [0, 0]


def test_an_index_written_and_read_scores_the_same():
    index, read = LexicalIndex(), LexicalIndex()
    index.add(documents(80))
    index.optimise()
    read.restore(index.arrays())
    read.add([np.array([1, 2])])
    index.add([np.array([1, 2])])
    np.testing.assert_array_equal(read.scores(np.array([1, 2, 9])), index.scores(np.array([1, 2, 9])))
