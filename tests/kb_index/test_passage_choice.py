import numpy as np

from firstline.kb_index.passage_choice import best_passage


def legs(**said):
    nothing = np.zeros(3, dtype=np.float32)
    names = ("words", "characters", "vectors", "identifiers")
    return {name: np.asarray(said.get(name, nothing), dtype=np.float32) for name in names}


NOBODY = np.zeros(3, dtype=np.float32)


def test_the_passage_that_is_most_like_the_request_is_shown():
    assert best_passage(legs(vectors=[0.2, 0.3, 0.9], words=[0, 1, 2]), NOBODY) == 2


def test_what_answers_spoke_of_goes_before_what_is_a_little_more_alike():
    alike = legs(vectors=[0.80, 0.84, 0.70], words=[3, 3, 0])
    assert best_passage(alike, NOBODY) == 1
    assert best_passage(alike, np.array([0.9, 0.05, 0.05], dtype=np.float32)) == 0


def test_the_passage_with_the_very_code_goes_before_all():
    votes = np.array([1, 0, 0], dtype=np.float32)
    assert best_passage(legs(vectors=[0.9, 0.5, 0.1], identifiers=[0, 0, 1]), votes) == 2
