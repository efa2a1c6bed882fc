"""Subjects without an article."""

import numpy as np
import pytest

from firstline.datasets.ticket import Ticket
from firstline.evaluation.knowledge_base import KnowledgeBase
from firstline.evaluation.knowledge_gap import unanswered
from tests.evaluation.knowledge_desk import answers_of, article, base_of, hit, ticket

RNG = np.random.default_rng(0)


def around(direction: int, count: int) -> list[list[float]]:
    """Vectors near one axis of twelve."""
    found = 0.1 * RNG.normal(size=(count, 12))
    found[:, direction] += 1
    return found.tolist()  # type: ignore[no-any-return]


def desk(**more: object) -> tuple[KnowledgeBase, list[Ticket]]:
    """Six requests about a calendar, four about parking, and ten answered ones of other subjects."""
    tickets = [
        ticket(n, f"the calendar of room {n} is lost", subject=f"calendar of room {n} lost", handle_minutes=5, **more)
        for n in range(6)
    ]
    tickets += [ticket(10 + n, f"how much does the parking of car {n} cost") for n in range(4)]
    tickets += [ticket(20 + n, f"the printer of floor {n} is slow", article_ids=("A",)) for n in range(10)]
    vectors = [*around(0, 6), *around(1, 4), *(one for n in range(10) for one in around(2 + n, 1))]
    return base_of([article("A"), article("B")], tickets, vectors=vectors), tickets


def test_requests_that_are_alike_and_have_no_article_are_a_gap_named_by_their_own_words() -> None:
    base, _ = desk()
    hits = [[hit("B", 0.2)] if n < 6 else [] for n in range(20)]
    gaps = unanswered(base, answers_of(base, hits)).gaps
    assert [gap.requests for gap in gaps] == [6, 4]
    assert "calendar" in gaps[0].words
    assert {"parking", "cost"} & set(gaps[1].words)
    assert not {"the", "how", "does"} & {word for gap in gaps for word in gap.words}
    assert gaps[0].share.value == 0.3
    assert gaps[0].handle_minutes == 30
    assert gaps[1].handle_minutes is None
    assert [(near.article_id, near.requests) for near in gaps[0].near] == [("B", 6)]
    assert len(gaps[0].examples) == 3
    fewer = unanswered(base, answers_of(base, hits), limit=1)
    assert (fewer.gaps, fewer.unlisted, fewer.alone) == (gaps[:1], 4, 0)


def test_of_restricted_tickets_neither_words_nor_subjects_nor_answers_are_shown() -> None:
    base, _ = desk(restricted_to=("hr",), resolution="The secret calendar was found behind the wall.")
    found = unanswered(base, answers_of(base))
    assert [gap.requests for gap in found.gaps] == [4]
    assert (found.unseen, found.unlisted, found.alone) == (6, 0, 0)
    assert "calendar" not in repr(found)


def test_requests_without_a_subject_line_are_named_by_their_first_words() -> None:
    tickets = [ticket(n, "wo ist") for n in range(3)] + [ticket(9 + n, article_ids=("A",)) for n in range(10)]
    base = base_of([article("A")], tickets, vectors=[*around(0, 3), *around(1, 10)])
    (gap,) = unanswered(base, answers_of(base)).gaps
    assert gap.words == ()
    assert [one.subject for one in gap.examples] == ["wo ist"] * 3


def test_no_two_gaps_have_the_same_name() -> None:
    tickets = [ticket(n, "the calendar is lost") for n in range(6)]
    tickets += [ticket(20 + n, "printer", article_ids=("A",)) for n in range(60)]
    printers = [one for n in range(60) for one in around(2 + n % 10, 1)]
    base = base_of([article("A")], tickets, vectors=[*around(0, 3), *around(1, 3), *printers])
    one, other = unanswered(base, answers_of(base)).gaps
    assert "calendar" in one.words
    assert (other.words, len(other.examples)) == ((), 3)


@pytest.mark.parametrize("more", [{"article_ids": ("R-16",)}, {"resolution": "Not ours, R-16 sent."}])
def test_what_a_saved_reply_answered_wants_no_article(more: dict[str, object]) -> None:
    tickets = [ticket(n, f"where is parcel {n}", **more) for n in range(4)] + [ticket(9, "calendar")]
    base = base_of([], tickets, vectors=[*around(0, 4), *around(1, 1)], replies=frozenset({"R-16"}))
    found = unanswered(base, answers_of(base))
    assert (found.gaps, found.replied, found.alone) == ((), 4, 1)


def test_a_gap_spans_languages() -> None:
    tickets = [ticket(n, f"the calendar {n} is lost") for n in range(10)]
    tickets += [ticket(20 + n, f"календарь {n} пропал", language="ru") for n in range(10)]
    tickets += [ticket(40 + n, f"other {n}", article_ids=("A",)) for n in range(20)]
    tickets += [ticket(60 + n, f"другое {n}", language="ru", article_ids=("A",)) for n in range(20)]
    english, russian = np.zeros(12), np.zeros(12)
    english[10], russian[11] = 1, 1
    other = [np.array(one) for n in range(20) for one in around(1 + n % 9, 1)]
    vectors = [
        *(np.array(around(0, 10)) + english),
        *(np.array(around(0, 10)) + russian),
        *(one + english for one in other),
        *(one + russian for one in other),
    ]
    base = base_of([article("A")], tickets, vectors=np.array(vectors).tolist())
    gap = unanswered(base, answers_of(base)).gaps[0]
    assert dict(gap.languages) == {"en": 10, "ru": 10}
    assert {"calendar", "календарь"} <= set(gap.words)


def test_two_that_are_alike_come_after_all_bigger_groups() -> None:
    tickets = [ticket(n, f"parking {n}") for n in range(2)] + [ticket(10 + n, f"calendar {n}") for n in range(3)]
    base = base_of([], tickets, vectors=[*around(1, 2), *around(0, 3)])
    found = [set(gap.ticket_ids) for gap in unanswered(base, answers_of(base)).gaps]
    assert found == [{"T10", "T11", "T12"}, {"T0", "T1"}]


def test_requests_that_are_like_no_other_are_listed_newest_first_so_that_people_can_check() -> None:
    subjects = [f"subject {n} of anna@example.com" for n in range(30)]
    tickets = [ticket(29 - n, subject=subjects[n], restricted_to=("hr",) if n == 29 else ()) for n in range(30)]
    base = base_of([], tickets, vectors=np.eye(30).tolist())
    found = unanswered(base, answers_of(base))
    assert (found.gaps, found.alone, found.unlisted) == ((), 30, 0)
    assert [one.id for one in found.newest] == [f"T{n}" for n in range(1, 21)]
    assert found.newest[0].subject.startswith("subject 28")
    assert not any("anna@" in one.subject for one in found.newest)


def test_one_request_without_an_article_is_no_gap_and_is_listed() -> None:
    base = base_of([], [ticket(1, subject="parking")])
    found = unanswered(base, answers_of(base))
    assert (found.gaps, found.alone, [one.subject for one in found.newest]) == ((), 1, ["parking"])


def test_what_a_subject_line_says_of_persons_is_taken_out() -> None:
    tickets = [ticket(n, subject="mail of anna@example.com is lost") for n in range(3)]
    tickets += [ticket(20 + n, article_ids=("A",)) for n in range(9)]
    vectors = [*around(0, 3), *(one for n in range(9) for one in around(2 + n, 1))]
    base = base_of([article("A")], tickets, vectors=vectors)
    (gap,) = unanswered(base, answers_of(base)).gaps
    assert len(gap.examples) == 3
    assert all("anna" not in one.subject for one in gap.examples)
