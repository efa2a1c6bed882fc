"""Benchmark data: the public data sets as rows of ticket and article files.

Each reader takes the folder of all data sets. Nothing of them is kept in the project.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

import numpy as np

from firstline.evaluation.workbench import Row

Record = Mapping[str, str]

OUT_OF_SCOPE = "oos"
_FAST_TRAIN, _FAST_TEST = 600, 200


@dataclass(frozen=True, slots=True)
class Split:
    """Tickets to train on and to test on, with the `field` to predict; `strangers` belong to no value of it.

    `marked` are strangers to train on, whose value says so.
    """

    field: str
    train: Sequence[Row]
    test: Sequence[Row]
    strangers: Sequence[Row] = ()
    marked: Sequence[Row] = ()

    def shrunk(self) -> Split:
        """A small random part, the same every time."""
        return replace(
            self,
            train=_sample(self.train, _FAST_TRAIN),
            test=_sample(self.test, _FAST_TEST),
            strangers=_sample(self.strangers, _FAST_TEST),
        )


def banking77(data: Path) -> list[Split]:
    """The official split: 10,003 / 3,080 questions, 77 intents."""
    return [_official(data / "banking77")]


def hwu64(data: Path) -> list[Split]:
    """The official split without its validation part: 8,954 / 1,076 utterances, 64 intents."""
    return [_official(data / "hwu64")]


def clinc150(data: Path) -> list[Split]:
    """The official split: 15,000 / 4,500 in scope, 1,000 out of scope; nothing out of scope is trained on."""
    folder = data / "clinc150"
    strangers = _labelled(read_records(folder / "oos_test.csv"), "stranger")
    return [replace(_official(folder), strangers=[{**row, "category": None} for row in strangers])]


def clinc150_with_strangers(data: Path) -> list[Split]:
    """`clinc150` with the 100 official out-of-scope training requests, marked by the value `oos`."""
    (split,) = clinc150(data)
    strangers = _labelled(read_records(data / "clinc150" / "oos_train.csv"), "oos")
    return [replace(split, marked=[{**row, "category": OUT_OF_SCOPE} for row in strangers])]


def it_service_tickets_48k(data: Path) -> list[Split]:
    """Train and dev parts: 38,368 / 4,666 mails, 8 groups."""
    records = read_records(data / "it_service_tickets_48k" / "tickets.csv.gz")
    parts = {part: [r for r in records if r["split"] == part] for part in ("train", "dev")}
    return [Split("category", _labelled(parts["train"], "train"), _labelled(parts["dev"], "dev"))]


def sumo_tickets(data: Path) -> list[Split]:
    """Thunderbird questions, trained on 2025-07 to 2025-10 and tested on 2025-11 to 2025-12; spam is left in."""
    records = read_records(data / "sumo_tickets" / "thunderbird_2025.jsonl.gz")
    train = [_question(r) for r in records if "2025-07" <= r["created"][:7] <= "2025-10"]
    test = [_question(r) for r in records if r["created"][:7] >= "2025-11"]
    return [Split("topic", train, test)]


def rutube_class1(data: Path) -> list[Split]:
    """Five folds of the 484 questions, 11 classes; each class is dealt out evenly after a shuffle with seed 0.

    The questions of the knowledge base, which carry the same classes, are training rows of every fold.
    """
    rows = [
        {"id": r["id"], "body": r["user_question"], "language": "ru", "category": r["class1"]}
        for r in read_records(data / "rutube_support_ru" / "cases.jsonl")
    ]
    entries = [
        {"id": f"kb-{r['kb_id']}", "body": r["question"], "language": "ru", "category": r["class1"]}
        for r in read_records(data / "rutube_support_ru" / "knowledge_base.jsonl")
    ]
    by_class = defaultdict(list)
    for position in np.random.default_rng(0).permutation(len(rows)):
        by_class[rows[position]["category"]].append(int(position))
    dealt = [position for _, members in sorted(by_class.items()) for position in members]
    folds = [set(dealt[start::5]) for start in range(5)]
    return [
        Split(
            "category",
            [row for position, row in enumerate(rows) if position not in fold] + entries,
            [row for position, row in enumerate(rows) if position in fold],
        )
        for fold in folds
    ]


def _official(folder: Path) -> Split:
    train, test = (_labelled(read_records(folder / f"{part}.csv"), part) for part in ("train", "test"))
    return Split("category", train, test)


def _labelled(records: Sequence[Record], prefix: str) -> list[Row]:
    return [
        {"id": f"{prefix}-{number}", "body": record["text"], "category": record["label"]}
        for number, record in enumerate(records, start=1)
    ]


def _question(record: Record) -> Row:
    return {
        "id": record["id"],
        "created_at": record["created"],
        "subject": record["title"],
        "body": record["text"],
        "topic": record["topic"],
    }


def _sample(rows: Sequence[Row], most: int) -> Sequence[Row]:
    if len(rows) <= most:
        return rows
    return [rows[i] for i in np.sort(np.random.default_rng(0).choice(len(rows), most, replace=False))]


def read_records(path: Path) -> list[dict[str, str]]:
    """All records of a CSV or JSONL file, gzipped or not."""
    with _opened(path) as file:
        if ".csv" in path.suffixes:
            return list(csv.DictReader(file))
        return list(_json_lines(file))


def _json_lines(file: IO[str]) -> Iterator[dict[str, str]]:
    return (json.loads(line) for line in file)


def _opened(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="")
    return path.open(encoding="utf-8", newline="")
