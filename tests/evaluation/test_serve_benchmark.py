"""The serve benchmark, with stand-ins for the command, the bare loop and the callers."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from firstline.evaluation import load, serve_benchmark, service_peers
from firstline.evaluation.serve_benchmark import main
from firstline.evaluation.serving_row import ServicePeer


class InstantLoop:
    """Encodes nothing in a millisecond."""

    def __init__(self, bundle: Path, *, threads: int) -> None:
        pass

    def tokens(self, text: str) -> int:
        return len(text.split())

    def encode(self, texts: Sequence[str]) -> None:
        pass

    def seconds(self, texts: Sequence[str], *, by_length: bool = False) -> float:
        return 0.001


@pytest.fixture
def environments(stand_in: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(serve_benchmark, "BareLoop", InstantLoop)
    monkeypatch.setattr(serve_benchmark, "fill_state", lambda bench, passages, tickets: f"{passages} passages")
    monkeypatch.setattr(serve_benchmark.time, "sleep", lambda seconds: None)
    monkeypatch.setattr(load, "_PROCESS", Path(__file__).with_name("stand_in_load.py"))
    python = tmp_path / "environments" / ".venv-load" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    return tmp_path / "environments"


def arguments(data: Path, tmp_path: Path, environments: Path, *more: str) -> list[str]:
    places = ["--data", str(data), "--work", str(tmp_path / "work"), "--environments", str(environments)]
    return ["--output", str(tmp_path / "page.md"), "--fast", *places, *more]


def test_every_figure_of_the_issue_is_on_the_page(
    data: Path, tmp_path: Path, environments: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def peers(bench: Any, rows: Any, trained: Any, **_: Any) -> list[ServicePeer]:
        assert bench.work.name == "minilm"
        return [ServicePeer("Firstline", "all", rate=2.0), ServicePeer("other", "one field", rate=1.0)]

    monkeypatch.setattr(serve_benchmark, "service_peers", peers)
    assert main(arguments(data, tmp_path, environments)) == 0
    page = (tmp_path / "page.md").read_text(encoding="utf-8")
    for figure in (
        "median latency, one caller",
        "throughput, 32 callers",
        "p99 at half of the maximum",
        "resident memory",
        "p99 at 3 times the maximum",
        "errors other than 429 and 503",
        "growth of resident memory",
        "start to ready",
    ):
        assert f"| {figure}" in page or f"| the same, {figure}" in page or f"| accepted calls' {figure}" in page, figure
    assert "500 passages" in page
    assert "| other | one field | 1.0 | 2.00 |" in page


def test_without_callers_the_page_says_what_is_missing_and_the_rest_is_measured(
    data: Path, tmp_path: Path, environments: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "_PROCESS", tmp_path / "nothing.py")
    assert main(arguments(data, tmp_path, environments, "--without-peers")) == 1
    page = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert "| throughput | – |" in page
    assert "failed: the load process ended with" in page
    assert "| start to ready |" in page


def test_a_peer_that_is_not_installed_has_a_row_that_says_so(
    bench: Any, tmp_path: Path, environments: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service_peers, "minilm_weights", lambda: tmp_path)
    monkeypatch.setattr(service_peers.importlib.util, "find_spec", lambda name: None)
    asked = [{"subject": "kite", "body": "my kite"}] * 3
    trained = [{"subject": "kite", "body": "my kite", "category": "kites"}] * 3
    own, *others = service_peers.service_peers(bench, asked, trained, environments=environments, seconds=5)
    assert own.rate is not None
    assert own.peer == "Firstline"
    assert [peer.rate for peer in others] == [None] * 4
    assert {peer.note for peer in others} == {"not installed; `make bench-serve` builds it"}
