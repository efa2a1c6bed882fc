"""The speed benchmark, with stand-ins for the command and the bare loop."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from firstline.evaluation import speed_benchmark
from firstline.evaluation.speed_benchmark import predict_speed, training_speed, triage_speed
from firstline.evaluation.workbench import Workbench


class InstantLoop:
    """Encodes nothing in a millisecond; every word is a token."""

    def __init__(self, bundle: Path, *, threads: int) -> None:
        assert bundle.is_dir()

    def tokens(self, text: str) -> int:
        return len(text.split()) * 3

    def encode(self, texts: Sequence[str]) -> None:
        pass

    def seconds(self, texts: Sequence[str], *, by_length: bool = False) -> float:
        return 0.001


@pytest.fixture(autouse=True)
def instant_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed_benchmark, "BareLoop", InstantLoop)


def test_predict_stands_beside_both_bare_loops(bench: Workbench) -> None:
    bench.fast = True
    trained, (plain, by_length, start) = predict_speed(bench, "e5")
    assert trained == 26
    assert plain.reference_name == "bare loop, file order"
    assert by_length.reference_name == "bare loop, sorted by length"
    assert plain.ratio == pytest.approx(plain.value / 0.001)
    assert start.reference is None


def test_triage_stands_beside_the_bare_encode_of_its_text(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.fast = True
    monkeypatch.setattr(speed_benchmark, "fill_state", lambda bench, passages, tickets: f"{passages} passages")
    monkeypatch.setattr(speed_benchmark, "_of_about_60_tokens", lambda bench, loop, most: ["a", "b", "c"])
    _, rows = triage_speed(bench, "e5")
    assert rows[0].reference_name == "bare encode, 1 thread(s)"
    assert rows[0].reference == pytest.approx(1.0)
    assert "500 passages" in rows[0].note


def test_training_is_timed_apart_from_its_embeddings(bench: Workbench) -> None:
    rows, (seconds, memory) = training_speed(bench, "minilm")
    assert rows == 53
    assert [command.split()[-1] for command in bench.commands] == ["bundle-1", "bundle-2"]
    assert seconds.reference is not None
    assert memory.unit == "MiB"


def test_texts_are_cut_to_about_60_tokens_at_a_words_end(bench: Workbench) -> None:
    long = " ".join(f"word{n}" for n in range(90))
    rows = [{"id": str(n), "title": "", "text": f"{n} {long}"} for n in range(5)]
    loop = InstantLoop(bench.work, threads=1)
    texts = [speed_benchmark.shortened(f"{row['id']} {row['text']}", loop) for row in rows]
    assert {loop.tokens(text or "") for text in texts} == {60}
    assert speed_benchmark.shortened("too short", loop) is None
