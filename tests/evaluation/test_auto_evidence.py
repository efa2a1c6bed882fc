"""What keeps values from auto is said in one line that names the true rule."""

import numpy as np

from firstline.evaluation.auto_evidence import MissingLabels, auto_line, auto_lines, missing_labels
from firstline.models.field_evidence import FieldEvidence
from firstline.models.policy import FieldPolicy
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
    return auto_line(VALUES, FieldEvidence.of(*judged), fit_policy(VALUES, *judged))


def test_too_few_tickets_are_said_with_what_is_needed_and_what_is_there() -> None:
    line = _line((0, 58, 58), (1, 20, 20))
    assert line.startswith(
        "no value may be set without asking (auto) yet: to be certain that 95% are right takes at least 59 held-out"
    )
    assert line.endswith("the most that were given one with a confidence of one half is 58")


def test_too_many_errors_are_said_with_the_best_that_was_reached() -> None:
    line = _line((0, 90, 100), (1, 50, 100))
    assert line.startswith(
        "no value may be set without asking (auto) yet: it must be certain that 95% are right; the best value"
    )
    assert "right for 90 of 100 held-out tickets, which makes only 83.6% certain" in line


def test_where_values_reach_auto_they_are_counted() -> None:
    assert _line((0, 100, 100), (1, 10, 20)) == "1 of 2 values may be set without asking (auto)"


def test_tickets_of_which_the_model_is_unsure_are_no_evidence() -> None:
    probabilities, targets = np.full((200, 3), 1 / 3), np.zeros(200, dtype=np.intp)
    line = auto_line(("a", "b", "c"), FieldEvidence.of(probabilities, targets), FieldPolicy())
    assert line.endswith("the most that were given one with a confidence of one half is 0")


def test_languages_are_named_where_there_are_several() -> None:
    judged = _judged((0, 140, 140), (1, 10, 20))
    languages = ["en"] * 70 + ["de"] * 70 + ["en"] * 20
    policy = fit_policy(VALUES, *judged, languages=languages)
    line = auto_line(VALUES, FieldEvidence.of(*judged, languages), policy)
    assert line == "1 of 2 values may be set without asking (auto) (in de, en)"


def test_labels_that_are_missing_for_auto_are_counted_from_the_cases_that_are_there() -> None:
    """A held-out fifth: 20 cases of 100 labels, all right, and 59 are needed."""
    judged = _judged((0, 20, 20), (1, 10, 20))
    policy, evidence = fit_policy(VALUES, *judged), FieldEvidence.of(*judged)
    assert missing_labels(VALUES, evidence, policy, labels={"a": 100, "b": 100}) == [MissingLabels("a", 195)]
    first, second = auto_lines(VALUES, evidence, policy, column=["a", "b", None] * 100)
    assert first == auto_line(VALUES, evidence, policy)
    assert second.endswith("set without asking: a (195)")


def test_a_value_that_is_not_precise_enough_needs_more_than_labels() -> None:
    judged = _judged((0, 90, 100), (1, 100, 100))
    policy, evidence = fit_policy(VALUES, *judged), FieldEvidence.of(*judged)
    assert missing_labels(VALUES, evidence, policy, labels={"a": 500, "b": 500}) == []


def test_a_value_that_is_nearly_precise_enough_needs_many() -> None:
    judged = _judged((0, 97, 100), (1, 100, 100))
    policy, evidence = fit_policy(VALUES, *judged), FieldEvidence.of(*judged)
    (missing,) = missing_labels(VALUES, evidence, policy, labels={"a": 500, "b": 500})
    more = (100 + missing.labels / 5) / 100
    enough = _judged((0, round(97 * more * 1.02), round(100 * more * 1.02)), (1, 100, 100))
    assert "a" in fit_policy(VALUES, *enough).auto
    assert missing.labels > 500
