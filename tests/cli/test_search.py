"""Tests of `firstline search`."""

import math
import shutil
import sys
from pathlib import Path

import pytest

from firstline.cli.main import main
from tests.cli.command import Run, as_row, files_in, read_jsonl, write_csv, write_jsonl
from tests.training.small_desk import small_desk

TICKETS = small_desk(dated=True)[:40]


@pytest.fixture(scope="module")
def indexed(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle with 40 tickets and 26 articles, one of them internal, in the state beside it."""
    bundle = Path(shutil.copytree(small_bundle, tmp_path_factory.mktemp("indexed") / "desk"))
    articles: list[dict[str, object]] = [
        {"id": f"A{n}", "title": f"{t.category} {n}", "body": t.body, "updated_at": "2025-05-01T08:00:00+02:00"}
        for n, t in enumerate(TICKETS[:25])
    ]
    articles.append(
        {"id": "SECRET", "title": "Canary zebra", "body": "The canary zebra procedure.", "visibility": "internal"}
    )
    kb = write_jsonl(bundle.with_name("kb.jsonl"), articles)
    tickets = write_jsonl(bundle.with_name("tickets.jsonl"), map(as_row, TICKETS))
    with pytest.MonkeyPatch.context() as patch:
        for what, path in (("articles", kb), ("tickets", tickets)):
            patch.setattr(sys, "argv", ["firstline", "index", what, str(path), "--bundle", str(bundle)])
            with pytest.raises(SystemExit, match="0"):
                main()
    return bundle


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "hits.jsonl"


def _queries(output: Path, *rows: dict[str, object]) -> Path:
    return write_jsonl(output.with_name("queries.jsonl"), rows)


@pytest.mark.parametrize("what", ["articles", "duplicates"])
def test_each_query_gets_its_hits_best_first(run: Run, indexed: Path, output: Path, what: str) -> None:
    queries = _queries(output, {"id": "q1", "text": TICKETS[2].body}, {"id": "q2", "subject": "x", "body": "password"})
    done = run("search", what, indexed, queries, "--output", output)
    assert (done.code, done.out, done.err) == (0, "", f"hits of 2 queries in {output}\n")
    rows = read_jsonl(output)
    assert [row["id"] for row in rows] == ["q1", "q2"]
    for row in rows:
        scores = [hit["score"] for hit in row["hits"]]
        assert scores == sorted(scores, reverse=True)
        assert all(math.isfinite(score) for score in scores)
        assert len({hit["id"] for hit in row["hits"]}) == len(row["hits"]) == 20
    assert rows[0]["hits"][0]["id"] == {"articles": "A2", "duplicates": "T2"}[what]


@pytest.mark.parametrize("what", ["articles", "duplicates"])
@pytest.mark.parametrize("text", ["", "?", "🙂", "Привет, мир", "zzzz qqqq", "printer"])
def test_there_are_as_many_hits_as_asked_for_whatever_the_query(
    run: Run, indexed: Path, output: Path, what: str, text: str
) -> None:
    for wanted in (1, 26):
        queries = _queries(output, {"id": "q", "text": text})
        assert run("search", what, indexed, queries, "--output", output, "--top-k", wanted).code == 0
        assert len(read_jsonl(output)[0]["hits"]) == wanted


def test_of_fewer_documents_all_are_hits(run: Run, indexed: Path, output: Path) -> None:
    queries = _queries(output, {"id": "q", "text": "printer"})
    for what, count in (("articles", 26), ("duplicates", 40)):
        run("search", what, indexed, queries, "--output", output, "--top-k", 1000)
        assert len(read_jsonl(output)[0]["hits"]) == count


def test_a_ticket_that_is_indexed_does_not_find_itself(run: Run, indexed: Path, output: Path) -> None:
    queries = _queries(output, *({"id": ticket.id, "text": ticket.body} for ticket in TICKETS[:10]))
    run("search", "duplicates", indexed, queries, "--output", output, "--top-k", 50)
    for row, ticket in zip(read_jsonl(output), TICKETS, strict=False):
        found = [hit["id"] for hit in row["hits"]]
        assert row["id"] == ticket.id not in found
        assert len(found) == 39


def test_a_number_for_an_id_is_the_same_id(run: Run, bundle: Path, output: Path) -> None:
    tickets = write_jsonl(output.with_name("t.jsonl"), [{"id": n, "body": f"printer {n}"} for n in range(3)])
    run("index", "tickets", tickets, "--bundle", bundle)
    run("search", "duplicates", bundle, tickets, "--output", output)
    assert [sorted(hit["id"] for hit in row["hits"]) for row in read_jsonl(output)] == [
        ["1", "2"], ["0", "2"], ["0", "1"]]  # fmt: skip


def test_without_dates_all_tickets_are_candidates_and_with_a_date_those_before(
    run: Run, indexed: Path, output: Path
) -> None:
    body = TICKETS[30].body
    fifth = TICKETS[5].created_at
    assert fifth is not None
    queries = _queries(output, {"id": "q1", "text": body}, {"id": "q2", "text": body, "created_at": fifth.isoformat()})
    run("search", "duplicates", indexed, queries, "--output", output, "--top-k", 100)
    free, dated = ({hit["id"] for hit in row["hits"]} for row in read_jsonl(output))
    assert len(free) == 40
    assert dated <= {f"T{number}" for number in range(6)}


def test_an_operator_sees_internal_articles_unless_limited_to_public_ones(
    run: Run, indexed: Path, output: Path
) -> None:
    queries = _queries(output, {"id": "q", "text": "canary zebra procedure"})
    run("search", "articles", indexed, queries, "--output", output)
    assert read_jsonl(output)[0]["hits"][0]["id"] == "SECRET"
    run("search", "articles", indexed, queries, "--output", output, "--visibility", "public", "--top-k", 100)
    assert len(read_jsonl(output)[0]["hits"]) == 25
    assert "SECRET" not in output.read_text()
    assert "zebra procedure" not in output.read_text()


def test_hits_name_what_was_found(run: Run, indexed: Path, output: Path) -> None:
    queries = _queries(output, {"id": "q", "text": TICKETS[2].body})
    run("search", "articles", indexed, queries, "--output", output)
    hit = read_jsonl(output)[0]["hits"][0]
    assert {"id", "score", "title", "passage", "kind", "updated_at", "confidence"} <= set(hit)
    assert hit["updated_at"] == "2025-05-01T08:00:00+02:00"
    assert TICKETS[2].body in hit["passage"]
    run("search", "duplicates", indexed, queries, "--output", output)
    hit = read_jsonl(output)[0]["hits"][0]
    assert {"id", "score", "status", "subject", "created_at"} <= set(hit)
    assert 0 <= hit["score"] <= 1


def test_queries_are_any_ticket_file_and_none_is_lost(run: Run, indexed: Path, output: Path) -> None:
    queries = write_csv(
        output.with_name("queries.csv"),
        [{"id": "7", "body": "printer"}, {"id": "7", "body": ""}, {"id": "", "body": "x"}],
    )
    run("search", "articles", indexed, queries, "--output", output)
    assert [row["id"] for row in read_jsonl(output)] == ["7", "7", "3"]


def test_nothing_indexed_means_no_hits_and_says_which_command_indexes(run: Run, bundle: Path, output: Path) -> None:
    queries = _queries(output, {"id": "q", "text": "x"}, {"id": "r", "text": "y"})
    for what, kind in (("articles", "articles"), ("duplicates", "tickets")):
        done = run("search", what, bundle, queries, "--output", output)
        assert done.code == 0, done.err
        assert read_jsonl(output) == [{"id": "q", "hits": []}, {"id": "r", "hits": []}]
        assert f"warning: no {kind} are indexed yet" in done.err
        assert f"firstline index {kind} PATH --bundle {bundle} does it\n" in done.err
    elsewhere = output.with_name("elsewhere")
    done = run("search", "articles", bundle, queries, "--output", output, "--state", elsewhere)
    assert f"--bundle {bundle} --state {elsewhere} does it\n" in done.err


def test_the_state_may_lie_elsewhere(
    run: Run, indexed: Path, bundle: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = indexed.with_name("desk.state")
    queries = _queries(output, {"id": "q", "text": "printer"})
    run("search", "articles", bundle, queries, "--output", output, "--state", state)
    assert len(read_jsonl(output)[0]["hits"]) == 20
    monkeypatch.setenv("FIRSTLINE_STATE", str(state))
    run("search", "duplicates", bundle, queries, "--output", output)
    assert len(read_jsonl(output)[0]["hits"]) == 20


@pytest.mark.parametrize("top_k", ["0", "-1", "1001", "many"])
def test_an_impossible_number_of_hits_ends_with_2(run: Run, indexed: Path, output: Path, top_k: str) -> None:
    queries = _queries(output, {"id": "q", "text": "x"})
    assert run("search", "articles", indexed, queries, "--output", output, "--top-k", top_k).code == 2
    assert not output.exists()


def test_a_path_that_does_not_exist_ends_with_2(run: Run, indexed: Path, output: Path, tmp_path: Path) -> None:
    queries = _queries(output, {"id": "q", "text": "x"})
    for what in ("articles", "duplicates"):
        assert run("search", what, tmp_path / "none", queries, "--output", output).code == 2
        assert run("search", what, indexed, tmp_path / "none", "--output", output).code == 2
    assert files_in(tmp_path) == ["queries.jsonl"]


def test_a_state_that_is_a_file_is_one_readable_line(run: Run, indexed: Path, output: Path) -> None:
    queries = _queries(output, {"id": "q", "text": "x"})
    done = run("search", "articles", indexed, queries, "--output", output, "--state", queries)
    assert done.code in {1, 2}
    assert str(queries) in done.complaint


@pytest.mark.parametrize("what", ["articles", "duplicates"])
def test_queries_of_which_no_text_was_read_are_warned_of(run: Run, indexed: Path, output: Path, what: str) -> None:
    done = run("search", what, indexed, _queries(output, {"id": "q1", "title": "password"}), "--output", output)
    assert done.code == 0
    assert "warning: no text was read in 1 row" in done.err
    assert "--map title=subject" in done.err
    assert f"hits of 1 query in {output}" in done.err
