"""A small desk served in the process: a bundle that knows cards, transfers and rates, and an empty state."""

import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

try:
    import firstline.models.bundle  # noqa: F401
except ImportError:
    stub = types.ModuleType("firstline.models.bundle")
    stub.Bundle = object  # type: ignore[attr-defined]
    sys.modules["firstline.models.bundle"] = stub

from firstline.serving.app import create_app
from firstline.serving.settings import Settings
from tests.serving.desk_client import DeskClient
from tests.serving.keyword_bundle import KeywordBundle


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(bundle=tmp_path / "bundle", state=str(tmp_path / "state"), duplicate_score=0.3)


@pytest.fixture
def bundle() -> Any:
    return KeywordBundle()


@pytest.fixture
def desk(settings: Settings, bundle: Any, tmp_path: Path) -> Iterator[DeskClient]:
    with TestClient(create_app(settings, bundle=bundle)) as client:
        yield DeskClient(client, tmp_path)
