"""Tests of the `firstline` command as a whole."""

import subprocess
import sys
from pathlib import Path

import pytest

from firstline.cli import main as main_module
from firstline.cli.main import COMMANDS
from firstline.datasets.errors import EncoderError
from tests.cli.command import Run

BELOW = [
    ["index", "articles"],
    ["index", "tickets"],
    ["search", "articles"],
    ["search", "duplicates"],
    ["report", "deflection"],
]


@pytest.mark.parametrize("arguments", [*([name] for name in COMMANDS), *BELOW])
def test_every_command_explains_itself(run: Run, arguments: list[str]) -> None:
    done = run(*arguments, "--help")
    assert done.code == 0
    usage = done.out.splitlines()[0]
    assert usage.startswith("Usage: ")
    assert f"firstline {' '.join(arguments)} [OPTIONS]" in usage


def test_help_names_every_command(run: Run) -> None:
    for flag in ("-h", "--help"):
        done = run(flag)
        assert done.code == 0
        assert all(f"\n  {name} " in done.out for name in COMMANDS)


def test_the_version_is_printed(run: Run) -> None:
    done = run("--version")
    assert (done.code, done.out.split(",")[0]) == (0, "firstline")


def test_help_and_bad_usage_load_no_heavy_package() -> None:
    script = (
        "import sys\nfrom firstline.cli.main import main\nsys.argv = ['firstline', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'numpy', 'sklearn', 'onnxruntime', 'faiss', 'torch', 'fastapi', 'sqlalchemy'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_it_runs_as_a_module_from_anywhere(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "firstline.cli.main", "predict", "no bundle", "no tickets", "--output", "x"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("firstline: no bundle is not a bundle")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["no-such-command"],
        ["predict"],
        ["train", "--no-such-option"],
        ["search", "people"],
        ["serve", "--port", "-1"],
    ],
)
def test_bad_usage_ends_with_2_and_says_what_was_wanted(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.code == 2
    if arguments:
        assert len(done.err.splitlines()) == 1
        assert "--help shows what is wanted" in done.err
    assert "Traceback" not in done.err
    assert done.out == ""


def test_an_error_is_one_line_and_verbose_gives_the_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "firstline.cli.main", "predict", "no bundle", "no tickets", "--output", "x"]
    done = subprocess.run(
        [*command, "--verbose"], capture_output=True, text=True, timeout=60, cwd=tmp_path, check=False
    )
    assert done.returncode != 0
    assert "Traceback" in done.stderr
    assert done.stderr.splitlines()[-1].endswith("name a folder that `firstline train` wrote")


def test_verbose_keeps_the_exit_code_of_bad_input(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "firstline.cli.main", "--verbose", "predict", "none", "none", "--output", "x"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=tmp_path, check=False)
    assert done.returncode == 2


def _raise(error: BaseException) -> object:
    def fail(*_: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (EncoderError("the weights are not here"), 1, "firstline: the weights are not here"),
        (RuntimeError("my card number is 1234"), 1, "firstline: failed with RuntimeError; --verbose shows where"),
        (OSError(28, "No space left"), 1, "firstline: failed with OSError: No space left; --verbose shows where"),
        (KeyboardInterrupt(), 130, "firstline: interrupted"),
        (EncoderError("one\ntwo\n  three"), 1, "firstline: one two three"),
    ],
)
def test_a_failure_is_one_line_that_quotes_no_text(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, line: str
) -> None:
    monkeypatch.setattr(main_module.firstline, "invoke", _raise(error))
    done = run("predict")
    assert (done.code, done.err.strip()) == (code, line)
    assert "1234" not in done.err
