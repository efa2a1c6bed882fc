"""Which state a command line names, and what every command says of one that cannot be used."""

import json
import socket
import sys
from pathlib import Path
from typing import Any

import pytest

from firstline.cli.state_source import state_source
from firstline.datasets.errors import InputError
from firstline.kb_index.database import Database
from tests.cli.command import Run, read_jsonl, write_csv, write_jsonl
from tests.postgresql_server import PASSWORD, PostgresqlServer

REQUESTS = [
    {"id": "1", "body": "the printer jams", "requester_id": "R1"},
    {"id": "2", "body": "the mail is slow", "requester_id": "R2"},
]


def test_a_state_is_itself_and_a_bundles_lies_beside_it(tmp_path: Path) -> None:
    (tmp_path / "some.state").mkdir()
    (tmp_path / "some.state" / "firstline.db").touch()
    assert state_source(tmp_path / "some.state", None).folder == tmp_path / "some.state"
    assert state_source(tmp_path / "some.state", "set in the environment").folder == tmp_path / "some.state"
    assert state_source(tmp_path / "some", None).folder == tmp_path / "some.state"
    assert state_source(tmp_path / "some", "elsewhere").folder == Path("elsewhere")
    assert state_source(None, "elsewhere").folder == Path("elsewhere")
    assert str(state_source(tmp_path / "some", "postgresql://me@db/desk")) == "postgresql+psycopg://me@db/desk"
    with pytest.raises(InputError, match="BUNDLE"):
        state_source(None, None)


def _asking(bundle: Path, url: str, tmp_path: Path) -> list[tuple[Any, ...]]:
    """A call of every command that takes `--state`."""
    tickets = write_csv(tmp_path / "t.csv", REQUESTS)
    out = tmp_path / "out.jsonl"
    return [
        ("serve", bundle, "--port", "0", "--state", url),
        ("index", "tickets", tickets, "--bundle", bundle, "--state", url),
        ("search", "duplicates", bundle, tickets, "--output", out, "--state", url),
        ("export", "decisions", "--state", url, "--output", out),
        ("report", "knowledge", bundle, "--output", tmp_path / "knowledge", "--state", url),
        ("report", "deflection", "--output", tmp_path / "deflection", "--state", url),
        ("keys", "list", "--state", url),
        ("privacy", "erase", bundle, "R1", "--state", url),
        ("privacy", "export", bundle, "R1", "--output", out, "--state", url),
        ("backup", "--output", out, "--state", url),
    ]


def test_a_wrong_password_is_one_sentence_that_does_not_repeat_it(
    run: Run, bundle: Path, tmp_path: Path, postgresql: PostgresqlServer
) -> None:
    wrong = f"guarded:{PASSWORD}-wrong"
    for call in _asking(bundle, postgresql.url(user=wrong, host="127.0.0.1"), tmp_path):
        done = run(*call)
        assert done.code == 2, call
        assert PASSWORD not in done.complaint + done.out
        assert "password authentication failed" in done.complaint or call[0] == "backup"
    done = run("--verbose", "keys", "list", "--state", postgresql.url(user=wrong, host="127.0.0.1"))
    assert PASSWORD not in done.out + done.err
    done = run("doctor", bundle, "--state", postgresql.url(user=wrong, host="127.0.0.1"))
    assert done.code == 1
    assert "fails state" in done.out
    assert PASSWORD not in done.out + done.err


def test_the_right_password_opens(run: Run, tmp_path: Path, postgresql: PostgresqlServer) -> None:
    schema = postgresql.fresh_url().rpartition("%3D")[2]
    url = postgresql.url(user=f"guarded:{PASSWORD}", host="127.0.0.1", schema=schema)
    assert run("keys", "add", "console", "--scope", "predict", "--state", url).code == 0
    listed = run("keys", "list", "--state", url)
    assert "console" in listed.out
    assert PASSWORD not in listed.out + listed.err


