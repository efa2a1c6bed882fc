"""The command, and a small desk on disk for it."""

import shutil
import sys
from pathlib import Path

import pytest

from firstline.cli.main import main
from tests.cli.command import Done, Run, as_row, write_csv
from tests.training.small_desk import small_desk


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `firstline` as its script does."""

    def run(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["firstline", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        return Done(code, printed.out, printed.err)

    return run


@pytest.fixture
def bundle(small_bundle: Path, tmp_path: Path) -> Path:
    """A bundle of the test's own, so that its state lies beside it."""
    return Path(shutil.copytree(small_bundle, tmp_path / "desk"))


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """Forty labelled tickets as CSV."""
    return write_csv(tmp_path / "history.csv", map(as_row, small_desk(dated=True)[:40]))
