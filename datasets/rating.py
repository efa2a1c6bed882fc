"""The rating: what a customer thought of the help, as a number."""

from collections.abc import Iterable

_WORDS = {
    1.0: "good great excellent happy satisfied positive thumbs_up хорошо отлично доволен gut zufrieden bra fornøyd",
    0.5: "okay ok neutral average нормально удовлетворительно mittel middels",
    0.0: "bad poor terrible unhappy unsatisfied dissatisfied negative thumbs_down плохо недоволен schlecht "
    "unzufrieden dårlig misfornøyd",
}
_RATINGS = {word: number for number, words in _WORDS.items() for word in words.split()}
_VERY = frozenset({"very", "extremely", "somewhat", "highly", "очень", "sehr", "svært", "veldig"})
_NONE = frozenset({"", "-", "offered", "unoffered", "no rating", "not rated", "n/a", "none"})


def rating_of(value: object) -> float | None:
    """The number of a rating in words, from 0 (bad) to 1 (good), `Good with comment` too; None for any other word."""
    words = str(value).casefold().replace("thumbs ", "thumbs_").split()
    words = words[1:] if len(words) > 1 and words[0] in _VERY else words
    return _RATINGS.get(words[0]) if words and (len(words) == 1 or words[1] == "with") else None


def are_ratings(values: Iterable[str]) -> bool:
    """Whether values are ratings in words: at least two that differ, and nothing else but that there is none."""
    said = [value for value in values if value.strip().casefold() not in _NONE]
    numbers = {rating_of(value) for value in said}
    return len(numbers) > 1 and None not in numbers
