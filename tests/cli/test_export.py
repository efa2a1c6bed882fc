"""`firstline export` and `train --feedback`: a desk's state to rows, and back into a model."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from firstline.models.bundle import Bundle
from firstline.serving.app import create_app
from firstline.serving.settings import Settings
from tests.cli.command import Run, read_jsonl, write_jsonl
from tests.serving.desk_client import DeskClient
from tests.serving.keyword_bundle import KeywordBundle

CARD = "my card was stolen"


@pytest.fixture
def desk(tmp_path: Path, engine: str, place: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[DeskClient]:
    settings = Settings(bundle=tmp_path / "desk", audit_share=0.0)
    if engine != "sqlite":
        monkeypatch.setenv("FIRSTLINE_STATE", place)
        settings = settings.model_copy(update={"state": place})
    bundle: Any = KeywordBundle()
    with TestClient(create_app(settings, bundle=bundle)) as client:
        yield DeskClient(client, tmp_path)


@pytest.fixture
def state(tmp_path: Path, engine: str, place: str) -> str:
    """Beside the bundle, where serve keeps it by itself, or on a server."""
    return str(tmp_path / "desk.state") if engine == "sqlite" else place


def _confirm(desk: DeskClient, ticket_id: str, value: str, **more: Any) -> None:
    desk.triage({"id": ticket_id, "body": f"{CARD} {ticket_id}", **more})
    desk.put_ticket(ticket_id, f"{CARD} {ticket_id}", **more)
    body = {"ticket_id": ticket_id, "field": "category", "action": "modified", "final_value": value}
    assert desk.http.post("/v1/feedback", json=body).status_code == 201


@pytest.mark.both_engines
def test_decisions_come_once_each_from_one_cursor_to_the_next(
    run: Run, desk: DeskClient, state: str, tmp_path: Path
) -> None:
    output = tmp_path / "out" / "decisions.jsonl"
    made = [desk.triage({"id": str(n), "body": CARD})["decision_id"] for n in range(3)]
    first = run("export", "decisions", "--state", state, "--output", output)
    assert first.code == 0, first.err
    assert [row["decision_id"] for row in read_jsonl(output)] == made
    cursor = Path(f"{output}.cursor").read_text(encoding="utf-8").strip()
    assert first.out.strip() == cursor
    more = [desk.triage({"id": str(n), "body": CARD})["decision_id"] for n in range(2)]
    again = run("export", "decisions", tmp_path / "desk", "--since", cursor, "--output", output)
    assert [row["decision_id"] for row in read_jsonl(output)] == more
    rows = output.read_bytes()
    run("export", "decisions", "--state", state, "--since", cursor, "--output", output)
    assert output.read_bytes() == rows, "the same cursor gives the same rows"
    desk.triage(CARD)
    run("export", "decisions", "--state", state, "--since", cursor, "--until", again.out.strip(), "--output", output)
    assert output.read_bytes() == rows, "also when something was added since"


@pytest.mark.both_engines
def test_no_decision_is_lost_or_comes_twice_while_others_are_made(
    run: Run, desk: DeskClient, state: str, tmp_path: Path
) -> None:
    made: list[str] = []
    desk.triage({"id": "first", "body": CARD})

    def work() -> None:
        made.extend(desk.triage({"id": str(n), "body": CARD}, include=[])["decision_id"] for n in range(60))

    worker = threading.Thread(target=work)
    worker.start()
    cursor, found, working = "decisions:1:0", list[str](), True
    while working:
        working = worker.is_alive()
        done = run("export", "decisions", "--state", state, "--since", cursor, "--output", tmp_path / "d.jsonl")
        cursor = done.out.strip()
        found += [row["decision_id"] for row in read_jsonl(tmp_path / "d.jsonl")]
    worker.join()
    assert found == made


def test_a_decision_row_has_no_words_and_keeps_whom_it_is_for(
    run: Run, desk: DeskClient, state: str, tmp_path: Path
) -> None:
    desk.triage({"id": "N1", "body": CARD, "subject": "zzsecret", "restricted_to": ["board"]}, explain=True)
    run("export", "decisions", "--state", state, "--output", tmp_path / "d.jsonl")
    (row,) = read_jsonl(tmp_path / "d.jsonl")
    assert row["restricted_to"] == ["board"]
    assert row["fields"]["category"]["tier"] == "auto"
    assert "zzsecret" not in json.dumps(row)


def test_feedback_is_exported_as_it_was_given(run: Run, desk: DeskClient, state: str, tmp_path: Path) -> None:
    _confirm(desk, "N1", "rate")
    run("export", "feedback", "--state", state, "--output", tmp_path / "f.jsonl")
    assert read_jsonl(tmp_path / "f.jsonl") == desk.get("/v1/feedback")["items"]


def test_a_time_limits_what_is_exported(run: Run, desk: DeskClient, state: str, tmp_path: Path) -> None:
    desk.triage(CARD)
    for since, count in (("2001-01-01T00:00:00Z", 1), ("2101-01-01T00:00:00Z", 0)):
        done = run("export", "decisions", "--state", state, "--since", since, "--output", tmp_path / "d.jsonl")
        assert len(read_jsonl(tmp_path / "d.jsonl")) == count
        assert done.out.strip() == "decisions:1:0"


def test_training_rows_are_tickets_with_the_labels_that_were_confirmed(
    run: Run, desk: DeskClient, state: str, tmp_path: Path
) -> None:
    _confirm(desk, "N1", "rate", restricted_to=["board"])
    desk.triage({"id": "N2", "body": CARD})
    desk.put_ticket("N2", CARD, status="closed", category="card", priority="low")
    desk.triage({"id": "N3", "body": CARD})
    desk.put_ticket("N3", CARD, status="closed", category="card")
    done = run("export", "training", "--state", state, "--output", tmp_path / "t.jsonl")
    assert done.code == 0, done.err
    first, second = read_jsonl(tmp_path / "t.jsonl")
    assert (first["id"], first["category"], first["label_source"]) == ("N1", "rate", {"category": "person"})
    assert (first["set_by"], first["restricted_to"]) == ({"category": "human"}, ["board"])
    assert (second["id"], second["priority"], second["label_source"]) == ("N2", "low", {"priority": "outcome"})
    assert "category" not in second, "Firstline's own echo is no label"


@pytest.mark.both_engines
def test_training_rows_come_again_only_when_something_new_was_said(
    run: Run, desk: DeskClient, state: str, tmp_path: Path
) -> None:
    def export(*place: str) -> tuple[list[str], str]:
        done = run("export", "training", "--state", state, *place, "--output", tmp_path / "t.jsonl")
        return [f"{row['id']} {row['category']}" for row in read_jsonl(tmp_path / "t.jsonl")], done.out.strip()

    _confirm(desk, "N1", "rate")
    _confirm(desk, "N2", "rate")
    rows, cursor = export()
    assert rows == ["N1 rate", "N2 rate"]
    assert export("--since", cursor) == ([], cursor)
    body = {"ticket_id": "N2", "field": "category", "action": "modified", "final_value": "other"}
    desk.http.post("/v1/feedback", json=body)
    _confirm(desk, "N3", "card")
    rows, later = export("--since", cursor)
    assert rows == ["N2 other", "N3 card"]
    _confirm(desk, "N1", "card")
    assert export("--since", cursor, "--until", later)[0] == ["N2 other", "N3 card"]
    assert export("--since", later)[0] == ["N1 card"]
    assert export("--since", "2001-01-01T00:00:00Z")[0] == ["N1 card", "N2 other", "N3 card"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "name the BUNDLE"),
        (("nowhere",), "no desk's state"),
        (("desk", "--since", "feedback:1:0"), "firstline export feedback"),
        (("desk", "--since", "yesterday"), "not understood"),
    ],
)
def test_what_cannot_be_exported_is_said_and_nothing_is_written(
    run: Run, desk: DeskClient, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    before = sorted(tmp_path.iterdir())
    places = [tmp_path / argument if argument in {"desk", "nowhere"} else argument for argument in arguments]
    done = run("export", "decisions", *places, "--output", tmp_path / "d.jsonl")
    assert (done.code, says in done.complaint) == (2, True)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.both_engines
def test_training_on_feedback_learns_what_people_said_and_not_what_firstline_set(
    run: Run, desk: DeskClient, state: str, tmp_path: Path, tiny_encoder: Path
) -> None:
    history = [
        {"id": f"H{n}-{value}", "body": f"{text} {n}", "category": value}
        for n in range(20)
        for value, text in (("transfer", "please cancel my transfer"), ("rate", "what is the rate of the euro"))
    ]
    echoes = [{"id": f"E{n}", "body": f"{CARD} {n}", "category": "card"} for n in range(10)]
    for row in echoes:
        desk.triage({"id": row["id"], "body": row["body"]}, include=[])
    for n in range(10):
        _confirm(desk, f"N{n}", "other")
    desk.http.put("/v1/fields/category", json={"rename": {"rate": "exchange"}})
    file = write_jsonl(tmp_path / "history.jsonl", [*history, *echoes])
    output, encoder = tmp_path / "new", ("--encoder", f"path:{tiny_encoder}", "--field", "category")
    done = run("train", file, "--output", output, "--feedback", state, *encoder)
    assert done.code == 0, done.err
    bundle = Bundle.load(output)
    assert bundle.values("category") == ("exchange", "other", "transfer")
    assert bundle.manifest.data.labels["category"] == 50
    assert "10 labels confirmed by people" in done.err
    assert "10 have labels that only a machine set" in done.err
    assert run("train", file, "--output", output, *encoder).code == 0
    assert "card" in Bundle.load(output).values("category"), "without the state nobody can tell"


def test_a_state_that_is_not_there_ends_with_2(run: Run, tmp_path: Path, history: Path) -> None:
    done = run("train", history, "--output", tmp_path / "b", "--feedback", tmp_path / "nowhere")
    assert (done.code, "no desk's state" in done.complaint) == (2, True)


@pytest.fixture
def audited(tmp_path: Path) -> Iterator[DeskClient]:
    settings = Settings(bundle=tmp_path / "desk", audit_share=1.0)
    bundle: Any = KeywordBundle()
    with TestClient(create_app(settings, bundle=bundle)) as client:
        yield DeskClient(client, tmp_path)


def test_the_precision_of_auto_is_what_people_decided_of_its_audited_share(
    run: Run, audited: DeskClient, state: str, tmp_path: Path
) -> None:
    _confirm(audited, "N1", "rate")
    for name in ("N2", "N3"):
        audited.triage({"id": name, "body": f"{CARD} {name}"})
        audited.put_ticket(name, f"{CARD} {name}", status="closed", category="card")
    audited.triage({"id": "N4", "body": CARD})
    audited.triage({"id": "N4", "body": CARD})
    output = tmp_path / "audit.jsonl"
    done = run("export", "audit", tmp_path / "desk", "--output", output)
    assert done.code == 0, done.err
    rows = {(row["field"], row["value"]): row for row in read_jsonl(output)}
    whole = rows["category", None]
    assert (whole["decided"], whole["right"], whole["undecided"]) == (3, 2, 1)
    assert whole["precision"]["value"] == pytest.approx(2 / 3)
    assert rows["category", "card"]["decided"] == 3
    assert "66.7 % (20.8–93.9)" in done.out
    assert "accepted" not in done.err


def test_an_audit_whose_suggestion_was_shown_is_warned_of(
    run: Run, audited: DeskClient, state: str, tmp_path: Path
) -> None:
    decision = audited.triage(CARD)["decision_id"]
    body = {"decision_id": decision, "field": "category", "action": "accepted"}
    assert audited.http.post("/v1/feedback", json=body).status_code == 201
    done = run("export", "audit", "--state", state)
    assert "1 of them were accepted" in done.err
    assert "100.0 % (20.7–100.0)" in done.out


def test_where_nothing_was_audited_the_reason_is_said(run: Run, desk: DeskClient, state: str) -> None:
    desk.triage(CARD)
    done = run("export", "audit", "--state", state)
    assert (done.code, done.out) == (0, "nothing was audited: no answer was auto, or serve runs with --audit-share 0\n")
