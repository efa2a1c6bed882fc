"""What the tests of the indexes share: a real small encoder and an open state."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from firstline.kb_index.hit import ArticleHit, TicketHit
from firstline.kb_index.state import State
from firstline.models.onnx_encoder import OnnxEncoder


@pytest.fixture(scope="session")
def encoder(tiny_encoder: Path) -> OnnxEncoder:
    return OnnxEncoder(tiny_encoder)


@pytest.fixture
def state(place: str, encoder: OnnxEncoder) -> Iterator[State]:
    with State.open(place, encoder=encoder) as opened:
        yield opened


@pytest.fixture
def ask_articles(state: State, encoder: OnnxEncoder) -> Callable[..., list[ArticleHit]]:
    def ask(text: str, *, top_k: int = 10, **limits: object) -> list[ArticleHit]:
        return state.articles.search(text, encoder.encode([text])[0], top_k=top_k, **limits)  # type: ignore[arg-type]

    return ask


@pytest.fixture
def ask_tickets(state: State, encoder: OnnxEncoder) -> Callable[..., list[TicketHit]]:
    def ask(text: str, *, top_k: int = 10, **limits: object) -> list[TicketHit]:
        return state.tickets.search(text, encoder.encode([text])[0], top_k=top_k, **limits)  # type: ignore[arg-type]

    return ask
