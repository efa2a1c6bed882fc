"""Which state a command line names."""

from pathlib import Path

import pytest

from firstline.cli.state_source import state_source
from firstline.datasets.errors import InputError


def test_a_state_is_itself_and_a_bundles_lies_beside_it(tmp_path: Path) -> None:
    (tmp_path / "some.state").mkdir()
    (tmp_path / "some.state" / "firstline.db").touch()
    assert state_source(tmp_path / "some.state", None) == tmp_path / "some.state"
    assert state_source(tmp_path / "some.state", "set in the environment") == tmp_path / "some.state"
    assert state_source(tmp_path / "some", None) == tmp_path / "some.state"
    assert state_source(tmp_path / "some", "elsewhere") == "elsewhere"
    assert state_source(None, "elsewhere") == "elsewhere"
    with pytest.raises(InputError, match="BUNDLE"):
        state_source(None, None)
