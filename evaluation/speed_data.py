"""Speed data: a desk of the size that times are measured at, made of the public data sets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from firstline.evaluation.benchmark_data import read_records, sumo_tickets
from firstline.evaluation.workbench import Row

_YEARS = tuple(f"firefox_{year}" for year in range(2018, 2026))


def desk_tickets(data: Path) -> list[Row]:
    """Thunderbird questions of four months with three fields; two are made up from the topic, for their cost alone."""
    (split,) = sumo_tickets(data)
    return [_with_three_fields(row) for row in split.train]


def requests(data: Path, most: int) -> list[Row]:
    """The first `most` Thunderbird questions of 2025, without answers."""
    records = read_records(data / "sumo_tickets" / "thunderbird_2025.jsonl.gz")[:most]
    return [{"id": r["id"], "subject": r["title"], "body": r["text"]} for r in records]


def earlier_tickets(data: Path, most: int) -> Iterator[Row]:
    """Up to `most` Firefox questions, oldest first."""
    remaining = most
    for year in _YEARS:
        for record in read_records(data / "sumo_tickets" / f"{year}.jsonl.gz")[:remaining]:
            remaining -= 1
            yield {
                "id": f"firefox-{record['id']}",
                "created_at": record["created"],
                "subject": record["title"],
                "body": record["text"],
                "status": "open",
            }


def article_rows(data: Path) -> Iterator[Row]:
    """The 321 articles, then accepted solutions, then answered questions: as many as are asked for."""
    for record in read_records(data / "sumo_kb" / "articles.jsonl.gz"):
        yield _article(f"kb-{record['slug']}", record["title"], record["text"])
    for number, record in enumerate(read_records(data / "sumo_kb" / "thunderbird_solutions.jsonl.gz")):
        yield _article(f"solution-{number}", f"Solution {number}", record["text"])
    for record in read_records(data / "sumo_tickets" / "thunderbird_2024.jsonl.gz"):
        yield _article(f"question-{record['id']}", record["title"], record["text"])


def texts_of(rows: Sequence[Row]) -> list[str]:
    return [f"{row.get('subject') or ''}\n{row.get('body') or ''}".strip() for row in rows]


def _with_three_fields(row: Row) -> Row:
    topic = str(row["topic"])
    urgent = topic in {"app-crash", "crashing-and-slow-performance", "passwords-and-sign-in"}
    return {**row, "category": topic, "priority": "high" if urgent else "normal", "skill_group": f"group-{topic[0]}"}


def _article(article_id: str, title: str, body: str) -> Row:
    return {"id": article_id, "title": title, "body": body, "language": "en"}
