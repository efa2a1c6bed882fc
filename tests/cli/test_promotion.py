"""Tests of `firstline models compare` and `promote`: the loop of a data scientist."""

from pathlib import Path

import pytest

from tests.cli.command import Run, as_row, write_jsonl
from tests.registered_desk import held_out

PATIENT = ["--latency-ratio", "20"]  # the machine that runs tests is busy with others


@pytest.fixture
def tickets(tmp_path: Path) -> Path:
    return write_jsonl(tmp_path / "held_out.jsonl", map(as_row, held_out()))


@pytest.fixture
def registry(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch, good_bundle: Path, worse_bundle: Path) -> Path:
    """Version 1 is good, version 2 is worse."""
    monkeypatch.setenv("FIRSTLINE_MLFLOW", str(store))
    for bundle in (good_bundle, worse_bundle):
        assert run("models", "register", bundle).code == 0
    return store


def test_the_first_champion_is_judged_by_itself(run: Run, registry: Path, tickets: Path) -> None:
    done = run("models", "promote", "1", tickets)
    assert done.code == 0, done.err
    assert done.out.endswith("firstline: version 1 is champion\n")


def test_a_worse_model_is_refused_with_the_reason_and_the_champion_stays(
    run: Run, registry: Path, tickets: Path
) -> None:
    run("models", "promote", "1", tickets)
    done = run("models", "promote", "2", tickets, *PATIENT)
    assert done.code == 1
    assert "version 2 is not promoted" in done.complaint
    assert "field category: " in done.complaint
    assert " points)" in done.complaint
    assert "REFUSED" in done.out
    assert len(run("models", "history").out.splitlines()) == 1


def test_a_better_model_is_promoted_and_a_rollback_undoes_it(run: Run, registry: Path, tickets: Path) -> None:
    run("models", "promote", "2", tickets)
    done = run("models", "promote", "1", *PATIENT)  # on the tickets of the champion
    assert done.code == 0, done.err
    assert done.out.endswith("firstline: version 1 is champion, before it version 2\n")
    back = run("models", "rollback", "--reason", "it routed badly")
    assert "version 2 rolled back, before it version 1" in back.out
    lines = run("models", "history").out.splitlines()
    assert len(lines) == 3
    assert lines[-1].endswith(": it routed badly")


def test_force_promotes_all_the_same_and_its_reason_stays(run: Run, registry: Path, tickets: Path) -> None:
    run("models", "promote", "1", tickets)
    assert run("models", "promote", "2", tickets, "--force", "the old one is unlawful", *PATIENT).code == 0
    last = run("models", "history").out.splitlines()[-1]
    assert "version 2 promoted although gates refused it" in last
    assert last.endswith(": the old one is unlawful")


def test_a_tampered_bundle_is_refused(run: Run, registry: Path, tickets: Path) -> None:
    for file in registry.glob("artifacts/models/*/artifacts/data/*/policy.json"):
        file.write_text(file.read_text() + " ")
    done = run("models", "promote", "1", tickets)
    assert done.code == 1
    assert "integrity: " in done.complaint
    assert "policy.json is damaged" in done.complaint
    assert "no champion yet" in run("models", "history").err


def test_without_tickets_there_must_be_some_to_remember(run: Run, registry: Path, tickets: Path) -> None:
    done = run("models", "promote", "1")
    assert (done.code, "name held-out ones" in done.complaint) == (2, True)
    run("models", "promote", "1", tickets)
    tickets.write_text(tickets.read_text() + "\n")
    done = run("models", "promote", "2")
    assert (done.code, "has changed" in done.complaint) == (2, True)


def test_the_champion_and_strangers_are_not_promoted(run: Run, registry: Path, tickets: Path) -> None:
    run("models", "promote", "1", tickets)
    assert "champion already" in run("models", "promote", "champion", tickets).complaint
    done = run("models", "promote", "9", tickets)
    assert (done.code, "versions: 2, 1; aliases: champion" in done.complaint) == (2, True)


def test_versions_and_folders_are_compared_and_nothing_changes(
    run: Run, registry: Path, tickets: Path, good_bundle: Path
) -> None:
    done = run("models", "compare", "2", good_bundle, tickets, *PATIENT)
    assert done.code == 0, done.err
    assert "REFUSED" not in done.out
    done = run("models", "compare", good_bundle, "models:/firstline/2", tickets, *PATIENT)
    assert done.code == 0, done.err
    assert "REFUSED" in done.out
    assert "no champion yet" in run("models", "history").err


def test_a_tolerance_that_is_told_counts(run: Run, registry: Path, tickets: Path) -> None:
    run("models", "promote", "1", tickets)
    done = run("models", "promote", "2", "--tolerance", "1", "--language-tolerance", "1", *PATIENT)
    assert "field category" not in done.complaint
    assert "better or equal" in done.complaint
