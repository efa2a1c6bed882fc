from dataclasses import dataclass

import numpy as np
import pytest

from firstline.kb_index.corpus import IDENTIFIER_LEG, Corpus, Entry, RowScores, best_rows
from firstline.kb_index.lexical_index import LexicalIndex
from firstline.kb_index.limit import exactly
from firstline.kb_index.vector_index import VectorIndex


@pytest.mark.parametrize("count", [50, 5_000])
@pytest.mark.parametrize("share", [1.0, 0.3, 0.001])
def test_the_best_rows_are_those_of_a_full_sort(count, share):
    generator = np.random.default_rng(0)
    scores = np.maximum(0, generator.normal(size=count)).astype(np.float32).round(2)
    mask = generator.random(count) < share
    allowed = [row for row in np.argsort(-scores, kind="stable") if mask[row] and scores[row] > 0]
    assert best_rows(scores, mask, 10).tolist() == sorted(allowed[:10])
    assert RowScores.of(scores).best(mask, 10).tolist() == sorted(allowed[:10])


@dataclass(frozen=True)
class Record:
    colour: str | None


def entry(words, direction, colour, codes=()):
    vector = np.zeros(4, np.float32)
    vector[direction] = 1
    return Entry({"words": np.array(words), IDENTIFIER_LEG: np.array(codes, np.int64)}, vector, Record(colour))


def empty_corpus():
    return Corpus(
        Record,
        lexical={"words": LexicalIndex(), IDENTIFIER_LEG: LexicalIndex(k1=0, b=0)},
        vectors=VectorIndex(4),
        facets=["colour"],
    )


def copied(corpus):
    """What a process that reads the snapshot of `corpus` holds."""
    read = empty_corpus()
    for lexical in corpus.lexical.values():
        lexical.optimise()
    read.restore(list(corpus.ids), corpus.arrays())
    return read


@pytest.fixture
def corpus():
    held = empty_corpus()
    held.replace({"a": [entry([1, 2], 0, "red"), entry([3], 1, "red")], "b": [entry([1], 2, "blue", [9])]})
    return held


def found(corpus, words, direction, mask=None, codes=()):
    query = entry(words, direction, None, codes)
    mask = corpus.alive if mask is None else mask
    return corpus.candidates(corpus.scores(query.terms), query.vector, mask=mask, depth=10)


def test_every_leg_scores_every_candidate(corpus):
    candidates = found(corpus, [3], 2)
    assert candidates.rows.tolist() == [0, 1, 2]
    assert candidates.legs["words"].argmax() == 1
    assert candidates.legs["vectors"].argmax() == 2
    assert candidates.legs[IDENTIFIER_LEG].tolist() == [0, 0, 0]


def test_a_rare_identifier_is_a_share_of_those_asked_for(corpus):
    assert found(corpus, [3], 2, codes=[9, 1_234]).legs[IDENTIFIER_LEG].tolist() == pytest.approx([0, 0, 1])


def test_a_limit_acts_on_both_legs(corpus):
    assert found(corpus, [1, 2, 3], 0, mask=corpus.mask({"colour": exactly("blue")})).rows.tolist() == [2]


def test_rows_that_are_wanted_anyway_are_candidates_once_and_every_leg_scores_them(corpus):
    corpus.replace({"c": [entry([7], 3, "red")]})
    query = entry([1], 0, None)

    def rows(also):
        scores = corpus.scores(query.terms)
        return corpus.candidates(scores, query.vector, mask=corpus.alive, depth=1, also=also)

    assert 3 not in rows(None).rows
    wanted = rows(np.array([3, 0, 3]))
    assert wanted.rows.tolist() == sorted({*rows(None).rows.tolist(), 0, 3})
    assert {len(leg) for leg in wanted.legs.values()} == {len(wanted.rows)}


def test_replaced_and_removed_documents_leave_no_row(corpus):
    corpus.replace({"a": [entry([5], 3, "green")], "b": ()})
    assert len(corpus) == 1
    assert corpus.dead_rows == 3
    assert found(corpus, [1, 5], 0).rows.tolist() == [3]


def test_compaction_changes_no_answer(corpus):
    corpus.replace({"b": [entry([5], 3, "green")]})
    before = found(corpus, [1, 5], 3)
    ids = [corpus.ids[row] for row in before.rows]
    corpus.compact()
    after = found(corpus, [1, 5], 3)
    assert corpus.dead_rows == 0
    assert [corpus.ids[row] for row in after.rows] == ids
    assert after.legs["words"].argmax() == before.legs["words"].argmax()
    assert list(corpus.rows_of("b")) == [2]


def test_a_corpus_written_and_read_answers_the_same(corpus):
    read = copied(corpus)
    for name, leg in found(corpus, [1, 3], 2, codes=[9]).legs.items():
        np.testing.assert_allclose(found(read, [1, 3], 2, codes=[9]).legs[name], leg, atol=1e-5)
    assert read.mask({"colour": exactly("red")}).tolist() == [True, True, False]
    assert list(read.records) == list(corpus.records)


def test_a_corpus_that_was_read_grows_shrinks_and_is_written_again(corpus):
    read = copied(corpus)
    read.replace({"c": [entry([7], 3, None)], "a": []})
    read.compact()
    again = copied(read)
    assert again.ids == ["b", "c"]
    assert [record.colour for record in again.records] == ["blue", None]
    assert again.values("colour") == ["blue", None]
    assert again.mask({"colour": exactly("blue")}).tolist() == [True, False]
    assert found(again, [7], 3).legs["words"].argmax() == 1


def test_parts_of_two_corpora_are_refused(corpus):
    with pytest.raises(ValueError, match="1 ids, 3 records and 3 vectors"):
        corpus.restore(["a"], corpus.arrays())
