"""Tests of plain_kinds: what is shipped is well-formed."""

import json
from pathlib import Path

from firstline.datasets import plain_kinds as module
from firstline.datasets.plain_kinds import plain_kinds
from firstline.datasets.request_kind import KINDS


def test_each_text_is_there_once_under_a_known_kind() -> None:
    texts = [text for kind in plain_kinds().values() for text in kind]
    assert set(plain_kinds()) <= set(KINDS)
    assert len(texts) == len(set(texts)) > 100
    assert all(text == text.strip() for text in texts)


def test_each_kind_is_there_in_seven_languages() -> None:
    path = Path(module.__file__).with_name("plain_kinds.jsonl")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for kind in plain_kinds():
        assert {row["language"] for row in rows if row["kind"] == kind} == {"en", "ru", "de", "no", "ja", "fr", "es"}
