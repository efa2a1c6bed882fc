"""The page of serving figures."""

from pathlib import Path

import pytest
from pydantic import TypeAdapter

from firstline.evaluation.benchmark_row import Target
from firstline.evaluation.serving_page import serving_page
from firstline.evaluation.serving_row import ServicePeer, ServingResult, ServingRow


@pytest.mark.parametrize(("value", "verdict"), [(1.5, "**no**"), (1.4, "yes"), (1.2, "aim"), (None, "")])
def test_a_row_says_how_far_it_came(value: float | None, verdict: str) -> None:
    row = ServingRow("latency", value, least=Target(1.4, at_most=True), aim=Target(1.2, at_most=True))
    assert row.verdict == verdict


def test_the_page_shows_every_row_and_what_peers_reach_beside_firstline(tmp_path: Path) -> None:
    result = ServingResult(
        rows=(
            ServingRow("throughput", 0.8, "×", Target(0.75), Target(0.9), "40/s"),
            ServingRow("half", note="failed: no answer | at all"),
        ),
        peers=(
            ServicePeer("Firstline", "all of it", rate=40.0, median=800.0, resident=700.0, ready_seconds=2.5),
            ServicePeer("other", "one field", rate=10.0),
            ServicePeer("third", "nothing", note="not installed"),
        ),
        about="Measured on 2 cores.",
        fast=True,
        commands=("firstline serve bundle", "firstline serve bundle"),
    )
    page = serving_page(result)
    assert "| throughput | 0.8 × | ≥ 0.75 | ≥ 0.9 | yes | 40/s |" in page
    assert "| half | – | – | – |  | failed: no answer \\| at all |" in page
    assert "| Firstline | all of it | 40.0 | 1.00 | 800 ms | 700 MiB | 2.5 s |  |" in page
    assert "| other | one field | 10.0 | 4.00 | – | – | – |  |" in page
    assert "| third | nothing | – | – | – | – | – | not installed |" in page
    assert "its figures mean nothing" in page
    assert page.count("firstline serve bundle") == 1
    result.save(tmp_path / "serving.json")
    assert TypeAdapter(ServingResult).validate_json((tmp_path / "serving.json").read_bytes()) == result
