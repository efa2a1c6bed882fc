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
XSID_LANGUAGES = ("de", "nl", "da", "it", "ja", "tr", "id")
_FAST_TRAIN, _FAST_TEST = 600, 200
_FOLDS = 5
_LONGEST_FIELD = 10_000_000  # of a CSV file, in characters: an issue may hold a whole log


@dataclass(frozen=True, slots=True)
class Split:
    """Tickets to train on and to test on, with the `field` to predict; `strangers` belong to no value of it.

    `marked` are strangers to train on, whose value says so. `group` names the column whose values count equally in
    the mean over groups.
    """

    field: str
    train: Sequence[Row]
    test: Sequence[Row]
    strangers: Sequence[Row] = ()
    marked: Sequence[Row] = ()
    group: str | None = None

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


def banking77_10_shot(data: Path) -> list[Split]:
    """Ten questions of each intent, as published, against the official test part."""
    return [_few(data / "banking77", "fewshot_train_10")]


def banking77_5_shot(data: Path) -> list[Split]:
    """Five questions of each intent, as published, against the official test part."""
    return [_few(data / "banking77", "fewshot_train_5")]


def banking77_near(data: Path) -> list[Split]:
    """50 intents, and as strangers the 530 questions of the 27 intents that were left out; validation part."""
    return [_left_out(data / "banking77_oos", "id_oos_valid")]


def banking77_near_marked(data: Path) -> list[Split]:
    """`banking77_near` with the 2,062 training questions of the 27 intents, marked by the value `oos`."""
    (split,) = banking77_near(data)
    strangers = _labelled(read_records(data / "banking77_oos" / "id_oos_train.csv"), "oos")
    return [replace(split, marked=[{**row, "category": OUT_OF_SCOPE} for row in strangers])]


def banking77_far(data: Path) -> list[Split]:
    """50 intents, and as strangers 200 questions about other things of a bank; validation part."""
    return [_left_out(data / "banking77_oos", "ood_oos_valid")]


def hwu64_10_shot(data: Path) -> list[Split]:
    """Ten utterances of each intent, as published, against the official test part."""
    return [_few(data / "hwu64", "train_10")]


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


def sumo_firefox(data: Path) -> list[Split]:
    """Firefox questions, trained on 2025-09 to 2025-11 and tested on 2025-12."""
    records = read_records(data / "sumo_tickets" / "firefox_2025.jsonl.gz")
    train = [_question(r) for r in records if "2025-09" <= r["created"][:7] <= "2025-11"]
    test = [_question(r) for r in records if r["created"][:7] == "2025-12"]
    return [Split("topic", train, test)]


def nlbse2024(data: Path) -> list[Split]:
    """Five folds of the 1,500 issues of five repositories: bug, feature or question; one model of all of them."""
    rows = [
        {
            "id": f"issue-{number}",
            "product": r["repo"],
            "subject": r["title"],
            "body": r["body"] or r["title"],
            "category": r["label"],
        }
        for number, r in enumerate(read_records(data / "nlbse2024" / "train.csv.gz"), start=1)
    ]
    return [replace(split, group="product") for split in _folds(rows)]


def xsid(data: Path) -> list[Split]:
    """300 English utterances, 15 intents, against their translations into seven languages (Japanese: 150)."""

    def utterances(language: str) -> list[Row]:
        found = _labelled(read_records(data / "xsid" / f"{language}.valid.csv"), language)
        return [{**row, "language": language} for row in found]

    test = [row for language in XSID_LANGUAGES for row in utterances(language)]
    return [Split("category", utterances("en"), test, group="language")]


def rutube_class1(data: Path) -> list[Split]:
    """Five folds of the 484 questions, 11 classes; each class is dealt out evenly after a shuffle with seed 0.

    The questions of the knowledge base, which carry the same classes, are training rows of every fold.
    """
    return _rutube(data, "class1")


def rutube_class2(data: Path) -> list[Split]:
    """`rutube_class1` with the finer of its two lists of classes: 39, some with a single question."""
    return _rutube(data, "class2")


def _rutube(data: Path, column: str) -> list[Split]:
    rows = [
        {"id": r["id"], "body": r["user_question"], "language": "ru", "category": r[column]}
        for r in read_records(data / "rutube_support_ru" / "cases.jsonl")
    ]
    entries = [
        {"id": f"kb-{r['kb_id']}", "body": r["question"], "language": "ru", "category": r[column]}
        for r in read_records(data / "rutube_support_ru" / "knowledge_base.jsonl")
    ]
    return _folds(rows, entries)


def _folds(rows: Sequence[Row], always: Sequence[Row] = ()) -> list[Split]:
    """Five folds, each value dealt out evenly after a shuffle with seed 0; the rows of `always` train every one."""
    by_class = defaultdict(list)
    for position in np.random.default_rng(0).permutation(len(rows)):
        by_class[str(rows[position]["category"])].append(int(position))
    dealt = [position for _, members in sorted(by_class.items()) for position in members]
    folds = [set(dealt[start::_FOLDS]) for start in range(_FOLDS)]
    return [
        Split(
            "category",
            [*(row for position, row in enumerate(rows) if position not in fold), *always],
            [row for position, row in enumerate(rows) if position in fold],
        )
        for fold in folds
    ]


def _official(folder: Path) -> Split:
    train, test = (_labelled(read_records(folder / f"{part}.csv"), part) for part in ("train", "test"))
    return Split("category", train, test)


def _few(folder: Path, part: str) -> Split:
    return replace(_official(folder), train=_labelled(read_records(folder / f"{part}.csv"), "train"))


def _left_out(folder: Path, strangers: str) -> Split:
    train, test = (_labelled(read_records(folder / f"{part}.csv"), part) for part in ("train", "valid"))
    asked = [{**row, "category": None} for row in _labelled(read_records(folder / f"{strangers}.csv"), "stranger")]
    return Split("category", train, test, strangers=asked)


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
            csv.field_size_limit(_LONGEST_FIELD)
            return list(csv.DictReader(file))
        return list(_json_lines(file))


def _json_lines(file: IO[str]) -> Iterator[dict[str, str]]:
    return (json.loads(line) for line in file)


def _opened(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="")
    return path.open(encoding="utf-8", newline="")
