"""Search data: the public data sets as things to find and questions that find them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np

from firstline.evaluation.benchmark_data import read_records
from firstline.evaluation.damaged_query import begun, in_latin_letters, in_wrong_layout, misspelt
from firstline.evaluation.workbench import Row

_FAST_DOCUMENTS, _FAST_QUERIES = 400, 60
_FOLDS = 5


@dataclass(frozen=True, slots=True)
class SearchSet:
    """`train` makes the bundle (by its `field`), `documents` are indexed, `wanted` are the right ids of each query.

    `links` are resolved tickets that name their articles, indexed too where there are any. `accepted` are those of the
    wanted ids that the asker confirmed, none for most queries.
    """

    kind: Literal["articles", "duplicates"]
    field: str
    train: Sequence[Row]
    documents: Sequence[Row]
    queries: Sequence[Row]
    wanted: Sequence[frozenset[str]]
    links: Sequence[Row] = ()
    accepted: Sequence[frozenset[str]] = ()

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
            links=self.links[some],
            accepted=self.accepted[:_FAST_QUERIES],
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
    asked = [question for question in _sumo_questions(data, "dev") if question.linked & known]
    return SearchSet(
        kind="articles",
        field="topic",
        train=[question.row for question in _sumo_questions(data, "train")],
        documents=articles,
        queries=[question.row for question in asked],
        wanted=[question.linked & known for question in asked],
        accepted=[question.accepted & known for question in asked],
    )


def sumo_kb_links(data: Path) -> SearchSet:
    """The same with the questions of 2023 and 2024 as resolved tickets that name the articles a helper linked."""
    links = [
        {
            "id": question.row["id"],
            "created_at": question.created,
            "subject": question.row["subject"],
            "body": question.row["body"],
            "article_ids": sorted(question.linked),
        }
        for question in _sumo_questions(data, "train")
    ]
    return replace(sumo_kb(data), links=links)


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


def rutube_kb_links(data: Path) -> list[SearchSet]:
    """Five folds of the same questions, dealt out after a shuffle with seed 0: those of the other folds name their
    entries, and are all that the bundle is trained on.
    """
    whole = rutube_kb(data)
    dealt = np.random.default_rng(0).permutation(len(whole.queries)).tolist()
    folds = []
    for start in range(_FOLDS):
        asked = sorted(dealt[start::_FOLDS])
        others = sorted(set(dealt).difference(asked))
        fold = replace(
            whole,
            train=[whole.train[i] for i in others],
            queries=[whole.queries[i] for i in asked],
            wanted=[whole.wanted[i] for i in asked],
            links=[{**whole.queries[i], "article_ids": sorted(whole.wanted[i])} for i in others],
        )
        folds.append(fold)
    return folds


def stackfaq(data: Path) -> SearchSet:
    """All 1,249 paraphrases to the 125 entries that they paraphrase.

    There is no history and no field: the bundle is trained on the entries' questions, by whether they begin with "how".
    """
    entries = list(read_records(data / "stackfaq" / "faq.jsonl"))
    paraphrases = [(f"{r['id']}-{n}", text, str(r["id"])) for r in entries for n, text in enumerate(r["paraphrases"])]
    return SearchSet(
        kind="articles",
        field="opening",
        train=[
            {"id": str(r["id"]), "body": r["question"], "opening": "how" if _asks_how(r["question"]) else "other"}
            for r in entries
        ],
        documents=[
            {"id": str(r["id"]), "title": r["question"], "body": "\n\n".join(r["answers"]), "language": "en"}
            for r in entries
        ],
        queries=[{"id": id_, "body": text, "language": "en"} for id_, text, _ in paraphrases],
        wanted=[frozenset({entry}) for _, _, entry in paraphrases],
    )


def stackfaq_misspelt(data: Path) -> SearchSet:
    """`stackfaq` with typing errors in about a third of the longer words."""
    return _damaged(stackfaq(data), misspelt)


def stackfaq_begun(data: Path) -> SearchSet:
    """The first 12 characters of each of the 125 questions, to find their entries as a customer types."""
    whole = stackfaq(data)
    questions = [{"id": f"{row['id']}-title", "body": row["title"], "language": "en"} for row in whole.documents]
    wanted = [frozenset({str(row["id"])}) for row in whole.documents]
    return _damaged(replace(whole, queries=questions, wanted=wanted), begun)


def rutube_wrong_layout(data: Path) -> SearchSet:
    """`rutube_kb` typed with the keyboard on English."""
    return _damaged(rutube_kb(data), in_wrong_layout)


def rutube_latin(data: Path) -> SearchSet:
    """`rutube_kb` typed in Latin letters."""
    return _damaged(rutube_kb(data), in_latin_letters)


def _damaged(asked: SearchSet, damage: Callable[[Row], Row]) -> SearchSet:
    return replace(asked, queries=[damage(row) for row in asked.queries])


def feedbackqa(data: Path) -> list[SearchSet]:
    """Questions of the valid part to the passages of their source, five sources; trained on the train part, by page."""
    folder = data / "feedbackqa"
    return [_feedbackqa_source(folder, source) for source in ("Australia", "CDC", "Quebec", "UK", "WHO")]


def _feedbackqa_source(folder: Path, source: str) -> SearchSet:
    pages = {r["passage_id"]: r["reference"]["page_title"] for r in _passages(folder, source, "train")}
    return SearchSet(
        kind="articles",
        field="page",
        train=[
            {"id": str(r["id"]), "body": r["question"], "page": pages[r["passage_id"]]}
            for r in read_records(folder / f"{source}.train.jsonl.gz")
        ],
        documents=[
            {
                "id": str(r["passage_id"]),
                "title": " - ".join([r["reference"]["page_title"], *r["reference"]["section_headers"]]),
                "body": r["reference"]["section_content"],
                "language": "en",
            }
            for r in _passages(folder, source, "valid")
        ],
        queries=[
            {"id": f"question-{r['id']}", "body": r["question"], "language": "en"}
            for r in read_records(folder / f"{source}.valid.jsonl.gz")
        ],
        wanted=[frozenset({str(r["passage_id"])}) for r in read_records(folder / f"{source}.valid.jsonl.gz")],
    )


def _passages(folder: Path, source: str, part: str) -> list[dict[str, Any]]:
    """Two sources have passages of their own for each part."""
    own = folder / f"{source}.passages.{part}.jsonl.gz"
    return list(read_records(own if own.exists() else folder / f"{source}.passages.jsonl.gz"))


def _asks_how(question: str) -> bool:
    return question.lower().startswith("how")


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


@dataclass(frozen=True, slots=True)
class _Question:
    """One Thunderbird question, the articles that its helpers linked, and those linked in an accepted solution."""

    row: Row
    created: str
    linked: frozenset[str]
    accepted: frozenset[str]


def _sumo_questions(data: Path, part: str) -> list[_Question]:
    """The topic is that of the same question in `sumo_tickets`."""
    topics = {
        str(r["id"]): r["topic"]
        for year in (2023, 2024, 2025)
        for r in read_records(data / "sumo_tickets" / f"thunderbird_{year}.jsonl.gz")
    }
    return [
        _Question(
            {
                "id": str(r["question_id"]),
                "subject": r["title"],
                "body": r["text"],
                "topic": topics.get(str(r["question_id"])),
            },
            r["created"],
            frozenset(r["relevant_slugs"]),
            frozenset(r["from_solution"]),
        )
        for r in read_records(data / "sumo_kb" / f"thunderbird_queries_{part}.jsonl.gz")
    ]


def _bare(rows: Sequence[Mapping[str, object]]) -> list[Row]:
    """Queries without the answers that the tickets carry."""
    return [{key: row[key] for key in ("id", "subject", "body", "language") if key in row} for row in rows]
