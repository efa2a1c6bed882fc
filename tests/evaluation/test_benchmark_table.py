"""The Markdown page of the benchmark."""

from firstline.evaluation.benchmark_row import BenchmarkResult, PeerRow, QualityRow, SpeedRow, Target
from firstline.evaluation.benchmark_table import benchmark_table
from firstline.evaluation.estimate import Estimate


def result(**more: object) -> BenchmarkResult:
    base = {
        "case": "toys",
        "split": "Official.",
        "seed": 0,
        "encoder": "e5",
        "train_rows": 10_003,
        "commands": ("firstline train a", "firstline train a", "firstline predict b"),
        "seconds": 12.0,
        "machine": "Linux, 2 cores",
        "measured": "2026-11-22",
    }
    return BenchmarkResult(**{**base, **more})  # type: ignore[arg-type]


QUALITY = QualityRow(
    "accuracy",
    Estimate(0.94, 0.93, 0.95),
    3_080,
    floor=Estimate(0.916, 0.906, 0.925),
    difference=Estimate(0.024, 0.015, 0.033),
    p_value=1e-6,
    target=Target(0.934),
    note="a | b",
)


def test_a_row_shows_figure_floor_difference_target_and_verdict() -> None:
    page = benchmark_table([result(quality=(QUALITY,))])
    assert (
        "| toys | accuracy | 0.940 [0.930, 0.950] | 0.916 [0.906, 0.925] | +0.024 [+0.015, +0.033], p 1e-06 | ≥ 0.934 "
        "| yes | 3080 |" in page
    )
    assert "Encoder `e5`, trained on 10,003 rows, seed 0." in page
    assert "firstline train a\nfirstline predict b" in page
    assert "a \\| b" in page


def test_speeds_stand_beside_what_they_are_compared_with() -> None:
    page = benchmark_table([result(speed=(SpeedRow("predict", 12.5, "s", 10.0, "bare loop"),))])
    assert "| predict | 12.5 s | 10 s (bare loop) | 1.25 |" in page
    assert "## Targets" not in page


def test_trial_runs_are_marked_as_meaning_nothing() -> None:
    assert "figures mean nothing" in benchmark_table([result(quality=(QUALITY,), fast=True)])
    assert "figures mean nothing" not in benchmark_table([result(quality=(QUALITY,))])


def test_a_page_without_results_is_a_page() -> None:
    assert benchmark_table([]).startswith("# Benchmarks")


def test_peers_stand_side_by_side_with_times_and_memory() -> None:
    rows = (
        PeerRow("Firstline", Estimate(0.94, 0.93, 0.95), train_seconds=61.4, text_milliseconds=4.25, peak_bytes=2**29),
        PeerRow("another", Estimate(0.9, 0.89, 0.91), difference=Estimate(0.04, 0.02, 0.06), p_value=0.01),
        PeerRow("a third", note="not installed"),
    )
    page = benchmark_table([result(peers=rows)])
    assert "| Firstline | 0.940 [0.930, 0.950] | – | 61 s | 4.2 ms | 512 MiB |  |" in page
    assert "| another | 0.900 [0.890, 0.910] | +0.040 [+0.020, +0.060], p 0.01 | – | – | – |  |" in page
    assert "| a third | – | – | – | – | – | not installed |" in page


def test_a_case_of_several_seeds_names_them() -> None:
    assert "seeds 0, 1, 2." in benchmark_table([result(quality=(QUALITY,), seeds=(0, 1, 2))])
    assert "seed 0." in benchmark_table([result(quality=(QUALITY,), seeds=(0,))])