def test_a_server_that_does_not_answer_is_one_sentence(run: Run, bundle: Path, tmp_path: Path) -> None:
    pytest.importorskip("psycopg", reason="needs firstline[postgres]")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens there
        url = f"postgresql://desk:{PASSWORD}@127.0.0.1:{taken.getsockname()[1]}/desk"
        for call in _asking(bundle, url, tmp_path)[:-1]:
            done = run(*call)
            assert done.code == 2, call
            assert "Look whether the server runs" in done.complaint
            assert PASSWORD not in done.complaint
        done = run("keys", "list", "--state", f"{url}?no_such_option={PASSWORD}")
        assert done.code == 2
        assert PASSWORD not in done.complaint


def test_without_the_extra_the_sentence_names_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    done = run("keys", "list", "--state", f"postgresql://desk:{PASSWORD}@127.0.0.1/desk")
    assert done.code == 2
    assert "pip install 'firstline[postgres]'" in done.complaint
    assert PASSWORD not in done.complaint


def test_a_database_without_a_state_is_named_where_one_is_wanted(
    run: Run, bundle: Path, tmp_path: Path, postgresql: PostgresqlServer
) -> None:
    url = postgresql.fresh_url()
    done = run("export", "decisions", "--state", url, "--output", tmp_path / "out.jsonl")
    assert done.code == 2
    assert "no desk's state" in done.complaint
    done = run("doctor", bundle, "--state", url)
    assert done.code == 0
    assert "has none yet" in done.out
    made = postgresql.execute(f"SELECT count(*) FROM pg_tables WHERE schemaname = '{url.rpartition('%3D')[2]}'")
    assert made == [(0,)]


def test_a_state_on_a_server_does_what_a_folder_does(
    run: Run, bundle: Path, tmp_path: Path, postgresql: PostgresqlServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRSTLINE_STATE", postgresql.fresh_url())
    articles = write_jsonl(tmp_path / "a.jsonl", [{"id": "A1", "title": "Printer", "body": "Open the tray."}])
    tickets = write_csv(tmp_path / "t.csv", REQUESTS)
    assert run("index", "articles", articles, "--bundle", bundle).code == 0
    assert run("index", "tickets", tickets, "--bundle", bundle).code == 0
    assert not Path(f"{bundle}.state").exists()
    assert run("search", "duplicates", bundle, tickets, "--output", tmp_path / "hits.jsonl").code == 0
    assert [row["hits"][0]["id"] for row in read_jsonl(tmp_path / "hits.jsonl")] == ["2", "1"]
    done = run("doctor", bundle)
    assert done.code == 0, done.out + done.err
    assert "PostgreSQL" in done.out
    assert "1 articles, 2 tickets" in done.out
    assert run("privacy", "export", bundle, "R1", "--output", tmp_path / "person.jsonl").code == 0
    assert [json.loads(line)["id"] for line in (tmp_path / "person.jsonl").read_text().splitlines()] == ["1"]
    erased = run("privacy", "erase", bundle, "R1", "--yes")
    assert erased.code == 0, erased.err
    assert "1 ticket" in erased.err
    assert run("export", "training", bundle, "--output", tmp_path / "training.jsonl").code == 0
    assert run("report", "knowledge", bundle, "--output", tmp_path / "knowledge").code == 0
    assert run("report", "deflection", bundle, "--output", tmp_path / "deflection").code == 0
    refused = run("backup", bundle, "--output", tmp_path / "backup")
    assert refused.code == 2
    assert "pg_dump" in refused.complaint
    refused = run("restore", tmp_path / "t.csv", "--bundle", bundle)
    assert "is no backup" in refused.complaint


@pytest.mark.both_engines
def test_a_state_that_another_writer_holds_is_one_sentence(
    run: Run, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("firstline.kb_index.sqlite_backend.BUSY_MILLISECONDS", 100)
    monkeypatch.setattr("firstline.kb_index.postgresql_backend.WAIT_MILLISECONDS", 100)
    database = Database.open(place)
    with database.write():
        done = run("keys", "add", "console", "--scope", "predict", "--state", place)
    database.close()
    assert done.code == 1
    assert "the state cannot be used now" in done.complaint
