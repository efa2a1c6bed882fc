"""Tests of `firstline assess`."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from firstline.datasets.ticket import Ticket
from tests.cli.command import Run, as_row, files_in, write_csv, write_jsonl
from tests.training.small_desk import small_desk


@pytest.fixture
def encoder(tiny_encoder: Path) -> list[str]:
    return ["--encoder", f"path:{tiny_encoder}"]


def handed_on(tickets: Sequence[Ticket]) -> list[dict[str, object]]:
    """Every third ticket began at the front desk."""
    return [
        as_row(ticket) | {"group_history": (["front"] if n % 3 == 0 else []) + [ticket.skill_group]}
        for n, ticket in enumerate(tickets)
    ]


def test_an_export_becomes_a_page_and_its_figures(run: Run, tmp_path: Path, encoder: list[str]) -> None:
    export = write_jsonl(tmp_path / "export.jsonl", handed_on(small_desk(dated=True)))
    done = run("assess", export, "--output", tmp_path / "out", *encoder)
    assert done.code == 0, done.err
    assert files_in(tmp_path / "out") == ["assessment.html", "assessment.json"]
    assert done.err.endswith(f"{tmp_path / 'out' / 'assessment.html'}\n")
    found = json.loads((tmp_path / "out" / "assessment.json").read_text(encoding="utf-8"))
    assert found["judged"]["kind"] == "time"
    assert found["evaluation"]["routing"]["n"] == found["judged"]["judged"]
    assert found["words"]["headline"] + "\n" == done.out
    assert f"the encoder {Path(encoder[1]).name}" in (tmp_path / "out" / "assessment.html").read_text(encoding="utf-8")
    assert found["automation"][0]["reach"]["needed"] == 59
    assert files_in(tmp_path) == ["export.jsonl", "out"]
    assert "columns of export.jsonl:" in done.err
    assert {"ours": "skill_group", "theirs": "skill_group", "how_sure": "known", "why": "our own name"} in found[
        "columns"
    ]
    assert (found["source"]["files"], found["made_at"][:2]) == (["export.jsonl"], "20")


def test_groups_that_are_numbers_are_said_to_be_no_names(run: Run, tmp_path: Path, encoder: list[str]) -> None:
    desk = small_desk(dated=True)
    numbers = {group: 5000 + n for n, group in enumerate(sorted({str(ticket.skill_group) for ticket in desk}))}
    rows = [as_row(ticket) | {"skill_group": str(numbers[str(ticket.skill_group)])} for ticket in desk]
    done = run("assess", write_jsonl(tmp_path / "export.jsonl", rows), "--output", tmp_path / "out", *encoder)
    assert done.code == 0, done.err
    assert "The export holds numbers, not names, of the group (“5000”)." in done.err
    assert "numbers, not names" in (tmp_path / "out" / "assessment.html").read_text(encoding="utf-8")


def test_columns_of_other_names_are_understood(run: Run, tmp_path: Path, encoder: list[str]) -> None:
    names = {"body": "Description", "category": "Topic", "id": "Ticket ID", "created_at": "Created", "priority": "Prio"}
    rows = [{names.get(k, k): v for k, v in as_row(t).items() if k != "skill_group"} for t in small_desk(dated=True)]
    export = write_csv(tmp_path / "export.csv", rows)
    done = run("assess", export, "--map", "Topic=category", "--output", tmp_path / "out", *encoder)
    assert done.code == 0, done.err
    found = json.loads((tmp_path / "out" / "assessment.json").read_text(encoding="utf-8"))
    assert {field["field"] for field in found["evaluation"]["fields"]} >= {"category"}
    assert any("which group had it first" in line for line in found["words"]["cannot_say"])


def test_a_log_without_text_tells_of_hops_and_is_no_error(run: Run, tmp_path: Path) -> None:
    rows = [{"number": f"INC{n // 2}", "reassignment_count": n % 2, "assignment_group": n % 2 + 50} for n in range(40)]
    done = run("assess", write_csv(tmp_path / "log.csv", rows), "--output", tmp_path / "out")
    assert done.code == 0, done.err
    found = json.loads((tmp_path / "out" / "assessment.json").read_text(encoding="utf-8"))
    assert (found["hops"]["n"], found["hops"]["reassigned"]["value"], found["evaluation"]) == (20, 1.0, None)


def test_a_sample_is_said(run: Run, tmp_path: Path, encoder: list[str]) -> None:
    export = write_jsonl(tmp_path / "export.jsonl", handed_on(small_desk(dated=True)))
    assert run("assess", export, "--sample", "100", "--output", tmp_path / "out", *encoder).code == 0
    found = json.loads((tmp_path / "out" / "assessment.json").read_text(encoding="utf-8"))
    assert (found["judged"]["trained"], found["judged"]["judged"]) == (75, 25)
    assert "not all tickets were used" in (tmp_path / "out" / "assessment.html").read_text(encoding="utf-8")


def test_what_is_not_there_ends_with_2(run: Run, tmp_path: Path) -> None:
    done = run("assess", tmp_path / "none.csv", "--output", tmp_path / "out")
    assert (done.code, bool(done.complaint)) == (2, True)
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_cut_in_its_last_row_is_refused_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    export = write_jsonl(tmp_path / "export.jsonl", handed_on(small_desk(dated=True)))
    export.write_text(export.read_text(encoding="utf-8")[:-30], encoding="utf-8")
    done = run("assess", export, "--output", tmp_path / "out")
    assert done.code == 2
    assert "cut off in the middle of its last row" in done.complaint
    assert not (tmp_path / "out").exists()


def test_articles_with_questions_and_answers_are_used(run: Run, tmp_path: Path, encoder: list[str]) -> None:
    export = write_jsonl(tmp_path / "export.jsonl", handed_on(small_desk(dated=True)))
    rows = [{"question": f"Where is the lamp {n}?", "answer": f"On floor {n}."} for n in range(3)]
    articles = write_jsonl(tmp_path / "articles.jsonl", rows)
    done = run("assess", export, "--articles", articles, "--output", tmp_path / "out", *encoder)
    assert done.code == 0, done.err
    text = (tmp_path / "out" / "assessment.json").read_text(encoding="utf-8")
    assert '"articles_given": 3' in text


def test_articles_without_a_body_are_refused(run: Run, tmp_path: Path) -> None:
    export = write_jsonl(tmp_path / "export.jsonl", handed_on(small_desk(dated=True)))
    articles = write_jsonl(tmp_path / "articles.jsonl", [{"slug": "a", "html": "x"}] * 4)
    done = run("assess", export, "--articles", articles, "--output", tmp_path / "out")
    assert done.code == 2
    assert f"{articles}: 4 rows, none with a body" in done.complaint


def test_conversations_in_which_no_customer_speaks_are_warned_of(run: Run, tmp_path: Path, encoder: list[str]) -> None:
    rows = [row | {"messages": [{"author": "agent", "text": "try this"}]} for row in handed_on(small_desk(dated=True))]
    done = run("assess", write_jsonl(tmp_path / "export.jsonl", rows), "--output", tmp_path / "out", *encoder)
    assert done.code == 0, done.err
    assert f"warning: no customer message was found in any of {len(rows)} conversations" in done.err


def test_an_export_of_which_no_row_is_a_ticket_is_named_itself(run: Run, tmp_path: Path) -> None:
    rows = [{"id": n, "subject": "", "comments": [{"author": "x", "at": "2026-01-01"}]} for n in range(3)]
    done = run("assess", write_jsonl(tmp_path / "export.jsonl", rows), "--output", tmp_path / "out")
    assert done.code == 2
    assert f"{tmp_path / 'export.jsonl'}: none of its 3 rows is a ticket" in done.complaint


def test_a_correction_beside_the_export_is_followed_and_that_is_said(
    run: Run, tmp_path: Path, encoder: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{("Queue" if k == "skill_group" else k): v for k, v in row.items()} for row in handed_on(small_desk())]
    (tmp_path / "data").mkdir()
    export = write_jsonl(tmp_path / "data" / "export.jsonl", rows)
    monkeypatch.chdir(tmp_path)
    for toml in (tmp_path / "firstline.toml", tmp_path / "data" / "firstline.toml"):
        toml.write_text('[columns]\nQueue = "product"\n', encoding="utf-8")
        done = run("assess", export, "--output", tmp_path / "out", *encoder)
        assert done.code == 0, done.err
        assert f"{toml.name}: lies there and is followed" in done.err
        found = json.loads((tmp_path / "out" / "assessment.json").read_text(encoding="utf-8"))
        said = {one["theirs"]: (one["ours"], one["how_sure"]) for one in found["columns"]}
        assert said["Queue"] == ("product", "stated")
        toml.unlink()


def test_a_configuration_of_another_export_is_warned_of(run: Run, tmp_path: Path, encoder: list[str]) -> None:
    names = {"body": "Description", "category": "Topic", "id": "Ticket ID", "skill_group": "Team"}
    rows = [{names.get(k, k): v for k, v in as_row(t).items()} for t in small_desk(dated=True)]
    export = write_csv(tmp_path / "export.csv", rows)
    (tmp_path / "firstline.toml").write_text('[columns]\nBetreff = "subject"\n', encoding="utf-8")
    done = run("assess", export, "--output", tmp_path / "out", *encoder)
    assert done.code == 0, done.err
    assert "seems to be of another export: 1 of its 1 columns" in done.err
