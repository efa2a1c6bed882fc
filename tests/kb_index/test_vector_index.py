import numpy as np
import pytest

from firstline.kb_index.vector_index import VectorIndex


def clustered(count, *, dimension=32, topics=40, seed=0):
    generator = np.random.default_rng(seed)
    centres = np.random.default_rng(99).normal(size=(topics, dimension))
    vectors = centres[generator.integers(0, topics, count)] + 0.6 * generator.normal(size=(count, dimension)) + 3
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def exact(index, query, limit, mask=None):
    similarities = index.similarities(query, np.arange(len(index)))
    if mask is not None:
        similarities[~mask] = -9
    return np.argsort(-similarities, kind="stable")[:limit].tolist()


def trained_index(count=4_000):
    index = VectorIndex(32, exact_rows=1_000)
    index.add(clustered(count))
    index.train()
    return index


def test_small_indexes_are_exact():
    index = VectorIndex(32)
    for first in range(0, 300, 7):
        index.add(clustered(300)[first : first + 7])
    for query in clustered(20, seed=1):
        assert index.search(query, limit=10).tolist() == exact(index, query, 10)


def test_the_inverted_file_finds_what_exact_search_finds():
    index = trained_index()
    queries = clustered(100, seed=1)
    found = [len(set(index.search(query, limit=10).tolist()) & set(exact(index, query, 10))) for query in queries]
    assert np.mean(found) / 10 >= 0.98


def test_rows_added_after_training_are_found_at_once():
    index = trained_index()
    late = clustered(5, seed=2)
    index.add(late)
    assert [index.search(vector, limit=1)[0] for vector in late] == list(range(4_000, 4_005))


def test_many_late_rows_are_taken_into_the_inverted_file():
    index = trained_index()
    index.add(clustered(2_500, seed=2))
    queries = clustered(50, seed=3)
    found = [len(set(index.search(query, limit=10).tolist()) & set(exact(index, query, 10))) for query in queries]
    assert np.mean(found) / 10 >= 0.96


@pytest.mark.parametrize("share", [0.5, 0.02])
@pytest.mark.parametrize("trained", [False, True])
def test_masked_rows_take_no_place(share, trained):
    index = trained_index() if trained else VectorIndex(32)
    if not trained:
        index.add(clustered(500))
    mask = np.random.default_rng(5).random(len(index)) < share
    for query in clustered(10, seed=1):
        found = index.search(query, limit=5, mask=mask)
        assert len(found) == 5
        assert mask[found].all()
        assert len(set(found.tolist()) & set(exact(index, query, 5, mask))) >= 4


def test_nothing_is_found_where_nothing_may_be():
    index = VectorIndex(32)
    assert len(index.search(np.ones(32, np.float32), limit=3)) == 0
    index.add(clustered(4))
    assert len(index.search(np.ones(32, np.float32), limit=3, mask=np.zeros(4, bool))) == 0
    assert len(index.search(np.ones(32, np.float32), limit=9)) == 4


def test_the_centre_is_the_bundles_while_rows_are_few_and_the_rows_own_later():
    prior = np.full(32, 0.5, np.float32)
    few, many = VectorIndex(32, prior=prior), VectorIndex(32, prior=prior)
    few.add(clustered(1))
    many.add(clustered(5_000))
    assert np.abs(few._centre - prior).max() < 0.05
    assert np.abs(many._centre - clustered(5_000).mean(0)).max() < 0.01


def test_passages_are_centred_halfway_between_their_mean_and_that_of_requests():
    prior = np.full(32, 0.5, np.float32)
    index = VectorIndex(32, prior=prior, rows_are_requests=False)
    index.add(clustered(5_000))
    assert np.abs(index._centre - (clustered(5_000).mean(0) + prior) / 2).max() < 0.01


def test_similarity_is_the_cosine_of_centred_vectors():
    index = VectorIndex(32)
    rows = clustered(100)
    index.add(rows)
    query = clustered(1, seed=4)[0]
    for vectors, tolerance in ((rows.astype(np.float16).astype(np.float32), 1e-5), (rows, 5e-4)):
        left, right = vectors - index._centre, query - index._centre
        cosine = left @ right / np.linalg.norm(left, axis=1) / np.linalg.norm(right)
        np.testing.assert_allclose(index.similarities(query, np.arange(100)), cosine, atol=tolerance)


def test_rows_can_be_dropped():
    index = trained_index()
    index.keep(np.arange(4_000) % 2 == 0)
    assert len(index) == 2_000
    assert index.search(clustered(4_000)[10], limit=1).tolist() == [5]
    assert index.wants_training


@pytest.mark.parametrize("trained", [False, True])
def test_an_index_written_and_read_finds_the_same(trained):
    index = trained_index()
    if not trained:
        index.keep(np.arange(4_000) < 500)
    read = VectorIndex(32, exact_rows=1_000)
    read.restore(index.arrays())
    for query in clustered(10, seed=1):
        assert read.search(query, limit=10).tolist() == index.search(query, limit=10).tolist()
    read.add(clustered(3, seed=6))
    assert read.search(clustered(3, seed=6)[2], limit=1)[0] == len(read) - 1


def test_an_index_that_was_read_lies_where_it_was_written_and_takes_rows_all_the_same():
    index = trained_index()
    written = index.arrays()
    read = VectorIndex(32, exact_rows=1_000)
    read.restore(written)
    queries = clustered(50, seed=3)
    assert [read.search(query, limit=10).tolist() for query in queries] == [
        index.search(query, limit=10).tolist() for query in queries
    ]
    assert np.shares_memory(read._mapped_lists, written["lists"])
    for part in np.array_split(clustered(5_000, seed=2), 7):
        index.add(part)
        read.add(part)
    assert [read.search(query, limit=10).tolist() for query in queries] == [
        index.search(query, limit=10).tolist() for query in queries
    ]
    again = VectorIndex(32, exact_rows=1_000)
    again.restore(read.arrays())
    assert len(again) == 9_000
    assert again.search(queries[0], limit=10).tolist() == index.search(queries[0], limit=10).tolist()
