"""The five-minute tour can be walked."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from starlette.testclient import TestClient

from firstline.cli.main import firstline as cli
from firstline.serving.app import create_app
from firstline.serving.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
TOUR = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
LINES = [
    line for block in re.findall(r"^```\n(.*?)^```$", TOUR, re.DOTALL | re.MULTILINE) for line in block.splitlines()
]
COMMANDS = [line for line in LINES if line.startswith("firstline ")]
CALLS = [line for line in LINES if line.startswith("curl ")]
WITHOUT_A_TEST = {"make demo", "source .venv/bin/activate"}
LARGEST_IMAGE = 300_000


def test_every_line_of_the_tour_is_of_a_kind_that_is_tested() -> None:
    tested = ("firstline ", "curl ", "head ", "tail ")
    assert [line for line in LINES if not line.startswith(tested) and line not in WITHOUT_A_TEST] == []
    assert len(COMMANDS) >= 5
    assert len(CALLS) >= 3


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_of_the_tour_has_the_options_that_it_names(line: str) -> None:
    command: click.Command = cli
    words = shlex.split(line)[1:]
    while isinstance(command, click.Group):
        found = command.get_command(click.Context(command), words.pop(0))
        assert found is not None
        command = found
    command.make_context(line, words)


@pytest.fixture(scope="module")
def service(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    state = str(tmp_path_factory.mktemp("tour") / "state")
    with TestClient(create_app(Settings(bundle=small_bundle, state=state))) as client:
        yield client


@pytest.mark.parametrize("line", CALLS)
def test_a_call_of_the_tour_is_answered(service: TestClient, line: str) -> None:
    words = shlex.split(line)
    address = next(word for word in words if word.startswith("localhost:8000/"))
    path = address.removeprefix("localhost:8000")
    if "-d" not in words:
        assert service.get(path).status_code == 200
        return
    response = service.post(path, json=json.loads(words[words.index("-d") + 1]))
    assert response.status_code == 200, response.text


def test_the_pictures_of_the_tour_are_small_and_there() -> None:
    pictures = sorted((ROOT / "docs" / "images").glob("*.png"))
    assert {f"images/{path.name}" for path in pictures} >= set(re.findall(r"\((images/[^)]+)\)", TOUR))
    for path in pictures:
        assert path.stat().st_size < LARGEST_IMAGE, path.name


@pytest.mark.slow
def test_the_tour_can_be_walked_from_training_to_predictions(tiny_encoder: Path, tmp_path: Path) -> None:
    """With a tiny encoder in place of the built-in one."""
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "demo").symlink_to(ROOT / "datasets" / "demo")
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    for line in LINES:
        if line.startswith("curl ") or line in WITHOUT_A_TEST:
            continue
        with_encoder = f"{line} --encoder path:{tiny_encoder}" if " train " in line else line
        done = subprocess.run(
            with_encoder, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{line}\n{done.stderr}"
    live = (ROOT / "datasets" / "demo" / "live.jsonl").read_text(encoding="utf-8").splitlines()
    for name in ("predictions.jsonl", "articles.jsonl"):
        assert len((tmp_path / name).read_text(encoding="utf-8").splitlines()) == len(live)
    assert (tmp_path / "report" / "report.html").exists()
