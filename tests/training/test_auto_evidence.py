"""What keeps values from auto is said in one line that names the true rule."""

import numpy as np
import pytest

from firstline.models.policy import FieldPolicy
from firstline.training.auto_evidence import auto_line, fewest_for_auto
from firstline.training.threshold_fit import fit_policy

VALUES = ("a", "b")


def _judged(*groups: tuple[int, int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Held-out verdicts of .9: for each group the value that is given, how many are right and how many there are."""
    probabilities, targets = [], []
    for value, right, count in groups:
        row = [0.1, 0.1]
        row[value] = 0.9
        probabilities += [row] * count
        targets += [value] * right + [1 - value] * (count - right)
    return np.array(probabilities), np.array(targets)


def _line(*groups: tuple[int, int, int]) -> str:
    judged = _judged(*groups)
    return auto_line(VALUES, *judged, fit_policy(VALUES, *judged))


@pytest.mark.parametrize(("target", "minimum"), [(0.95, 30), (0.9, 30), (0.8, 30), (0.99, 30), (0.95, 100)])
def test_the_number_that_is_named_is_the_first_that_is_enough(target: float, minimum: int) -> None:
    limits = {"target_precision": target, "minimum_evidence": minimum}
    needed = fewest_for_auto(FieldPolicy(**limits))
    assert fit_policy(VALUES, *_judged((0, needed, needed)), **limits).auto
    assert not fit_policy(VALUES, *_judged((0, needed - 1, needed - 1)), **limits).auto


def test_for_the_usual_target_it_is_59() -> None:
    assert fewest_for_auto(FieldPolicy()) == 59


def test_too_few_tickets_are_said_with_what_is_needed_and_what_is_there() -> None:
    line = _line((0, 58, 58), (1, 20, 20))
    assert line.startswith("no value reaches auto; at least 59 held-out tickets")
    assert line.endswith("the most that a value has is 58")


def test_too_many_errors_are_said_with_the_best_that_was_reached() -> None:
    line = _line((0, 90, 100), (1, 50, 100))
    assert line.startswith("no value reaches auto; precision of 95% must be certain")
    assert "90 of 100 held-out tickets right" in line


def test_where_values_reach_auto_they_are_counted() -> None:
    assert _line((0, 100, 100), (1, 10, 20)) == "1 of 2 values reach auto"


def test_tickets_of_which_the_model_is_unsure_are_no_evidence() -> None:
    probabilities, targets = np.full((200, 3), 1 / 3), np.zeros(200, dtype=np.intp)
    line = auto_line(("a", "b", "c"), probabilities, targets, FieldPolicy())
    assert line.endswith("the most that a value has is 0")
