"""Which requests an article could answer."""

from collections.abc import Sequence

import numpy as np
import pytest

from firstline.datasets.ticket import Ticket
from firstline.evaluation.request_need import Need, request_needs
from firstline.models.encoder import Vectors
from firstline.models.prediction import FieldPrediction, OutOfScope, Prediction
from tests.evaluation.knowledge_desk import ticket


class Said:
    """A model that says one thing of every request."""

    def __init__(self, kind: str = "incident", *, strange: bool = False, confidence: float = 0.95) -> None:
        self._said = Prediction({}, OutOfScope(0.8, strange), FieldPrediction(kind, confidence, "best", None, ()))

    def predict(self, texts: Sequence[str], vectors: Vectors) -> list[Prediction]:
        assert len(texts) == len(vectors)
        return [self._said for _ in texts]


def _need(one: Ticket, said: Said | None = None) -> Need:
    (need,) = request_needs([one], np.zeros((1, 2), dtype=np.float32), said)
    return need


@pytest.mark.parametrize("kind", ["thanks", "spam", "automatic", "chaser", "wish", "Feature_Request", "unclear"])
def test_what_asks_nothing_that_an_article_holds_is_left_out(kind: str) -> None:
    assert _need(ticket(1, request_kind=kind)) == "nothing"


def test_what_the_desk_marks_as_not_its_own_is_a_strangers_whatever_the_model_says() -> None:
    assert _need(ticket(1, out_of_scope=True)) == "stranger"
    assert _need(ticket(1, out_of_scope="yes", category="shop"), Said()) == "stranger"
    assert _need(ticket(1, out_of_scope="no"), Said(strange=True)) == "article"


def test_what_reads_strange_is_a_strangers_unless_somebody_took_it_in() -> None:
    assert _need(ticket(1), Said(strange=True)) == "stranger"
    assert _need(ticket(1, article_ids=("A",)), Said(strange=True)) == "article"
    assert _need(ticket(1, category="calendar"), Said(strange=True)) == "article"


def test_where_nobody_named_the_kind_the_model_does() -> None:
    assert _need(ticket(1), Said("thanks")) == "nothing"
    assert _need(ticket(1), Said("wish")) == "nothing"
    assert _need(ticket(1, request_kind="incident"), Said("thanks")) == "article"
    assert _need(ticket(1)) == "article"
