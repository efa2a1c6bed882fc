"""The background: invented everyday requests to organisations of all kinds, none of them a help desk's own."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

BACKGROUND_FILE = Path(__file__).parent / "background.jsonl"


@dataclass(frozen=True, slots=True)
class BackgroundRequest:
    """One request and the trade of the organisation that it went to."""

    industry: str
    language: str
    text: str


@cache
def background_requests() -> tuple[BackgroundRequest, ...]:
    """Ten requests in five and more languages to each of 63 industries, written for this project."""
    lines = BACKGROUND_FILE.read_text(encoding="utf-8").splitlines()
    return tuple(BackgroundRequest(**json.loads(line)) for line in lines)
