"""Ten requests that nobody trained on are handled as a good first-line agent would, or left to a person."""

from firstline.models.kind_decision import asks_nothing
from firstline.models.prediction import Prediction
from tests.behaviour.conftest import Ask
from tests.behaviour.first_line import CASES, SURE, Case, handled, shown

HANDLED = 8


def _confidently_wrong(case: Case, said: Prediction) -> list[str]:
    """Fields that say one value, and it is not a good one; whatever is said of a stranger is wrong."""
    wanted = {"category": case.categories, "skill_group": case.groups, "priority": case.priorities}
    return [name for name, good in wanted.items() if (f := said.fields[name]).tier in SURE and f.value not in good]


def test_the_cases_are_those_that_a_first_line_meets() -> None:
    assert len(CASES) == 10
    assert len({case.language for case in CASES}) == 5
    assert sum(not case.belongs_here for case in CASES) == 2
    assert sum(case.kind == "chaser" for case in CASES) == 1
    assert sum(case.second is not None for case in CASES) == 1


def test_most_are_handled_and_none_is_confidently_wrong(ask: Ask) -> None:
    answers = list(zip(CASES, ask([case.body for case in CASES]), strict=True))
    report = [
        f"{'handled' if handled(case, said) else 'left'}: {case.body[:50]!r} scope {said.out_of_scope.score:.2f} "
        + ", ".join(f"{name} {field.value} {field.confidence:.2f} {field.tier}" for name, field in said.fields.items())
        for case, said in answers
    ]
    wrong = [(case.body[:50], fields) for case, said in answers if (fields := _confidently_wrong(case, said))]
    assert wrong == [], "\n".join(report)
    assert sum(handled(case, said) for case, said in answers) >= HANDLED, "\n".join(report)


def test_the_kind_of_a_request_is_seen(ask: Ask) -> None:
    answers = list(zip(CASES, ask([case.body for case in CASES]), strict=True))
    known = [(case, said.request_kind) for case, said in answers if case.kind and said.request_kind is not None]
    assert len(known) == sum(case.kind is not None for case in CASES)
    wrong = [(case.kind, kind) for case, kind in known if kind.tier in SURE and kind.value != case.kind]
    assert wrong == []
    assert sum(case.kind in shown(kind) for case, kind in known) >= len(known) - 2


THANKS = (
    "Thank you so much, that fixed it!",
    "Thanks a lot, works now.",
    "Works again, many thanks to all of you for the quick help! You can close this.",
    "Спасибо большое, всё заработало!",
)
NO_THANKS = (
    "Thanks for nothing, my mail still bounces!",
    "Thank you in advance for restoring my database",
    "Спасибо за быстрый ответ, но письма клиентам всё равно возвращаются с ошибкой 550. Помогите, пожалуйста!",
)


def test_who_only_says_thanks_did_not_come_to_the_wrong_place(ask: Ask) -> None:
    for body, said in zip(THANKS, ask(THANKS), strict=True):
        assert said.request_kind is not None
        assert said.request_kind.value == "thanks", body
        assert asks_nothing(said.request_kind), body
        assert not said.out_of_scope.flag, body


def test_thanks_beside_a_request_leave_it_a_request(ask: Ask) -> None:
    for body, said in zip(NO_THANKS, ask(NO_THANKS), strict=True):
        assert said.request_kind is not None
        assert not asks_nothing(said.request_kind), body


BITTER = (
    "Thanks a lot. Great job. My site is down again and nobody answers the phone. Thank you very much indeed.",
    "Many thanks to all of you, after your fix my mailbox is empty.",
    "Thank you so much for ignoring me. Shop still down, day four.",
    "Wow, thanks guys, fantastic support as always. No email for two days.",
    "Спасибо огромное, просто замечательно! Третий день без почты. Благодарю за «оперативность».",
    "Спасибо, молодцы, сайт лежит второй день.",
    "Danke vielmals, jetzt ist die Datenbank auch noch futsch.",
    "Tusen takk, dere. Nettsiden er borte igjen, for tredje gang denne uka.",
    "ありがとうございます。おかげでサイトが完全に消えました。",
    "Gracias, genial, llevamos tres días sin correo.",
)


def test_an_outage_in_words_of_thanks_still_asks_for_something(ask: Ask) -> None:
    for body, said in zip(BITTER, ask(BITTER), strict=True):
        assert said.request_kind is not None
        assert not asks_nothing(said.request_kind), body
        assert not said.out_of_scope.flag, body


CHASERS = (
    "Wie ist der Stand bei meinem Ticket von letzter Woche?",
    "FOUR DAYS. Ticket T-1755. Is anybody alive over there?!",
    "Wie weit ist mein Fall?",
    "How far is my case?",
    "Hvor langt er saken min kommet?",
    "Есть ли движение по T-1755?",
    "any news on T-1758",
)


def test_who_chases_by_number_or_in_capitals_did_not_come_to_the_wrong_place(ask: Ask) -> None:
    for body, said in zip(CHASERS, ask(CHASERS), strict=True):
        assert said.request_kind is not None
        assert said.request_kind.value == "chaser", body
    flagged = [body for body, said in zip(CHASERS, ask(CHASERS), strict=True) if said.out_of_scope.flag]
    assert len(flagged) <= 1, flagged


def test_a_second_request_in_one_mail_is_looked_for(ask: Ask) -> None:
    """The detector finds few of them (docs/decisions/0005), and lets one in a hundred single requests through."""
    single = [case for case in CASES if case.second is None]
    flagged = [
        case.body[:50]
        for case, said in zip(single, ask([case.body for case in single]), strict=True)
        if said.second_request is not None and said.second_request.flag
    ]
    assert len(flagged) <= 1, flagged
