"""How near a field is to its first value that may be auto."""

from pathlib import Path

from firstline.models.bundle import Bundle
from firstline.serving.auto_progress import auto_progress
from tests.serving.desk_client import DeskClient


def test_a_field_of_few_tickets_says_what_is_missing(trained_bundle: Path) -> None:
    bundle = Bundle.load(trained_bundle)
    found = auto_progress(bundle)
    assert set(found) == {
        name for name, policy in bundle.policies.items() if not policy.auto and name in bundle.evidence
    }
    assert found
    for name, progress in found.items():
        assert progress["value"] in bundle.values(name)
        assert progress["needed"] >= 30
        assert 0 <= progress["right"] <= progress["count"]


def test_it_is_told_with_the_model(desk: DeskClient) -> None:
    assert "auto_progress" in desk.get("/v1/model")
