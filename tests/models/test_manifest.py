"""Tests of the manifest."""

import pytest
from pydantic import ValidationError

from firstline.models.manifest import DataSummary, Manifest, texts_fingerprint


@pytest.fixture
def manifest() -> Manifest:
    data = DataSummary(
        fingerprint="d" * 64,
        texts_fingerprint="t" * 64,
        tickets=2,
        first_created_at=None,
        last_created_at="2025-01-01T00:00:00+00:00",
        held_out="nothing",
        labels={"category": 2},
    )
    return Manifest(
        firstline_version="0.1.0",
        encoder="tiny",
        encoder_fingerprint="e" * 64,
        seed=0,
        data=data,
        metrics={"category": {"held_out": 0}},
        files={"heads.json": "f" * 64},
    )


def test_a_manifest_comes_back_from_json_as_it_was(manifest: Manifest) -> None:
    assert Manifest.model_validate_json(manifest.model_dump_json()) == manifest
    assert manifest.format_version == 3


def test_the_data_fingerprint_is_that_of_its_summary(manifest: Manifest) -> None:
    assert manifest.data_fingerprint == manifest.data.fingerprint


@pytest.mark.parametrize("change", [{"format_version": 4}, {"format_version": "one"}, {"invented": 1}, {"files": None}])
def test_another_format_or_an_unknown_key_is_refused(manifest: Manifest, change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Manifest.model_validate(manifest.model_dump() | change)


def test_the_fingerprint_of_texts_knows_their_order_and_their_borders() -> None:
    assert texts_fingerprint(["a", "b"]) == texts_fingerprint(("a", "b"))
    prints = [texts_fingerprint(texts) for texts in (["a", "b"], ["b", "a"], ["ab"], ["a", "b", ""], [])]
    assert len(set(prints)) == len(prints)


def test_a_lone_surrogate_has_a_fingerprint_too() -> None:
    assert len(texts_fingerprint(["\ud83d"])) == 64
