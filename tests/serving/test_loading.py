"""Tests of the loading."""

import gc
import os
import sys
from collections.abc import Iterator

import pytest

from firstline.serving.loading import loading, return_free_memory, use_few_arenas


@pytest.fixture(autouse=True)
def _unfrozen() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.unfreeze()
    gc.enable()


def test_what_is_loaded_is_not_looked_through() -> None:
    with loading():
        assert not gc.isenabled()
        held = [[number] for number in range(10_000)]
    assert gc.isenabled()
    assert gc.get_freeze_count() >= len(held)


def test_a_failure_while_loading_ends_it_too() -> None:
    with pytest.raises(ValueError, match="damaged"), loading():
        raise ValueError("damaged")
    assert gc.isenabled()


def test_who_looks_for_nothing_still_does_not_afterwards() -> None:
    gc.disable()
    with loading():
        pass
    assert not gc.isenabled()


@pytest.mark.skipif(sys.platform != "linux" or "glibc" not in os.confstr("CS_GNU_LIBC_VERSION"), reason="needs glibc")
def test_glibc_takes_what_it_is_asked_for() -> None:
    assert use_few_arenas()
    assert return_free_memory() in (True, False)


def test_other_systems_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert not use_few_arenas()
    assert not return_free_memory()
