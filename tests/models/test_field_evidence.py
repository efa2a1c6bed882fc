"""Tests of the field evidence."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from firstline.models.field_evidence import FieldEvidence

PROBABILITIES = np.array([[0.7, 0.3], [0.4, 0.6], [0.0, 0.0]])
TARGETS = np.array([0, 0, 1])


def test_it_says_what_was_guessed_how_surely_and_whether_it_was_right() -> None:
    found = FieldEvidence.of(PROBABILITIES, TARGETS, ("en", "de", "en"))
    assert found.guessed.tolist()[:2] == [0, 1]
    assert found.confidence.tolist() == [0.7, 0.6, 0.0]
    assert found.right.tolist() == [True, False, False]
    assert found.truth.tolist() == [0.7, 0.4, 0.0]
    assert [found.languages[number] for number in found.spoken] == ["en", "de", "en"]


@pytest.mark.parametrize("languages", [("en", "de", "und"), None])
def test_it_comes_back_from_its_file_as_it_was(tmp_path: Path, languages: tuple[str, ...] | None) -> None:
    found = FieldEvidence.of(PROBABILITIES, TARGETS, languages)
    save_file(found.arrays("category"), tmp_path / "evidence.safetensors")
    read = FieldEvidence.from_arrays(load_file(tmp_path / "evidence.safetensors"), "category")
    assert read is not None
    assert read.languages == found.languages
    for name in ("guessed", "confidence", "right", "truth", "spoken"):
        assert getattr(read, name).tolist() == getattr(found, name).tolist()


def test_a_field_that_nothing_was_held_out_for_has_no_cases(tmp_path: Path) -> None:
    found = FieldEvidence.of(np.zeros((0, 2)), np.zeros(0, dtype=np.intp), ())
    save_file(found.arrays("category"), tmp_path / "evidence.safetensors")
    read = FieldEvidence.from_arrays(load_file(tmp_path / "evidence.safetensors"), "category")
    assert read is not None
    assert len(read) == len(found) == 0
    assert FieldEvidence.from_arrays({}, "category") is None
