"""The desk that speed is measured on."""

from itertools import islice
from pathlib import Path

from firstline.evaluation.speed_data import article_rows, desk_tickets, earlier_tickets, requests, texts_of


def test_training_tickets_have_three_fields(data: Path) -> None:
    for row in desk_tickets(data):
        assert row["category"] in {"kite", "drum", "lamp", "boat"}
        assert row["priority"] == "normal"
        assert row["skill_group"] == f"group-{str(row['category'])[0]}"


def test_requests_carry_no_answer(data: Path) -> None:
    rows = requests(data, 7)
    assert len(rows) == 7
    assert set(rows[0]) == {"id", "subject", "body"}
    assert texts_of(rows)[0].startswith("The kite question 0\nmy kite")


def test_earlier_tickets_come_oldest_first_and_no_more_than_asked_for(data: Path) -> None:
    rows = list(earlier_tickets(data, 12))
    assert len(rows) == len({row["id"] for row in rows}) == 12
    assert [str(row["created_at"])[:4] for row in rows] == ["2018"] * 5 + ["2019"] * 5 + ["2020"] * 2


def test_articles_go_on_with_solutions_and_questions(data: Path) -> None:
    ids = [str(row["id"]) for row in islice(article_rows(data), 12)]
    assert [id_.split("-")[0] for id_ in ids] == ["kb"] * 4 + ["solution"] * 6 + ["question"] * 2
    assert len(set(ids)) == 12
