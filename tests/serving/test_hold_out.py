"""Who is held out is chance, the same chance for every process."""

import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from firstline.serving.hold_out import is_held_out
from firstline.serving.settings import Settings


@pytest.mark.parametrize("share", [0.0, 0.05, 0.5, 1.0])
def test_about_the_share_that_was_wished_for_is_held_out(share: float) -> None:
    many = 20_000
    held = sum(is_held_out(uuid.UUID(int=number).hex, share=share) for number in range(many))
    assert held / many == pytest.approx(share, abs=0.006)


def test_a_larger_share_holds_out_those_of_a_smaller_one_too() -> None:
    ids = [uuid.UUID(int=number).hex for number in range(2_000)]
    assert {one for one in ids if is_held_out(one, share=0.05)} < {one for one in ids if is_held_out(one, share=0.2)}


def test_another_process_says_the_same() -> None:
    ids = [uuid.UUID(int=number).hex for number in range(200)]
    script = (
        "import sys; from firstline.serving.hold_out import is_held_out; "
        "print(''.join(str(int(is_held_out(one, share=0.3))) for one in sys.argv[1:]))"
    )
    said = subprocess.run([sys.executable, "-c", script, *ids], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "".join(str(int(is_held_out(one, share=0.3))) for one in ids)


def test_one_interaction_of_twenty_is_held_out_unless_somebody_says_otherwise(tmp_path: Path) -> None:
    assert Settings(bundle=tmp_path).hold_out == 0.05
