"""Tests of `firstline doctor`."""

from pathlib import Path

import pytest
from sqlalchemy import text

from firstline.kb_index.database import Database
from tests.cli.command import Run, write_csv


def test_a_sound_desk_is_well(run: Run, bundle: Path) -> None:
    rows = [{"id": "1", "body": "the printer jams"}, {"id": "2", "body": "the mail is slow"}]
    assert run("index", "tickets", write_csv(bundle.with_name("t.csv"), rows), "--bundle", bundle).code == 0
    done = run("doctor", bundle)
    assert done.code == 0, done.err
    verdicts = {line[6:25].strip(): line[:6].strip() for line in done.out.splitlines() if line[:6].strip()}
    assert verdicts["bundle"] == verdicts["database"] == verdicts["keys"] == "ok"
    assert verdicts["knowledge base"] == "look"
    assert "`firstline index articles PATH`" in done.out
    assert "0 articles, 2 tickets" in done.out
    assert "fails" not in verdicts.values()


def test_a_bundle_without_a_state_may_have_one_yet(run: Run, bundle: Path) -> None:
    done = run("doctor", bundle)
    assert done.code == 0
    assert "has none yet" in done.out
    assert not Path(f"{bundle}.state").exists()


def test_a_damaged_bundle_fails(run: Run, bundle: Path) -> None:
    (bundle / "heads.safetensors").write_bytes(b"x")
    done = run("doctor", bundle)
    assert done.code == 1
    assert done.out.startswith("fails bundle")


def test_a_damaged_database_fails_and_says_what_to_do(run: Run, bundle: Path) -> None:
    rows = [{"id": str(number), "body": f"the printer jams {number}"} for number in range(50)]
    assert run("index", "tickets", write_csv(bundle.with_name("t.csv"), rows), "--bundle", bundle).code == 0
    file = Path(f"{bundle}.state") / "firstline.db"
    content = bytearray(file.read_bytes())
    content[4096:40_960] = b"\xff" * (40_960 - 4096)
    file.write_bytes(content)
    done = run("doctor", bundle)
    assert done.code == 1
    assert "fails database" in done.out
    assert "firstline restore" in done.out


def test_a_file_that_no_bundle_has_is_named(run: Run, bundle: Path) -> None:
    assert "bundle's folder" not in run("doctor", bundle).out
    (bundle / "encoder" / "extra.onnx").write_bytes(b"x")
    done = run("doctor", bundle)
    assert (done.code, "encoder/extra.onnx: no file of the bundle" in done.out) == (0, True)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("DROP TABLE firstline_version", {"look  tables", "brings them up to date"}),
        ("UPDATE firstline_version SET version_num = '9999'", {"fails tables", "install the Firstline that made them"}),
    ],
)
@pytest.mark.both_engines
def test_tables_of_another_version_are_named_and_left_as_they_are(
    run: Run, bundle: Path, place: str, change: str, said: set[str]
) -> None:
    database = Database.open(place)
    with database.write() as connection:
        connection.execute(text(change))
    database.close()
    for _ in range(2):
        done = run("doctor", bundle, "--state", place)
        assert done.code == ("fails tables" in said)
        assert all(words in done.out for words in said)
