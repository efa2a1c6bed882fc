"""A real bundle behind the service: trained, written, loaded and asked."""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from firstline.datasets.config import Config
from firstline.datasets.ticket import Ticket
from firstline.serving.app import create_app
from firstline.serving.settings import Settings
from firstline.training.training_run import train_bundle
from tests.serving.desk_client import DeskClient, problem


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


_TREE = {
    ("hardware", "printer"): "the printer shows a paper jam in room",
    ("hardware", "screen"): "the screen of the desk stays dark in room",
    ("network", "wifi"): "the wireless network is gone in room",
    ("network", "vpn"): "the tunnel to the office drops in room",
}


@pytest.fixture
def tree(tmp_path: Path, tiny_encoder: Path) -> Iterator[DeskClient]:
    """Categories with children."""
    tickets = [
        Ticket.model_validate({"id": f"{part}{n}", "body": f"{text} {n}", "category": above, "part": part})
        for n in range(15)
        for (above, part), text in _TREE.items()
    ]
    config = Config.model_validate({"fields": {"part": {"parent": "category"}}})
    train_bundle(
        tickets, tmp_path / "bundle", config=config, fields=("category", "part"), encoder=f"path:{tiny_encoder}"
    )
    with TestClient(create_app(Settings(bundle=tmp_path / "bundle", audit_share=0.0))) as client:
        yield DeskClient(client, tmp_path)


def _values(desk: DeskClient, text: str) -> tuple[str, str]:
    fields = desk.triage(text, include=[])["fields"]
    return fields["category"]["value"], fields["part"]["value"]


def test_a_retired_parent_hands_its_requests_to_another_and_that_ones_children(tree: DeskClient) -> None:
    text = "the printer shows a paper jam again"
    assert _values(tree, text) == ("hardware", "printer")
    assert tree.http.put("/v1/fields/category", json={"retired": ["hardware"]}).status_code == 200
    above, below = _values(tree, text)
    assert (above, below in {"wifi", "vpn"}) == ("network", True)


def test_renamed_parents_and_children_stay_together(tree: DeskClient) -> None:
    tree.http.put("/v1/fields/category", json={"rename": {"hardware": "devices"}})
    tree.http.put("/v1/fields/part", json={"rename": {"printer": "printers"}})
    assert _values(tree, "the printer shows a paper jam again") == ("devices", "printers")


def test_a_desk_may_take_children_away_but_not_choose_another_parent(tree: DeskClient) -> None:
    (shown,) = [item for item in tree.get("/v1/fields")["items"] if item["name"] == "part"]
    assert (shown["parent"], shown["children"]["network"]) == ("category", ["vpn", "wifi"])
    text = "the wireless network is gone again"
    assert _values(tree, text) == ("network", "wifi")
    assert tree.http.put("/v1/fields/part", json={"children": {"network": ["vpn"]}}).status_code == 200
    alone = tree.get("/v1/fields")["items"]
    narrowed = {"parent": "category", "children": {"network": ["vpn"]}}
    assert tree.http.put("/v1/fields/part", json=narrowed).status_code == 200
    again = tree.get("/v1/fields")["items"]
    assert [{**item, "changed_at": None} for item in alone] == [{**item, "changed_at": None} for item in again]
    assert next(item["parent"] for item in alone if item["name"] == "part") == "category"
    said = tree.triage(text, include=[])["fields"]["part"]
    assert (said["value"], said["tier"]) in {("vpn", "suggest"), ("vpn", "abstain")}
    for change, why in (
        ({"parent": "part", "children": {"network": ["vpn"]}}, "has the parent category"),
        ({"parent": "category", "children": {"garden": ["vpn"]}}, "garden is no value of category"),
        ({"children": {"network": ["hose"]}}, "hose is not in the list"),
    ):
        document = problem(tree.http.put("/v1/fields/part", json=change), 422, "invalid-request")
        assert why in document["detail"]
