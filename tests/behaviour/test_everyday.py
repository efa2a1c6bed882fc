"""Everyday requests that nobody trained on, most of them a few words long, are seen for what they are."""

from collections.abc import Sequence

from firstline.datasets.demo_desk import demo_tickets
from firstline.models.kind_decision import asks_nothing
from firstline.models.prediction import Prediction
from tests.behaviour.conftest import Ask
from tests.behaviour.everyday import EVERYDAY, LONG, RESEMBLING, SHORT, STRANGERS
from tests.behaviour.first_line import SURE, Case, handled

HANDLED = 0.85
CONFIDENTLY_WRONG = 0.05
ASK_NOTHING = 0.05
STRANGERS_SEEN = 10


def _answers(ask: Ask, cases: Sequence[Case]) -> list[tuple[Case, Prediction]]:
    return list(zip(cases, ask([case.body for case in cases]), strict=True))


def _report(answers: Sequence[tuple[Case, Prediction]]) -> str:
    return "\n".join(
        f"{'handled' if handled(case, said) else 'left'}: {case.body[:50]!r} scope {said.out_of_scope.score:.2f}, "
        + ", ".join(f"{name} {field.value} {field.confidence:.2f} {field.tier}" for name, field in said.fields.items())
        for case, said in answers
    )


def test_there_are_short_and_long_ones_in_five_languages_and_none_was_trained_on() -> None:
    assert len(EVERYDAY) >= 40
    for cases in (SHORT, LONG):
        assert {case.language for case in cases} == {"en", "ru", "de", "no", "ja"}
    bodies = {case.body.casefold().strip(" .!?") for case in EVERYDAY}
    known = {
        text.casefold().strip(" .!?。") for ticket in demo_tickets().tickets for text in (ticket.subject, ticket.body)
    }
    assert not bodies & known


def test_most_are_handled(ask: Ask) -> None:
    answers = _answers(ask, EVERYDAY)
    assert sum(handled(case, said) for case, said in answers) >= HANDLED * len(answers), _report(answers)


def test_hardly_one_gets_a_wrong_category_for_sure(ask: Ask) -> None:
    answers = _answers(ask, EVERYDAY)
    wrong = [
        (case.body[:50], category.value)
        for case, said in answers
        if (category := said.fields["category"]).tier in SURE and category.value not in case.categories
    ]
    assert len(wrong) <= CONFIDENTLY_WRONG * len(answers), wrong


def test_hardly_one_is_taken_for_a_mail_that_asks_for_nothing(ask: Ask) -> None:
    taken = [
        case.body[:50]
        for case, said in _answers(ask, EVERYDAY)
        if said.request_kind and asks_nothing(said.request_kind)
    ]
    assert len(taken) <= ASK_NOTHING * len(EVERYDAY), taken


def test_short_ones_of_the_desk_are_not_strangers_and_short_strangers_are(ask: Ask) -> None:
    flagged = [case.body for case, said in _answers(ask, SHORT) if said.out_of_scope.flag]
    assert len(flagged) <= 0.1 * len(SHORT), flagged
    missed = [body for body, said in zip(STRANGERS, ask(STRANGERS), strict=True) if not said.out_of_scope.flag]
    assert len(missed) <= len(STRANGERS) - STRANGERS_SEEN, missed


def test_strangers_who_write_much_as_customers_do_are_seen(ask: Ask) -> None:
    missed = [body for body, said in zip(RESEMBLING, ask(RESEMBLING), strict=True) if not said.out_of_scope.flag]
    assert len(missed) <= 1, missed


def test_of_a_stranger_no_subject_is_claimed_for_sure(ask: Ask) -> None:
    sure = [
        (body, name)
        for body, said in zip(STRANGERS, ask(STRANGERS), strict=True)
        for name in ("category", "subcategory", "skill_group")
        if said.fields[name].tier in SURE
    ]
    assert sure == []
