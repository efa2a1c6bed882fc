"""The application is put together by a factory."""

from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from firstline.kb_index.state import State
from firstline.serving.app import SETTINGS_VARIABLE, create_app, create_app_from_environment
from firstline.serving.problems import KINDS
from firstline.serving.settings import Settings
from tests.serving.desk_client import DeskClient


def test_nothing_is_read_or_made_before_the_application_starts(tmp_path: Path, settings: Settings) -> None:
    create_app(settings)
    assert list(tmp_path.iterdir()) == []


def test_a_state_that_was_handed_over_stays_open(tmp_path: Path, settings: Settings, bundle: Any) -> None:
    with State.open(tmp_path / "own", encoder=bundle.encoder) as state:
        with TestClient(create_app(settings, bundle=bundle, state=state)) as client:
            DeskClient(client, tmp_path).put_ticket("K1", "my card was stolen")
        assert state.tickets.count == 1
    assert not (tmp_path / "state").exists()


def test_a_worker_takes_its_settings_from_the_environment(
    trained_bundle: Path, tmp_path: Path, monkeypatch: Any
) -> None:
    given = Settings(bundle=trained_bundle, state=str(tmp_path / "state"), audit_share=0.5)
    monkeypatch.setenv(SETTINGS_VARIABLE, given.model_dump_json())
    app = create_app_from_environment()
    assert app.state.settings == given
    with TestClient(app) as client:
        assert client.get("/readyz").status_code == 200


def test_the_list_of_problems_is_closed() -> None:
    assert {kind.name: kind.status for kind in KINDS} == {
        "invalid-request": 422,
        "malformed-json": 400,
        "unsupported-media-type": 415,
        "unauthorized": 401,
        "forbidden": 403,
        "not-found": 404,
        "not-yet": 404,
        "method-not-allowed": 405,
        "too-large": 413,
        "conflict": 409,
        "idempotency-key-reused": 422,
        "too-many-requests": 429,
        "not-ready": 503,
        "deadline-passed": 503,
        "insufficient-storage": 507,
        "request-timeout": 408,
        "refused": 400,
        "internal": 500,
    }
