"""Sets of values are judged by how often they hold the right one."""

import numpy as np
import pytest

from firstline.datasets.ticket import Ticket
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.set_scores import set_scores
from firstline.models.field_evidence import FieldEvidence
from firstline.models.prediction import Candidate, FieldPrediction, OutOfScope, Prediction

VALUES = ("a", "b", "c")


class Three:
    """Gives `a` .6, `b` .3 and `c` .1, whatever is asked."""

    def __init__(self, truth):
        cases = len(truth)
        self.evidence = {
            "category": FieldEvidence(
                guessed=np.zeros(cases, np.int32),
                confidence=np.full(cases, 0.6),
                right=np.asarray(truth) == 0.6,
                truth=np.asarray(truth),
                spoken=np.full(cases, -1, np.int16),
                languages=(),
            )
        }

    def values(self, field):
        return VALUES

    def predict(self, texts, vectors, *, fields=None, alternatives=5):
        others = (Candidate("b", 0.3), Candidate("c", 0.1))[:alternatives]
        said = FieldPrediction("a", 0.6, "best", None, others)
        return [Prediction({"category": said}, OutOfScope(0.0, flag=False)) for _ in texts]


def scored(truth, labels, **set_by):
    tickets = [Ticket(id=str(n), body="x", category=label, set_by=set_by) for n, label in enumerate(labels)]
    texts = ["x"] * len(tickets)
    vectors = np.zeros((len(tickets), 2), np.float32)
    return set_scores(Three(truth), tickets, texts, vectors, fields=("category", "line"), bootstrap=Bootstrap())


def test_a_set_is_as_long_as_held_out_tickets_ask_and_is_judged_on_these():
    found = scored([0.6] * 70 + [0.3] * 25 + [0.1] * 5, ["a"] * 500 + ["b"] * 100 + ["c"] * 100)["category"]
    eighty, ninety, most = found
    assert [one.asked for one in found] == [0.8, 0.9, 0.95]
    assert (eighty.n, eighty.size.value, eighty.alone.value) == (700, 2.0, 0.0)
    assert eighty.held.value == pytest.approx(600 / 700)
    assert ninety.held == eighty.held
    assert (most.size.value, most.held.value) == (3.0, 1.0)
    assert most.held.low > 0.99


def test_too_few_held_out_tickets_promise_nothing_and_a_machines_label_proves_nothing():
    assert scored([0.6] * 20, ["a"] * 9) == {}
    assert scored([0.6] * 200, ["a"] * 9, category="machine")["category"] == ()
