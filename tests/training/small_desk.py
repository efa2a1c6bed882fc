"""A small made-up desk: three kinds of requests, told apart by their words."""

import hashlib
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

from firstline.datasets.config import Config
from firstline.datasets.ticket import Ticket
from firstline.training.training_run import train_bundle

_SAID = {
    "printer": (
        "the printer shows a paper jam",
        "printing stops after one page",
        "the toner of the copier is empty",
        "our printer is offline again",
    ),
    "password": (
        "I forgot my password",
        "my account is locked after three tries",
        "the login page refuses me",
        "please reset my password",
    ),
    "invoice": (
        "the invoice has a wrong amount",
        "we paid the bill twice",
        "please send the receipt again",
        "the refund has not arrived",
    ),
}
_WHERE = (
    "in the office on the second floor",
    "since this morning",
    "for a colleague of mine",
    "before the meeting at noon",
    "as I wrote last week",
    "at our branch in Bergen",
)
_HOW = {
    "high": ("nobody here can work", "this is very urgent"),
    "normal": ("have a look when you can", "thank you"),
}
GROUP_OF = {"printer": "hardware", "password": "accounts", "invoice": "finance"}
FIRST = datetime(2025, 1, 1, tzinfo=UTC)


def small_desk(*, dated: bool = False, seed: int = 0) -> list[Ticket]:
    """288 different requests in a random order, an hour between them where `dated`."""
    rows = [
        (category, priority, f"{said} {where}, {how}")
        for category, phrases in _SAID.items()
        for priority, ends in _HOW.items()
        for said, where, how in product(phrases, _WHERE, ends)
    ]
    random.Random(seed).shuffle(rows)
    return [
        Ticket(
            id=f"T{number}",
            body=body,
            category=category,
            priority=priority,
            skill_group=GROUP_OF[category],
            created_at=FIRST + timedelta(hours=number) if dated else None,
        )
        for number, (category, priority, body) in enumerate(rows)
    ]


def few(count: int, *, dated: bool = False) -> list[Ticket]:
    """The first `count` requests of the small desk."""
    return small_desk(dated=dated)[:count]


def changed(tickets: Sequence[Ticket], **changes: object) -> list[Ticket]:
    """The tickets with other values."""
    return [ticket.model_copy(update=changes) for ticket in tickets]


def train_small_bundle(output: Path, encoder: Path, tickets: Sequence[Ticket] | None = None) -> Path:
    """Train on the small desk, or on `tickets`, with an encoder folder."""
    train_bundle(small_desk() if tickets is None else tickets, output, config=Config(), encoder=f"path:{encoder}")
    return output


def file_digests(folder: Path) -> dict[str, str]:
    """The sha256 of every file below `folder`, by its relative path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
