"""Made-up data sets in the form of the public ones: none of their text."""

import csv
import gzip
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from firstline.evaluation.benchmark_data import XSID_LANGUAGES

THINGS = ("kite", "drum", "lamp", "boat")
STATES = ("is torn", "went missing", "smells odd", "is too loud", "turned blue")
SENTENCES = [
    (f"my {thing} with its {thing}case {thing}rope {thing}bag {thing}lid {thing}box {state} since number {n}", thing)
    for n in range(4)
    for thing in THINGS
    for state in STATES
]


def make_data(folder: Path) -> Path:
    """Every data set that the benchmark reads, small."""
    _intents(folder)
    _few_and_foreign(folder)
    _mails(folder / "it_service_tickets_48k")
    _questions(folder)
    _knowledge(folder / "sumo_kb")
    _russian(folder / "rutube_support_ru")
    _tracker(folder / "gitbugs")
    _paraphrases(folder / "stackfaq")
    _passages(folder / "feedbackqa")
    return folder


def _intents(folder: Path) -> None:
    records = [{"text": text, "label": thing, "domain": "toys"} for text, thing in SENTENCES]
    for name in ("banking77", "hwu64", "clinc150"):
        _csv(folder / name / "train.csv", records[::2])
        _csv(folder / name / "test.csv", records[1::2])
    strangers = [{"text": f"quantum zebra {n} entirely elsewhere", "label": "oos", "domain": "oos"} for n in range(12)]
    _csv(folder / "clinc150" / "oos_test.csv", strangers)
    _csv(folder / "clinc150" / "oos_train.csv", strangers[:4])


def _few_and_foreign(folder: Path) -> None:
    """Parts of few examples, strangers left out, a second language and issues of two products."""
    records = [{"text": text, "label": thing} for text, thing in SENTENCES]
    strangers = [{"text": f"quantum zebra {n} entirely elsewhere", "label": "oos"} for n in range(12)]
    for part in ("banking77/fewshot_train_10", "banking77/fewshot_train_5", "hwu64/train_10"):
        _csv(folder / f"{part}.csv", records[:20])
    for part, rows in (
        ("train", records[::2]),
        ("valid", records[1::2]),
        ("id_oos_valid", strangers),
        ("id_oos_train", strangers[:4]),
    ):
        _csv(folder / "banking77_oos" / f"{part}.csv", rows)
    _csv(folder / "banking77_oos" / "ood_oos_valid.csv", strangers[:6])
    for language in ("en", *XSID_LANGUAGES):
        _csv(folder / "xsid" / f"{language}.valid.csv", [{**record, "text_en": ""} for record in records[:20]])
    issues = [
        {"repo": f"toys/{n % 2}", "created_at": "", "label": thing, "title": f"Issue {n}", "body": text * (n % 3)}
        for n, (text, thing) in enumerate(SENTENCES)
    ]
    _csv(folder / "nlbse2024" / "train.csv.gz", issues)


def _mails(folder: Path) -> None:
    split = {True: "train", False: "dev"}
    records = [{"text": t, "label": thing, "split": split[n % 3 > 0]} for n, (t, thing) in enumerate(SENTENCES)]
    _csv(folder / "tickets.csv.gz", records)


def _questions(folder: Path) -> None:
    for year in (2023, 2024, 2025):
        records = [
            {
                "id": f"{year}{n:03d}",
                "created": f"{year}-{n % 12 + 1:02d}-05T10:00:00+00:00",
                "title": f"The {thing} question {n}",
                "text": text,
                "topic": thing,
            }
            for n, (text, thing) in enumerate(SENTENCES)
        ]
        _jsonl(folder / "sumo_tickets" / f"thunderbird_{year}.jsonl.gz", records)
    for year in range(2018, 2026):
        earlier = [
            {"id": f"{n}", "created": f"{year}-01-05T10:00:00+00:00", "title": f"Fox {n}", "text": "red fox"}
            for n in range(year * 10, year * 10 + 5)
        ]
        later = [{**record, "created": record["created"].replace("2025", f"{year}")} for record in records]
        _jsonl(folder / "sumo_tickets" / f"firefox_{year}.jsonl.gz", [*earlier, *(later if year == 2025 else [])])
    pair = {"id_a": 2023001, "id_b": 2024001, "product": "thunderbird", "strong": True}
    weak = [{**pair, "strong": False}, {**pair, "product": "firefox"}]
    _jsonl(folder / "sumo_duplicates" / "linked_pairs.jsonl.gz", [pair, *weak])


