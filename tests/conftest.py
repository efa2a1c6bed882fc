"""What tests share: a cache of their own, and one small trained bundle."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgresql_server import PostgresqlServer, running_postgresql

# The linear algebra of tiny desks is tiny: OpenBLAS's threads wait for each other ten times longer than they work.
# It reads this when numpy is imported, so the imports below come late.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # several processes share the cores already


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """No test reads or writes the cache, the state or the tracked runs of the person who runs it."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTLINE_CACHE", str(folder))
        patch.delenv("FIRSTLINE_STATE", raising=False)
        patch.setenv("FIRSTLINE_MLFLOW", "off")
        yield folder


@pytest.fixture(scope="session")
def tiny_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a real encoder of 64 dimensions."""
    from tests.tiny_encoder import build_tiny_encoder

    return build_tiny_encoder(tmp_path_factory.mktemp("tiny") / "encoder")


@pytest.fixture(scope="session")
def small_bundle(tiny_encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle on disk, trained on the small desk; tests copy it before they change it."""
    from tests.training.small_desk import train_small_bundle

    return train_small_bundle(tmp_path_factory.mktemp("small") / "bundle", tiny_encoder)


@pytest.fixture(scope="session")
def good_bundle(tiny_encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle that has not seen the tickets of `held_out`."""
    from tests.registered_desk import trained

    return trained(tmp_path_factory.mktemp("good") / "bundle", tiny_encoder)


@pytest.fixture(scope="session")
def worse_bundle(tiny_encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that was taught wrong categories."""
    from tests.registered_desk import trained

    return trained(tmp_path_factory.mktemp("worse") / "bundle", tiny_encoder, wrong=True)


@pytest.fixture(scope="session")
def made_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty MLflow store, to be copied."""
    pytest.importorskip("mlflow", reason="needs firstline[mlflow]")
    pytest.importorskip("pandas", reason="needs firstline[mlflow]")
    from tests.registered_desk import empty_store

    return empty_store(tmp_path_factory.mktemp("mlflow"))


@pytest.fixture
def store(made_store: Path, tmp_path: Path) -> Path:
    """The folder of an empty MLflow store of the test's own."""
    return Path(shutil.copytree(made_store, tmp_path / "mlflow"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What several processes share among them: whole files, and all that asks the demo desk, which takes minutes to
    train. The longest come first, so that none of them is left at the end.
    """
    for item in items:
        folder, name = item.path.parent.name, item.path.relative_to(item.config.rootpath).as_posix()
        item.add_marker(pytest.mark.xdist_group("behaviour" if folder == "behaviour" else name))
    items.sort(key=lambda item: item.path.parent.name not in ("behaviour", "training"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that is marked `both_engines` runs once on SQLite and once on PostgreSQL."""
    if "engine" in metafunc.fixturenames and metafunc.definition.get_closest_marker("both_engines"):
        metafunc.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """What the states of a test lie in; FIRSTLINE_TEST_ENGINE names it for all that are not marked."""
    return str(getattr(request, "param", os.environ.get("FIRSTLINE_TEST_ENGINE", "sqlite")))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlServer]:
    with running_postgresql() as server:
        yield server


@pytest.fixture
def place(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """Where a test's state shall lie: nothing is there yet."""
    if engine == "sqlite":
        return str(tmp_path / "state")
    return str(request.getfixturevalue("postgresql").fresh_url())
