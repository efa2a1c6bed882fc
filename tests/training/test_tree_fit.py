"""Tests of the category tree and the request kind, trained, written, loaded and asked."""

from pathlib import Path

import numpy as np
import pytest

from firstline.datasets.config import Config, FieldConfig
from firstline.datasets.errors import ConfigError
from firstline.datasets.request_kind import REQUEST_KIND
from firstline.datasets.ticket import Ticket
from firstline.models.bundle import Bundle
from firstline.training.training_run import train_bundle
from firstline.training.tree_fit import branch_rules
from tests.training.small_desk import file_digests, small_desk

CHILDREN = {"printer": ("paper", "toner"), "password": ("forgotten",)}
FIELDS = ("topic", "category")


def _tickets() -> list[Ticket]:
    """The small desk with a finer topic, some of them under the wrong category, and a kind."""
    tickets = []
    for number, ticket in enumerate(small_desk()):
        paper = "paper" if "paper" in ticket.body or "page" in ticket.body else "toner"
        topic = {"printer": paper, "password": "forgotten", "invoice": "paper"}[str(ticket.category)]
        kind = "invented" if number % 50 == 0 else "how_to" if "send" in ticket.body else "incident"
        tickets.append(Ticket(**ticket.model_dump(exclude_defaults=True), topic=topic, request_kind=kind))
    return tickets


def _train(output: Path, encoder: Path, topic: FieldConfig) -> Bundle:
    train_bundle(_tickets(), output, config=Config(fields={"topic": topic}), fields=FIELDS, encoder=f"path:{encoder}")
    return Bundle.load(output)


@pytest.fixture(scope="module")
def configured(tmp_path_factory: pytest.TempPathFactory, tiny_encoder: Path) -> Bundle:
    output = tmp_path_factory.mktemp("tree") / "bundle"
    return _train(output, tiny_encoder, FieldConfig(parent="category", children=CHILDREN))


TEXTS = [*(ticket.body for ticket in small_desk()[:60]), "the weather is nice today", "", "toner invoice password"]


def test_no_value_and_no_alternative_is_one_that_the_parent_excludes(configured: Bundle) -> None:
    for prediction in configured.predict(TEXTS, configured.encoder.encode(TEXTS)):
        category, topic = prediction.fields["category"].value, prediction.fields["topic"]
        allowed = {"", *CHILDREN.get(category, ())}
        assert {topic.value, *(other.value for other in topic.alternatives)} <= allowed
        if category == "invoice":
            assert (topic.as_json()["value"], topic.tier, topic.confidence) == (None, "abstain", 0.0)


def test_a_child_keeps_its_own_calibrated_probability(configured: Bundle) -> None:
    text = "I forgot my password since this morning"
    vectors = configured.encoder.encode([text])
    topic = configured.predict([text], vectors, fields=["topic"])[0].fields["topic"]
    assert topic.value == "forgotten"
    assert topic.confidence < 1


def test_without_children_what_was_seen_together_is_possible(tmp_path: Path, tiny_encoder: Path) -> None:
    bundle = _train(tmp_path / "bundle", tiny_encoder, FieldConfig(parent="category"))
    assert bundle.excluded("topic", "printer") == {"forgotten"}
    assert bundle.excluded("topic", "invoice") == {"forgotten", "toner"}
    assert bundle.excluded("topic", "never seen") == frozenset()


def test_the_kind_is_learned_unasked_and_is_no_field(configured: Bundle) -> None:
    assert set(configured.fields) == set(FIELDS)
    assert configured.request_kinds == ("how_to", "incident")
    text = "please send the receipt again"
    said = configured.predict([text], configured.encoder.encode([text]), fields=["category"])[0]
    assert said.request_kind is not None
    assert said.request_kind.value == "how_to"
    assert REQUEST_KIND not in said.fields


def test_the_same_desk_gives_the_same_bytes(configured: Bundle, tmp_path: Path, tiny_encoder: Path) -> None:
    again = _train(tmp_path / "bundle", tiny_encoder, FieldConfig(parent="category", children=CHILDREN))
    assert again.version == configured.version
    assert "heads.json" in file_digests(tmp_path / "bundle")


def test_fields_above_themselves_are_refused() -> None:
    config = Config(fields={"a": FieldConfig(parent="b"), "b": FieldConfig(parent="a")})
    with pytest.raises(ConfigError, match="cannot be above itself"):
        branch_rules({"a": ("x",), "b": ("y",)}, config)


def test_a_parent_that_is_not_trained_excludes_nothing() -> None:
    assert branch_rules({"topic": ("x",)}, Config(fields={"topic": FieldConfig(parent="category")})) == {}


def test_the_thresholds_are_those_of_what_is_served(configured: Bundle) -> None:
    metrics = configured.manifest.metrics["topic"]
    assert metrics["held_out"] > 0
    assert np.isfinite(metrics["accuracy"])
    assert metrics["accuracy"] < 0.9  # the topics under `invoice` are excluded, so they are never right
