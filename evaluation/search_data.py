"""Search data: the public data sets as things to find and questions that find them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np

from firstline.evaluation.benchmark_data import read_records
from firstline.evaluation.workbench import Row

_FAST_DOCUMENTS, _FAST_QUERIES = 400, 60


@dataclass(frozen=True, slots=True)
class SearchSet:
    """`train` makes the bundle (by its `field`), `documents` are indexed, `wanted` are the right ids of each query."""

    kind: Literal["articles", "duplicates"]
    field: str
    train: Sequence[Row]
    documents: Sequence[Row]
    queries: Sequence[Row]
    wanted: Sequence[frozenset[str]]

    def shrunk(self) -> SearchSet:
        """A small part, the same every time, that still holds all that is wanted."""
        queries, wanted = self.queries[:_FAST_QUERIES], self.wanted[:_FAST_QUERIES]
        needed = frozenset().union(*wanted)
        others = [row for row in self.documents if row["id"] not in needed][:_FAST_DOCUMENTS]
        documents = [row for row in self.documents if row["id"] in needed] + others
        some = slice(_FAST_DOCUMENTS)
        return replace(
            self,
            train=self.train[some],
            documents=documents,
            queries=queries,
            wanted=wanted,
        )


def sumo_kb(data: Path) -> SearchSet:
    """Dev questions of 2025H1 to the 175 Thunderbird articles, by the articles' own text."""
    articles = [
        {
            "id": r["slug"],
            "title": r["title"],
            "body": r["text"],
            "language": "en",
            "url": r["url"],
        }
        for r in read_records(data / "sumo_kb" / "articles.jsonl.gz")
        if "thunderbird" in r["products"]
    ]
    known = {article["id"] for article in articles}
    asked = [(row, frozenset(slugs) & known) for row, slugs in _sumo_questions(data, "dev")]
    answered = [(row, slugs) for row, slugs in asked if slugs]
    return SearchSet(
        kind="articles",
        field="topic",
        train=[row for row, _ in _sumo_questions(data, "train")],
        documents=articles,
        queries=[row for row, _ in answered],
        wanted=[slugs for _, slugs in answered],
    )


def rutube_kb(data: Path) -> SearchSet:
    """All 484 visible questions to the 286 entries; entries of one question are one, with all its answers."""
    folder = data / "rutube_support_ru"
    answers: dict[str, dict[str, None]] = {}
    for entry in read_records(folder / "knowledge_base.jsonl"):
        answers.setdefault(entry["question"], {})[entry["answer"]] = None
    number = {question: f"kb-{position}" for position, question in enumerate(answers, start=1)}
    cases = read_records(folder / "cases.jsonl")
    tickets = [{"id": r["id"], "body": r["user_question"], "language": "ru", "category": r["class1"]} for r in cases]
    return SearchSet(
        kind="articles",
        field="category",
        train=tickets,
        documents=[
            {"id": number[question], "title": question, "body": "\n\n".join(texts), "language": "ru"}
            for question, texts in answers.items()
        ],
        queries=_bare(tickets),
        wanted=[frozenset({number[r["kb_question"]]}) for r in cases],
    )


def hadoop(data: Path) -> SearchSet:
    """126 issues that were closed as duplicates to the whole tracker of 2,503; no dates, so all are candidates."""
    folder = data / "gitbugs"
    issues = {
        r["Issue id"]: {
            "id": r["Issue id"],
            "subject": r["Summary"],
            "body": r["Description"],
            "language": "en",
            "priority": r["Priority"],
        }
        for r in read_records(folder / "hadoop_bugs.csv.gz")
    }
    pairs = [
        (r["Issue id"], frozenset(part.strip() for part in r["Duplicate id"].split(",")) & issues.keys())
        for r in read_records(folder / "hadoop_duplicates.csv")
    ]
    known = [(issue, originals) for issue, originals in pairs if issue in issues and originals]
    return SearchSet(
        kind="duplicates",
        field="priority",
        train=list(issues.values()),
        documents=list(issues.values()),
        queries=_bare([issues[issue] for issue, _ in known]),
        wanted=[originals for _, originals in known],
    )


def sumo_duplicates(data: Path) -> SearchSet:
    """The 103 strong Thunderbird pairs: the later question finds the earlier among all of 2023 and 2024; no dates."""
    questions = {
        str(r["id"]): {"id": str(r["id"]), "subject": r["title"], "body": r["text"], "topic": r["topic"]}
        for year in (2023, 2024)
        for r in read_records(data / "sumo_tickets" / f"thunderbird_{year}.jsonl.gz")
    }
    pairs = [
        (str(pair["id_b"]), str(pair["id_a"]))
        for pair in read_records(data / "sumo_duplicates" / "linked_pairs.jsonl.gz")
        if pair["strong"] and pair["product"] == "thunderbird"
    ]
    known = [(later, earlier) for later, earlier in pairs if later in questions and earlier in questions]
    rows = list(questions.values())
    chosen = np.sort(np.random.default_rng(0).choice(len(rows), min(3_000, len(rows)), replace=False))
    return SearchSet(
        kind="duplicates",
        field="topic",
        train=[rows[i] for i in chosen],
        documents=rows,
        queries=_bare([questions[later] for later, _ in known]),
        wanted=[frozenset({earlier}) for _, earlier in known],
    )


def _sumo_questions(data: Path, part: str) -> list[tuple[Row, list[str]]]:
    """Questions with the articles a helper linked; the topic is that of the same question in `sumo_tickets`."""
    topics = {
        str(r["id"]): r["topic"]
        for year in (2023, 2024, 2025)
        for r in read_records(data / "sumo_tickets" / f"thunderbird_{year}.jsonl.gz")
    }
    return [
        (
            {
                "id": str(r["question_id"]),
                "subject": r["title"],
                "body": r["text"],
                "topic": topics.get(str(r["question_id"])),
            },
            list(r["relevant_slugs"]),
        )
        for r in read_records(data / "sumo_kb" / f"thunderbird_queries_{part}.jsonl.gz")
    ]


def _bare(rows: Sequence[Mapping[str, object]]) -> list[Row]:
    """Queries without the answers that the tickets carry."""
    return [{key: row[key] for key in ("id", "subject", "body", "language") if key in row} for row in rows]
