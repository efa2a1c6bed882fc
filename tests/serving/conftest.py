"""A small desk served in the process: a bundle that knows cards, transfers and rates, and an empty state."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from firstline.datasets.config import Config
from firstline.datasets.ticket import Ticket
from firstline.serving.app import create_app
from firstline.serving.settings import Settings
from firstline.training.training_run import train_bundle
from tests.serving.desk_client import DeskClient
from tests.serving.keyword_bundle import KeywordBundle
from tests.tiny_encoder import build_tiny_encoder

TRAINING_TEXTS = {
    "card": "my card was stolen and I need a new card",
    "transfer": "please cancel my transfer to the other bank",
    "rate": "what is the exchange rate for the euro today",
}


@pytest.fixture
def settings(tmp_path: Path, place: str) -> Settings:
    return Settings(
        bundle=tmp_path / "bundle",
        state=place,
        duplicate_score=0.3,
        audit_share=0.0,
        article_confidence=0.32,
        reply_confidence=0.32,
        hold_out=0.0,
    )


@pytest.fixture
def bundle() -> Any:
    """Rules instead of a trained model, so that a test can name the tier it means."""
    return KeywordBundle()


@pytest.fixture
def desk(settings: Settings, bundle: Any, tmp_path: Path) -> Iterator[DeskClient]:
    with TestClient(create_app(settings, bundle=bundle)) as client:
        yield DeskClient(client, tmp_path)


@pytest.fixture(scope="session")
def trained_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real bundle on disk, trained on a tiny real encoder."""
    folder = tmp_path_factory.mktemp("trained")
    encoder = build_tiny_encoder(folder / "encoder")
    tickets = [
        Ticket(
            id=f"{category}-{number}",
            body=f"{text} case {number}",
            category=category,
            priority="high" if category == "card" else "normal",
            skill_group="cards" if category == "card" else "payments",
        )
        for number in range(20)
        for category, text in TRAINING_TEXTS.items()
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTLINE_CACHE", str(folder / "cache"))
        train_bundle(tickets, folder / "bundle", config=Config(), encoder=f"path:{encoder}")
    return folder / "bundle"
