"""Deflection is counted honestly: nothing twice, nothing too early, nothing that a customer took back."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from firstline.evaluation.deflection import DeflectionReport, Outcome, asked_a_person, deflection
from firstline.evaluation.deflection_record import Contact, Interaction
from tests.evaluation.portal_customers import BEGIN, LATER, Customers, about

_FILLING = [
    Contact(f"F{number}", BEGIN - timedelta(days=30), None, f"none {number}", about(number)) for number in range(200)
]
"""Enough tickets for the mean vector to be known."""

READ = Interaction("I1", BEGIN, "R1", article_ids=("A1", "A2"), opened=("A1",), vector=about(1))
SOLVED = replace(READ, verdicts=(("A1", "solved"),))


def _outcome(one: Interaction, *contacts: Contact, now: datetime = LATER) -> Outcome:
    report = deflection([one], [*_FILLING, *contacts], now=now)
    counts = report.strangers if one.requester_id is None else report.signed_in
    assert counts.shown == 1
    ((outcome, _),) = [(name, number) for name, number in counts.outcomes.items() if number]
    return outcome


def _ticket(days: float, *, topic: int = 1, person: str = "R1", interaction: str | None = None) -> Contact:
    return Contact("T1", BEGIN + timedelta(days=days), person, interaction, about(topic))


def test_who_says_that_it_is_solved_and_stays_away_is_confirmed() -> None:
    assert _outcome(SOLVED) == "confirmed"
    assert _outcome(SOLVED, _ticket(3, topic=2)) == "confirmed", "another problem is another problem"
    assert _outcome(SOLVED, _ticket(3, person="R2")) == "confirmed", "and another person another person"
    assert _outcome(SOLVED, _ticket(8)) == "confirmed", "after the seven days it is a new request"


def test_who_reads_and_leaves_is_assumed_and_who_reads_nothing_is_no_success() -> None:
    assert _outcome(READ) == "assumed"
    assert _outcome(replace(READ, opened=())) == "left"
    assert _outcome(replace(READ, verdicts=(("A1", "did_not_answer"),))) == "assumed"


def test_a_similar_contact_within_seven_days_takes_the_credit_back() -> None:
    assert _outcome(SOLVED, _ticket(3)) == "taken_back"
    assert _outcome(READ, _ticket(7)) == "taken_back"
    later = replace(READ, id="I2", started_at=BEGIN + timedelta(days=2), submitted=True)
    report = deflection([SOLVED, later], _FILLING, now=LATER)
    assert (report.signed_in.count("taken_back"), report.signed_in.count("failed")) == (1, 1)


def test_what_cannot_be_compared_counts_as_the_same() -> None:
    assert _outcome(replace(SOLVED, vector=None), _ticket(3, topic=2)) == "taken_back"
    few = deflection([SOLVED], [_ticket(3, topic=2)], now=LATER)
    assert few.signed_in.count("taken_back") == 1, "of two texts nobody knows what is usual"


@pytest.mark.parametrize(
    "one",
    [
        replace(SOLVED, submitted=True),
        replace(SOLVED, ticket_id="T1"),
        replace(SOLVED, ticket_id="T1", asked_person=True),
    ],
)
def test_who_sends_the_request_all_the_same_is_a_failure_whatever_they_said(one: Interaction) -> None:
    assert _outcome(one, _ticket(0.01)) == "failed"


def test_a_ticket_that_names_the_interaction_is_its_failure() -> None:
    assert _outcome(SOLVED, _ticket(0.01, interaction="I1", person="somebody else's name")) == "failed"
    assert _outcome(replace(SOLVED, requester_id=None), _ticket(0.01, interaction="I1")) == "failed"


def test_who_asks_for_a_person_is_no_success() -> None:
    assert _outcome(replace(SOLVED, asked_person=True)) == "asked_person"


def test_who_is_not_signed_in_confirms_nothing() -> None:
    assert _outcome(replace(SOLVED, requester_id=None)) == "said_solved"
    assert _outcome(replace(READ, requester_id=None)) == "read"


def test_nothing_is_claimed_before_the_seven_days_are_over() -> None:
    assert _outcome(SOLVED, now=BEGIN + timedelta(days=6)) == "too_early"
    assert deflection([SOLVED], _FILLING, now=BEGIN + timedelta(days=6)).effect.shown == 0


def test_an_interaction_that_is_not_over_is_counted_as_nothing_else() -> None:
    at_once, soon = BEGIN + timedelta(minutes=5), BEGIN + timedelta(hours=13)
    for one in (replace(READ, opened=()), READ, SOLVED, replace(SOLVED, requester_id=None)):
        assert _outcome(one, now=at_once) == "going_on"
        assert _outcome(replace(one, last_at=BEGIN + timedelta(hours=2)), now=soon) == "going_on"
    assert _outcome(replace(READ, opened=()), now=soon) == "left"
    assert _outcome(SOLVED, now=soon) == "too_early"
    assert _outcome(replace(SOLVED, requester_id=None), now=soon) == "said_solved"
    assert _outcome(replace(READ, submitted=True), now=at_once) == "failed"
    assert _outcome(replace(READ, asked_person=True), now=at_once) == "asked_person"
    assert _outcome(SOLVED, _ticket(0.1), now=BEGIN + timedelta(hours=5)) == "taken_back"


def test_only_those_for_whom_an_article_was_found_are_compared() -> None:
    without, held_out = replace(READ, id="I2", article_ids=()), replace(READ, id="I3", held_out=True, requester_id="R3")
    report = deflection([READ, without, held_out], _FILLING, now=LATER)
    assert (report.interactions, report.without_articles, report.held_out) == (3, 1, 1)
    assert (report.effect.shown, report.effect.held_out) == (1, 1)


def test_one_person_who_keeps_coming_is_compared_once_in_seven_days() -> None:
    often = [replace(READ, id=f"I{day}", started_at=BEGIN + timedelta(days=day)) for day in range(15)]
    assert deflection(often, _FILLING, now=LATER).effect.shown == 2


def test_the_articles_are_told_with_what_readers_said_of_them() -> None:
    sent = replace(READ, id="I2", verdicts=(("A1", "did_not_answer"),), submitted=True)
    report = deflection([SOLVED, sent], _FILLING, now=LATER, useful=lambda _: {"A1": 0.6})
    first, second = report.articles
    assert (first.article_id, first.shown, first.opened, first.solved, first.did_not_answer, first.sent) == (
        "A1", 2, 2, 1, 1, 1,
    )  # fmt: skip
    assert (first.useful, second.useful, second.opened) == (0.6, None, 0)


def test_who_said_solved_and_asked_a_person_after_all_was_not_helped_by_the_article() -> None:
    others = [replace(SOLVED, id=f"J{n}", requester_id=f"P{n}") for n in range(3)]
    report = deflection([SOLVED, *others], [*_FILLING, _ticket(3)], now=LATER)
    first = report.articles[0]
    assert (first.opened, first.solved, first.taken_back, first.sent) == (4, 3, 1, 1)
    sent = deflection([replace(SOLVED, submitted=True)], _FILLING, now=LATER).articles[0]
    assert (sent.solved, sent.taken_back, sent.sent) == (0, 1, 1)


def _lived(customers: Customers, seed: int) -> DeflectionReport:
    return deflection(*customers.live(seed), now=LATER)


def test_the_interval_covers_the_true_effect_as_often_as_it_says() -> None:
    customers, runs = Customers(number=800), 60
    covered = sum(
        difference.low <= customers.effect <= difference.high
        for difference in (_lived(customers, seed).effect.difference for seed in range(runs))
    )
    assert covered >= 52, "95 % of 60 are 57; fewer than 52 come once in two hundred times"


def test_a_true_effect_is_found() -> None:
    report = _lived(Customers(), seed=1)
    assert report.effect.is_proven
    assert report.signed_in.count("confirmed") > 300


def test_of_customers_who_leave_and_come_back_nothing_is_claimed() -> None:
    customers = Customers(returns=1.0)
    proven = 0
    for seed in range(20):
        report = _lived(customers, seed)
        assert report.signed_in.count("confirmed") == 0
        assert report.signed_in.count("taken_back") > 200, "they said that it was solved"
        proven += report.effect.is_proven
    assert proven <= 2


def test_of_customers_who_cannot_be_followed_nothing_is_claimed() -> None:
    report = _lived(Customers(signed_in=False, returns=1.0), seed=1)
    assert report.effect_of_all.is_proven, "whoever looked only at this would be deceived"
    assert not report.effect.is_proven
    assert report.signed_in.shown == 0


def test_in_other_words_the_article_that_helped_tells_that_it_is_the_same() -> None:
    other_words = _ticket(3, topic=2)
    asked: list[tuple[str, frozenset[str]]] = []

    def subjects(contact: Contact, article_ids: frozenset[str]) -> bool:
        asked.append((contact.id, article_ids))
        return "A1" in article_ids

    def _taken_back(one: Interaction) -> bool:
        report = deflection([one], [*_FILLING, other_words], now=LATER, subjects=subjects)
        assert report.by_articles
        return report.signed_in.count("taken_back") == 1

    assert _outcome(SOLVED, other_words) == "confirmed"
    assert _taken_back(SOLVED)
    assert _taken_back(replace(READ, best="A1")), "what was shown first tells it too"
    assert not _taken_back(replace(READ, best="A2"))
    assert asked[0] == ("T1", frozenset({"A1"}))


def test_the_usefulness_of_articles_is_asked_for_without_votes_that_were_taken_back() -> None:
    given: list[frozenset[str]] = []

    def useful(asked: frozenset[str]) -> dict[str, float]:
        given.append(asked)
        return {}

    deflection([SOLVED, replace(SOLVED, id="I2", requester_id="R2")], [*_FILLING, _ticket(3)], now=LATER, useful=useful)
    assert given == [{"I1"}]
    assert asked_a_person([SOLVED], [*_FILLING, _ticket(3)], now=LATER) == {"I1"}
