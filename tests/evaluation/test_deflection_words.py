"""The first paragraph claims what the comparison carries, and says otherwise what is missing."""

from dataclasses import replace

import pytest

from firstline.evaluation.deflection import DeflectionReport, deflection
from firstline.evaluation.deflection_words import deflection_lead, deflection_words
from tests.evaluation.portal_customers import LATER, Customers


def _report(customers: Customers, seed: int = 1) -> DeflectionReport:
    return deflection(*customers.live(seed), now=LATER)


def _said(report: DeflectionReport) -> str:
    return " ".join(sentence for part in deflection_words(report) for sentence in part.sentences)


def test_a_proven_effect_is_told_in_customers_of_a_hundred() -> None:
    said = deflection_lead(_report(Customers()))
    assert said.startswith("Articles save requests. Of 100 customers who see articles 3")
    assert "most likely between" in said
    assert "was seen to come back about the same within 7 days is not counted as saved; some who did so in" in said


@pytest.mark.parametrize(
    ("customers", "reason"),
    [
        (Customers(hold_out=0.0), "--hold-out 0.05"),
        (Customers(number=60), "At least 30"),
        (Customers(signed_in=False), "requester_token"),
        (Customers(helped=0.0), "about as often with articles as without"),
        (Customers(returns=1.0), "about as often with articles as without"),
    ],
)
def test_otherwise_nothing_is_claimed_and_it_is_said_what_is_missing(customers: Customers, reason: str) -> None:
    said = deflection_lead(_report(customers))
    assert "not known yet, so nothing is claimed" in said
    assert reason in said
    assert "save requests." not in said


def test_articles_that_do_harm_are_called_so() -> None:
    report = _report(Customers())
    effect = report.effect
    worse = replace(effect, difference=replace(effect.difference, value=-0.1, low=-0.2, high=-0.05))
    assert deflection_lead(replace(report, effect=worse)).startswith("Articles do not save requests here")


def test_an_empty_portal_has_nothing_to_tell() -> None:
    report = deflection([], [], now=LATER)
    assert deflection_lead(report).startswith("There is nothing to tell yet")
    assert "saw 0 requests begun" in _said(report)


def test_what_nobody_can_know_is_said() -> None:
    said = _said(_report(Customers(signed_in=False)))
    assert "did not sign in came back" in said
    assert "too good by those who came back unseen" in said
    assert "their credit is taken back" in _said(_report(Customers(returns=1.0)))


def test_how_the_same_is_told_and_that_some_are_missed_is_said() -> None:
    report = _report(Customers())
    said = " ".join(deflection_words(report)[0].sentences)
    assert (
        "about the same if its text is alike (cosine 0.48). Who describes the same in quite other words is missed"
        in said
    )
    more = " ".join(deflection_words(replace(report, by_articles=True))[0].sentences)
    assert "is among the first three that the search finds for it or was named by an agent" in more
    assert "said that one solved it and sent nothing about the same" in " ".join(deflection_words(report)[1].sentences)
