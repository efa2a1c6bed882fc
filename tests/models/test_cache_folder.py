"""Where what can be made again is kept."""

from pathlib import Path

import pytest

from firstline.models.cache_folder import default_cache_folder


def test_the_environment_names_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTLINE_CACHE", str(tmp_path))
    assert default_cache_folder() == tmp_path
    monkeypatch.delenv("FIRSTLINE_CACHE")
    assert default_cache_folder().name == "firstline"