def _knowledge(folder: Path) -> None:
    articles = [
        {
            "slug": f"care-of-a-{thing}",
            "title": f"Care of a {thing}",
            "summary": f"All about the {thing}",
            "text": f"Your {thing} needs rest and a dry place.",
            "products": product,
            "url": "",
        }
        for thing, product in zip(THINGS, ("thunderbird", "thunderbird;firefox", "thunderbird", "firefox"), strict=True)
    ]
    _jsonl(folder / "articles.jsonl.gz", articles)
    _jsonl(folder / "thunderbird_solutions.jsonl.gz", [{"text": f"Wind up spring {n}."} for n in range(6)])
    asked = [
        {
            "question_id": int(f"2024{n:03d}"),
            "title": f"The {thing}",
            "text": text,
            "relevant_slugs": [f"care-of-a-{thing}"],
            "from_solution": [f"care-of-a-{thing}"] if n % 6 == 0 else [],
            "created": f"2024-{n % 12 + 1:02d}-05T10:00:00+00:00",
        }
        for n, (text, thing) in enumerate(SENTENCES[:20])
    ]
    _jsonl(folder / "thunderbird_queries_train.jsonl.gz", asked[:12])
    _jsonl(folder / "thunderbird_queries_dev.jsonl.gz", asked[12:])


def _russian(folder: Path) -> None:
    entries = [
        {"kb_id": f"{n}", "question": f"Где мой предмет {n % 3}?", "answer": f"Ответ {n}", "class1": "А", "class2": "Б"}
        for n in range(4)
    ]
    cases = [
        {
            "id": f"{n}",
            "user_question": f"Скажите, где предмет {n % 3} сейчас {n}",
            "kb_question": f"Где мой предмет {n % 3}?",
            "class1": "АБВ"[n % 3],
            "class2": "АБВГ"[n % 4],
        }
        for n in range(23)
    ]
    _jsonl(folder / "knowledge_base.jsonl", entries)
    _jsonl(folder / "cases.jsonl", cases)


def _tracker(folder: Path) -> None:
    issues = [
        {
            "Issue id": f"{n}",
            "Summary": f"Fault in part {n // 2}",
            "Description": f"Part {n // 2} stops",
            "Priority": "P1",
        }
        for n in range(10)
    ]
    _csv(folder / "hadoop_bugs.csv.gz", issues)
    pairs = [("0", "1"), ("4", "5, 99"), ("6", "98")]
    _csv(folder / "hadoop_duplicates.csv", [{"Issue id": a, "Duplicate id": b} for a, b in pairs])


def _paraphrases(folder: Path) -> None:
    entries = [
        {
            "id": n,
            "question": f"{'How do I mend' if n % 2 else 'Where is'} my {thing}?",
            "answers": [f"Glue the {thing}.", "Buy another."],
            "paraphrases": [f"please mend the {thing} number {k}" for k in range(3)],
        }
        for n, thing in enumerate(THINGS)
    ]
    _jsonl(folder / "faq.jsonl", entries)


def _passages(folder: Path) -> None:
    """Five sources; the first has other passages in each part."""
    for source in ("Australia", "CDC", "Quebec", "UK", "WHO"):
        passages = [
            {
                "passage_id": n,
                "reference": {
                    "page_title": f"Page about the {thing}",
                    "section_headers": ["Care", "Rest"][: n % 3],
                    "section_content": f"The {thing} of {source} rests at night.",
                },
            }
            for n, thing in enumerate(THINGS)
        ]
        parts = ("passages.train", "passages.valid") if source == "Australia" else ("passages",)
        for part in parts:
            _jsonl(folder / f"{source}.{part}.jsonl.gz", passages[:3] if part == "passages.valid" else passages)
        asked = [
            {"id": n, "question": f"does the {thing} sleep {n}", "passage_id": THINGS.index(thing)}
            for n, thing in enumerate(THINGS[:3] * 2)
        ]
        _jsonl(folder / f"{source}.train.jsonl.gz", asked)
        _jsonl(folder / f"{source}.valid.jsonl.gz", asked[:3])


def _csv(path: Path, records: list[dict[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(records[0]))
        writer.writeheader()
        writer.writerows(records)


def _jsonl(path: Path, records: Iterable[Mapping[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
