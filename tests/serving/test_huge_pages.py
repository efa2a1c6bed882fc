"""A loaded process asks for huge pages, and nothing else about it changes."""

import sys

import numpy as np
import pytest

from firstline.serving.huge_pages import use_huge_pages

_MEBIBYTE = 1024 * 1024


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux is asked")
def test_what_is_in_memory_stays_as_it_was() -> None:
    held = np.random.default_rng(0).integers(0, 255, 16 * _MEBIBYTE, dtype=np.uint8)
    before = held.copy()
    asked = use_huge_pages()
    assert asked % (2 * _MEBIBYTE) == 0
    assert np.array_equal(held, before)


def test_other_systems_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert use_huge_pages() == 0
