"""Follow-ups."""

from datetime import UTC, datetime

import pytest

from firstline.datasets.ticket import Ticket
from firstline.evaluation.follow_up import follow_ups


def ticket(day: int, name: str, subject: str, *, body: str = "", who: str = "") -> Ticket:
    return Ticket(id=name, subject=subject, body=body, requester_id=who, created_at=datetime(2026, 1, day, tzinfo=UTC))


FIRST = ticket(1, "INC000471", "Printer 4 shows nothing", who="ann")
BARE = ticket(1, "20451", "Profile cannot be imported", who="bo")


@pytest.mark.parametrize(
    ("subject", "body", "who"),
    [
        ("Question on INC000471", "", "cy"),
        ("Question", "Dear all, is there news of inc000471?", "cy"),
        ("Anything new?", "It is ticket 20451.", "cy"),
        ("[#20451]", "still waiting", "cy"),
        ("RE: Profile cannot be imported", "", ""),
        ("AW: WG: printer 4 shows nothing", "", "cy"),
        ("RE: [Incident #977] Printer 4  shows nothing", "", "cy"),
        ("Erinnerung: Printer 4 shows nothing", "", "ann"),
    ],
)
def test_a_number_or_an_answered_subject_points_back(subject: str, body: str, who: str) -> None:
    found = follow_ups([FIRST, BARE, ticket(2, "INC000500", subject, body=body, who=who)])
    assert found == [False, False, True]


@pytest.mark.parametrize(
    ("subject", "body", "who"),
    [
        ("Printer 4 shows nothing", "", "cy"),
        ("Berlin: Printer 4 shows nothing", "", "cy"),
        ("RE: something else entirely", "", "ann"),
        ("Order 20451 did not arrive", "I paid 20451 in May", "bo"),
        ("INC000500 is my own number", "", "ann"),
        ("Question on INC000999", "", "ann"),
        ("A question", "x" * 400 + " INC000471", "ann"),
    ],
)
def test_a_like_subject_or_any_other_number_does_not(subject: str, body: str, who: str) -> None:
    found = follow_ups([FIRST, BARE, ticket(2, "INC000500", subject, body=body, who=who)])
    assert found == [False, False, False]


def test_nothing_points_to_a_younger_one_or_to_itself() -> None:
    early = ticket(1, "INC000400", "RE: Door is locked", body="as in INC000401")
    assert follow_ups([early, ticket(2, "INC000401", "Door is locked")]) == [False, False]
    assert follow_ups([Ticket(id="1", subject="RE: a long subject"), Ticket(subject="")]) == [False, False]


def test_without_dates_any_other_ticket_counts() -> None:
    assert follow_ups([Ticket(id="A-1234", subject="see A-1235"), Ticket(id="A-1235", body="x")]) == [True, False]
