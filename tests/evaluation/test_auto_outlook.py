"""How far values are from needing no person."""

from types import SimpleNamespace
from typing import cast

import numpy as np

from firstline.datasets.ticket import Ticket
from firstline.evaluation.auto_evidence import AutoReach, MissingLabels
from firstline.evaluation.auto_outlook import AutoOutlook, auto_outlook, what_it_takes, why_nothing
from firstline.evaluation.evaluate import TriageModel
from firstline.models.auto_rule import LanguageCase
from firstline.models.field_evidence import FieldEvidence
from firstline.training.threshold_fit import fit_policy

VALUES = ("a", "b")


def _model() -> TriageModel:
    """It gave `a` to 20 held-out tickets, all rightly, and `b` to 20, half of them."""
    probabilities = np.array([[0.9, 0.1]] * 20 + [[0.1, 0.9]] * 20)
    targets = np.array([0] * 20 + [1] * 10 + [0] * 10)
    policy = fit_policy(VALUES, probabilities, targets)
    evidence = {"category": FieldEvidence.of(probabilities, targets)}
    return cast(
        TriageModel, SimpleNamespace(evidence=evidence, policies={"category": policy}, values=lambda _field: VALUES)
    )


def test_the_outlook_is_what_training_says_of_the_same_evidence() -> None:
    taught = [Ticket(category=value) for value in "ab" * 100]
    found = auto_outlook(_model(), "category", taught)
    assert found is not None
    assert (found.reach.automatic, found.reach.needed, found.reach.most) == (0, 59, 20)
    assert found.missing == (MissingLabels("a", 195),)
    assert what_it_takes(found).endswith("would let these be set without a person: a (195).")
    inbox = auto_outlook(_model(), "category", taught, inbox="a")
    assert inbox is not None
    assert inbox.missing == (), "where tickets only land"


def test_a_field_without_evidence_has_no_outlook() -> None:
    assert auto_outlook(_model(), "priority", []) is None


def test_a_number_beyond_all_labelled_tickets_is_not_promised() -> None:
    missing = (MissingLabels("a", 34_177),)
    said = what_it_takes(AutoOutlook("category", AutoReach(3, 0, 0.95, 59, 40, None), missing, labelled=1_000))
    assert said.startswith("No value is near")
    assert "34,177" not in said


def test_what_is_far_away_is_promised_nothing() -> None:
    outlook = AutoOutlook("category", AutoReach(3, 0, 0.95, 59, 0, None), ())
    assert what_it_takes(outlook) == ""
    assert "the most of any value are 0. These are too few to prove it" in why_nothing(outlook)


def test_what_it_takes_where_one_was_wrong_is_said() -> None:
    reach = AutoReach(3, 0, 0.95, 59, 75, LanguageCase("en", 75, 74))
    said = why_nothing(AutoOutlook("category", reach, ()))
    assert said.endswith("with 1 wrong it takes 93. The best value was right for 74 of 75.")
