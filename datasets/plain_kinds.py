"""The plain kinds: how people everywhere chase, thank, do not thank, advertise, are away, whatever a desk is about."""

import json
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

PLAIN_KINDS_FILE = Path(__file__).parent / "plain_kinds.jsonl"


@cache
def plain_kinds() -> Mapping[str, tuple[str, ...]]:
    """Texts of those request kinds that sound alike at every desk, in seven languages, written for this project."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in _rows():
        found[one["kind"]].append(one["text"])
    return {kind: tuple(texts) for kind, texts in found.items()}


def spoken_examples() -> tuple[tuple[str, str], ...]:
    """The same texts, each with its language: much the same is said in each."""
    return tuple((one["language"], one["text"]) for one in _rows())


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(map(json.loads, PLAIN_KINDS_FILE.read_text(encoding="utf-8").splitlines()))
