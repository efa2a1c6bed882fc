"""Six months of a desk whose model mistakes refunds for invoices, with its own answers flowing back as tickets."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from firstline.datasets.config import Config
from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.models.bundle import Bundle
from firstline.serving.app import create_app
from firstline.serving.feedback_history import read_history
from firstline.serving.settings import Settings
from firstline.serving.state_export import open_view
from firstline.training.training_run import train_bundle

MONTHS = 6
A_MONTH = 150
AUDIT_SHARE = 0.05
"""More than the default, for a desk of a few hundred tickets a month; a desk of thousands has as many at 2 %."""

_SAID = {
    "delivery": ("the parcel has not come", "the courier left no card", "the box arrived open", "where is my parcel"),
    "invoice": ("the invoice has a wrong amount", "please send the bill again", "the invoice names another company"),
    "refund": ("I want my money back", "you still owe me the refund", "please pay back what I returned"),
}
_WHO = ("for order", "about order", "it is order", "that was order", "concerning order")
_END = ("thank you", "please answer soon", "kind regards", "I wrote last week", "as agreed on the phone", "again")
_START = datetime(2025, 1, 1, tzinfo=UTC)


def _requests(count: int, *, seed: int, after: timedelta = timedelta()) -> list[Ticket]:
    """Requests of the three kinds in turn, an hour apart, each with what it truly is."""
    draw = random.Random(seed)
    return [
        Ticket(
            id=f"{seed}-{number}",
            body=f"{draw.choice(_SAID[kind])}, {draw.choice(_WHO)} {draw.randrange(10**6)}, {draw.choice(_END)}",
            category=kind,
            created_at=_START + after + timedelta(hours=number),
        )
        for number in range(count)
        for kind in [list(_SAID)[number % 3]]
    ]


def _filed_wrongly(requests: Sequence[Ticket]) -> list[Ticket]:
    """The first dozen refunds were still called that; since then people have filed them as invoices."""
    return [
        ticket.model_copy(update={"category": "invoice"}) if ticket.category == "refund" and number >= 36 else ticket
        for number, ticket in enumerate(requests)
    ]


@dataclass
class Desk:
    """A desk that obeys `auto` without looking and knows what a request is wherever it is asked."""

    folder: Path
    encoder: Path
    rules: bool
    export: list[Ticket] = field(default_factory=list)
    automatic: list[float] = field(default_factory=list)

    def train(self) -> Bundle:
        """Retrain on the help desk's export, which does not say who set what."""
        tickets: Sequence[Ticket] = self.export
        if self.rules and (self.folder / "state").exists():
            with open_view(self.folder / "state") as view:
                tickets = read_history(view, Config()).over(self.export)
        output = self.folder / "bundle"
        train_bundle(tickets, output, config=Config(), fields=("category",), encoder=f"path:{self.encoder}")
        return Bundle.load(output)

    def month(self, arrived: Sequence[Ticket]) -> None:
        """Every request is answered, filed and closed."""
        settings = Settings(
            bundle=self.folder / "bundle",
            state=str(self.folder / "state"),
            audit_share=AUDIT_SHARE if self.rules else 0.0,
        )
        with TestClient(create_app(settings)) as http:
            new = [ticket.model_dump(mode="json", include={"id", "body", "created_at"}) for ticket in arrived]
            options = {"fields": ["category"], "include": []}
            answers = http.post("/v1/triage/batch", json={"tickets": new, "options": options}).json()["results"]
            said = [answer["result"]["fields"]["category"] for answer in answers]
            closed = [
                ticket.model_copy(update={"category": one["value"] if one["tier"] == "auto" else ticket.category})
                for ticket, one in zip(arrived, said, strict=True)
            ]
            _put(http, [ticket.model_copy(update={"status": "closed"}) for ticket in closed])
        self.automatic.append(_share(one["tier"] == "auto" for one in said))
        self.export += closed


def _put(http: TestClient, tickets: Sequence[Ticket]) -> None:
    lines = "\n".join(ticket.model_dump_json(exclude_defaults=True) for ticket in tickets)
    response = http.post("/v1/tickets/batch", content=lines, headers={"Content-Type": "application/x-ndjson"})
    assert response.status_code == 200, response.text


def _share(happened: Any) -> float:
    said = list(happened)
    return sum(said) / len(said)


def _right(bundle: Bundle, kind: str) -> float:
    """The share of new requests of one kind that the bundle knows for what they are."""
    texts = [request_text(ticket) for ticket in _requests(90, seed=99) if ticket.category == kind]
    found = bundle.predict(texts, bundle.encoder.encode(texts))
    return _share(one.fields["category"].value == kind for one in found)


def _half_a_year(folder: Path, encoder: Path, *, rules: bool) -> tuple[list[float], Desk]:
    """How many refunds the champion of each month knows, the first one's included."""
    desk = Desk(folder, encoder, rules, export=_filed_wrongly(_requests(240, seed=0)))
    known = [_right(desk.train(), "refund")]
    for month in range(1, MONTHS + 1):
        desk.month(_requests(A_MONTH, seed=month, after=timedelta(days=30 * month)))
        known.append(_right(desk.train(), "refund"))
    return known, desk


@pytest.fixture(scope="module")
def with_rules(tmp_path_factory: pytest.TempPathFactory, tiny_encoder: Path) -> tuple[list[float], Desk]:
    return _half_a_year(tmp_path_factory.mktemp("with_rules"), tiny_encoder, rules=True)


@pytest.fixture(scope="module")
def without_rules(tmp_path_factory: pytest.TempPathFactory, tiny_encoder: Path) -> tuple[list[float], Desk]:
    return _half_a_year(tmp_path_factory.mktemp("without_rules"), tiny_encoder, rules=False)


def test_a_biased_champion_recovers_when_its_own_labels_are_left_out_and_some_are_audited(
    with_rules: tuple[list[float], Desk],
) -> None:
    known, desk = with_rules
    assert known[0] < 0.2, "the first champion takes refunds for invoices"
    assert known[-1] > 0.9, known
    assert desk.automatic[-1] > 0.5, "what it has learned again may be automatic again"


def test_without_the_rules_the_same_champion_believes_its_own_mistake_to_the_end(
    without_rules: tuple[list[float], Desk],
) -> None:
    """What reads little like the desk's is never automatic, so people file that much rightly; it is too little."""
    known, desk = without_rules
    assert max(known) < 0.3, "if this fails, the simulation shows nothing: the bias goes away by itself"
    assert desk.automatic[-1] > 0.9, "and ever more of it is never looked at"
