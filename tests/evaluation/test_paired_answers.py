"""Two models on the same tickets."""

import numpy as np
import pytest

from firstline.datasets.ticket import Ticket
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.comparison import mcnemar
from firstline.evaluation.paired_answers import Paired, answered, paired_answers
from firstline.models.bundle import Bundle
from tests.evaluation.tiny_desk import tickets


def pair(only_first: int, only_second: int, both: int = 10) -> Paired:
    first = [1.0] * only_first + [0.0] * only_second + [1.0] * both
    second = [0.0] * only_first + [1.0] * only_second + [1.0] * both
    return Paired(np.array(first), np.array(second))


def test_the_chance_of_worse_is_half_of_mcnemars_where_there_are_no_ties() -> None:
    found = pair(1, 8)
    flags = found.first.astype(bool), found.second.astype(bool)
    assert found.chance_of_worse() == pytest.approx(mcnemar(*flags) / 2)


def test_equal_models_are_not_worse() -> None:
    assert pair(0, 0).chance_of_worse() == 1.0
    assert pair(8, 1).chance_of_worse() > 0.9


def test_the_difference_is_of_the_same_rows() -> None:
    difference = pair(0, 5, both=15).difference(Bootstrap(resamples=200))
    assert difference.value == pytest.approx(-0.25)
    assert difference.low < -0.25 < difference.high < 0


def test_a_ticket_is_scored_by_the_share_of_its_fields_that_are_right(bundle: Bundle) -> None:
    known = tickets(language="en")
    known[0] = known[0].model_copy(update={"category": "never heard of", "language": "de"})
    known[1] = known[1].model_copy(update={"category": "never heard of", "priority": None})
    known[2] = known[2].model_copy(update={"category": None, "priority": None})
    answers = answered(bundle, known, fields=bundle.fields)
    found = paired_answers(answers, answers, known)
    assert found.overall.rows == len(known) - 1
    assert list(found.overall.first[:3]) == [0.5, 0.0, 1.0]
    assert found.fields["category"].rows == len(known) - 1
    assert found.language("de").rows == 1
    assert found.language("en").rows == len(known) - 2


def test_a_language_that_the_ticket_does_not_name_is_read_from_its_text(bundle: Bundle) -> None:
    known = [Ticket(body="mein Drucker druckt heute Morgen leider gar nichts mehr", category="hardware")]
    answers = answered(bundle, known, fields=bundle.fields)
    assert paired_answers(answers, answers, known).names == ("de",)


def test_only_fields_that_both_predict_are_paired(bundle: Bundle, routing_bundle: Bundle) -> None:
    known = [ticket.model_copy(update={"skill_group": ticket.category}) for ticket in tickets()]
    fields = routing_bundle.fields
    found = paired_answers(
        answered(bundle, known, fields=fields), answered(routing_bundle, known, fields=fields), known
    )
    assert set(found.fields) == {"category", "priority"}
