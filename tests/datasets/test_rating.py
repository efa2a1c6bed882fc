"""Ratings in words are numbers."""

from firstline.datasets.rating import are_ratings, rating_of


def test_words_run_from_bad_to_good():
    assert [rating_of(word) for word in ("Bad", "Okay", "Good", "Good with comment", "Плохо")] == [0, 0.5, 1, 1, 0]
    assert [rating_of(word) for word in ("Very satisfied", "Neutral", "Very Dissatisfied")] == [1, 0.5, 0]
    assert rating_of("good grief") is None


def test_a_list_of_ratings_has_two_at_least_and_nothing_else():
    assert are_ratings(["Good", "Bad", "Offered"])
    assert not are_ratings(["Good", "Good"])
    assert not are_ratings(["Good", "Bad", "Purple"])
