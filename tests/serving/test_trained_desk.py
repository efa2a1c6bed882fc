"""A real bundle behind the service: trained, written, loaded and asked."""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from firstline.serving.app import create_app
from firstline.serving.settings import Settings
from tests.serving.desk_client import DeskClient


@pytest.fixture
def trained(trained_bundle: Path, tmp_path: Path) -> Iterator[DeskClient]:
    settings = Settings(bundle=trained_bundle, state=str(tmp_path / "state"))
    with TestClient(create_app(settings)) as client:
        yield DeskClient(client, tmp_path)


def test_a_trained_desk_knows_its_requests_and_says_why(trained: DeskClient) -> None:
    text = "Hello, somebody stole my card!"
    answer = trained.triage(text, explain=True)
    said = answer["fields"]["category"]
    assert said["value"] == "card"
    assert math.isclose(said["confidence"] + sum(o["confidence"] for o in said["alternatives"]), 1, abs_tol=1e-4)
    words = [text[word["start"] : word["end"]] for word in said["explanation"]["words"]]
    assert "card" in words
    assert answer["model"]["version"] == trained.get("/v1/model")["version"]


def test_hostile_text_is_answered_by_a_real_model(trained: DeskClient) -> None:
    for body in ("\x00\u202e👩‍👩‍👧 " + "a" * 200_000, "\u200b", "<" * 10_000, "((" * 5_000, "\ufffd" * 100):
        response = trained.http.post("/v1/triage", json={"ticket": {"body": body}, "options": {"explain": True}})
        assert response.status_code == 200, response.text


def test_batch_and_single_answers_are_equal(trained: DeskClient) -> None:
    bodies = [f"my card number {number} was stolen in the bank" for number in range(20)]
    batch = trained.http.post("/v1/triage/batch", json={"tickets": [{"body": body} for body in bodies]}).json()
    for body, result in zip(bodies, batch["results"], strict=True):
        together, alone = result["result"]["fields"]["category"], trained.triage(body)["fields"]["category"]
        assert (together["value"], together["tier"]) == (alone["value"], alone["tier"])
        # Products of matrices and of vectors are summed in another order.
        assert math.isclose(together["confidence"], alone["confidence"], abs_tol=1e-4)
