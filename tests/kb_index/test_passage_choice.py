import numpy as np

from firstline.kb_index.passage_choice import best_passage


def legs(**said):
    nothing = np.zeros(3, dtype=np.float32)
    names = ("words", "characters", "vectors", "identifiers")
    return {name: np.asarray(said.get(name, nothing), dtype=np.float32) for name in names}


NOBODY = np.zeros(3, dtype=np.float32)
OPENS = (True, False, False)


def test_the_passage_that_is_most_like_the_request_is_shown():
    assert best_passage(legs(vectors=[0.5, 0.55, 0.7], characters=[20, 30, 60]), NOBODY, OPENS) == 2


def test_a_request_that_is_about_as_much_like_two_passages_is_shown_how_the_article_opens():
    nearly = legs(vectors=[0.80, 0.82, 0.60], characters=[34, 32, 10])
    assert best_passage(nearly, NOBODY, OPENS) == 0
    assert best_passage(nearly, NOBODY, (False, True, False)) == 1


def test_what_answers_spoke_of_goes_before_what_is_a_little_more_alike():
    alike = legs(vectors=[0.60, 0.80, 0.60], characters=[30, 34, 30])
    assert best_passage(alike, NOBODY, OPENS) == 1
    assert best_passage(alike, np.array([0.05, 0.05, 0.9], dtype=np.float32), OPENS) == 2


def test_what_the_reader_sees_stays_unless_another_is_clearly_better():
    nearly = legs(vectors=[0.80, 0.82, 0.60], characters=[34, 36, 10])
    assert best_passage(nearly, NOBODY, (False, False, True)) == 1
    assert best_passage(nearly, NOBODY, (False, False, True), (True, False, False)) == 0
    clearly = legs(vectors=[0.60, 0.90, 0.60], characters=[20, 60, 10])
    assert best_passage(clearly, NOBODY, OPENS, (True, False, False)) == 1


def test_the_passage_with_the_very_code_goes_before_all():
    votes = np.array([1, 0, 0], dtype=np.float32)
    assert best_passage(legs(vectors=[0.9, 0.5, 0.1], identifiers=[0, 0, 1]), votes, OPENS) == 2
