"""Tests of `firstline index`."""

import json
import shutil
import sys
from io import StringIO
from pathlib import Path

import pytest

from firstline.models.bundle import Bundle
from tests.cli.command import Run, as_row, files_in, read_jsonl, write_csv, write_jsonl
from tests.kb_index import linked_desk
from tests.tiny_encoder import build_tiny_encoder
from tests.training.small_desk import few, small_desk, train_small_bundle

ARTICLES = [
    {"id": f"A{n}", "title": title, "body": body, "visibility": "internal" if n == 3 else "public"}
    for n, (title, body) in enumerate(
        [
            ("Paper jams", "Open the tray of the printer and pull the paper out."),
            ("Passwords", "Choose *forgot my password* on the login page."),
            ("Invoices", "Receipts and refunds are under billing."),
            ("Master password", "Staff only: the master password lies in the safe."),
        ]
    )
]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return write_jsonl(tmp_path / "articles.jsonl", ARTICLES)


@pytest.fixture
def tickets(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "tickets.csv", map(as_row, few(20)))


def _hits(run: Run, bundle: Path, what: str, text: str, *more: object) -> list[str]:
    """The ids that a search for one text finds."""
    query = write_jsonl(bundle.with_name("query.jsonl"), [{"id": "q", "text": text}])
    output = bundle.with_name("hits.jsonl")
    done = run("search", what, bundle, query, "--output", output, *more)
    assert done.code == 0, done.err
    return [hit["id"] for hit in read_jsonl(output)[0]["hits"]]


def test_articles_are_put_and_found(run: Run, bundle: Path, articles: Path) -> None:
    done = run("index", "articles", articles, "--bundle", bundle)
    assert (done.code, done.out) == (0, "4 articles put, 4 in the knowledge base\n")
    assert _hits(run, bundle, "articles", "paper jam of the printer")[0] == "A0"


def test_tickets_are_put_and_found(run: Run, bundle: Path, tickets: Path) -> None:
    done = run("index", "tickets", tickets, "--bundle", bundle)
    assert (done.code, done.out) == (0, "20 tickets put, 20 in the duplicate index\n")
    assert _hits(run, bundle, "duplicates", few(20)[3].body)[0] == "T3"


@pytest.mark.parametrize("order", [("articles", "tickets"), ("tickets", "articles")])
def test_articles_and_tickets_are_indexed_in_either_order(
    run: Run, bundle: Path, articles: Path, tickets: Path, order: tuple[str, str]
) -> None:
    paths = {"articles": articles, "tickets": tickets}
    for what in order:
        assert run("index", what, paths[what], "--bundle", bundle).code == 0
    assert _hits(run, bundle, "articles", "paper jam of the printer")[0] == "A0"
    assert _hits(run, bundle, "duplicates", few(20)[3].body)[0] == "T3"


def test_a_second_time_changes_nothing(run: Run, bundle: Path, articles: Path, tickets: Path) -> None:
    for _ in range(2):
        assert run("index", "articles", articles, "--bundle", bundle).out.endswith("4 in the knowledge base\n")
        assert run("index", "tickets", tickets, "--bundle", bundle).out.endswith("20 in the duplicate index\n")
    assert sorted(_hits(run, bundle, "articles", "password")) == ["A0", "A1", "A2", "A3"]


def test_a_second_time_updates_what_changed_and_keeps_the_rest(run: Run, bundle: Path, articles: Path) -> None:
    run("index", "articles", articles, "--bundle", bundle)
    changed = {"id": "A0", "title": "Coffee", "body": "The coffee machine leaks espresso."}
    more = write_jsonl(
        articles.with_name("more.jsonl"), [changed, {"id": "A9", "title": "Keys", "body": "At the desk."}]
    )
    done = run("index", "articles", more, "--bundle", bundle)
    assert done.out == "2 articles put, 5 in the knowledge base\n"
    assert _hits(run, bundle, "articles", "the coffee machine leaks")[0] == "A0"


def _linked(tmp_path: Path, count: int, **more: object) -> tuple[Path, Path]:
    """Articles, and tickets that say which of them answered."""
    kb = write_jsonl(
        tmp_path / "linked-kb.jsonl", [article.model_dump(mode="json") for article in linked_desk.articles()]
    )
    tickets = [ticket.model_copy(update=more) for ticket in linked_desk.links(count)]
    return kb, write_csv(tmp_path / "linked.csv", [{**as_row(t), "article_ids": t.article_ids[0]} for t in tickets])


@pytest.mark.parametrize("order", [("articles", "tickets"), ("tickets", "articles")])
def test_resolved_tickets_that_name_articles_teach_their_order(
    run: Run, bundle: Path, tmp_path: Path, order: tuple[str, str]
) -> None:
    paths = dict(zip(("articles", "tickets"), _linked(tmp_path, 100), strict=True))
    first, second = (run("index", what, paths[what], "--bundle", bundle).out for what in order)
    assert "name an article" not in first
    assert "100 resolved tickets name an article; of 50 newer ones the right one came first for " in second
    assert second.endswith(": the order of articles is learned from them\n")
    asked = linked_desk.SAID["telephony"]
    assert _hits(run, bundle, "articles", asked)[0] == "telephony"


def test_too_few_links_are_said_and_teach_nothing(run: Run, bundle: Path, tmp_path: Path) -> None:
    kb, tickets = _linked(tmp_path, 49)
    run("index", "articles", kb, "--bundle", bundle)
    done = run("index", "tickets", tickets, "--bundle", bundle)
    assert "49 resolved tickets name an article; 50 are wanted to learn the order of articles from them" in done.out


def test_links_that_say_nothing_are_left_out_of_the_order(run: Run, bundle: Path, tmp_path: Path) -> None:
    kb, tickets = _linked(tmp_path, 60, body="the same words every time")
    run("index", "articles", kb, "--bundle", bundle)
    before = _hits(run, bundle, "articles", "peripheral")
    done = run("index", "tickets", tickets, "--bundle", bundle)
    assert "no better: they are left out of the order" in done.out
    assert _hits(run, bundle, "articles", "peripheral") == before


def test_a_folder_of_markdown_is_a_knowledge_base(run: Run, bundle: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kb"
    (folder / "printers").mkdir(parents=True)
    (folder / "printers" / "jam.md").write_text("---\nid: J1\ntitle: Paper jams\n---\nPull the paper out.\n")
    (folder / "plain.md").write_text("# Passwords\n\nReset it on the login page.\n")
    done = run("index", "articles", folder, "--bundle", bundle)
    assert (done.code, done.out) == (0, "2 articles put, 2 in the knowledge base\n")
    assert _hits(run, bundle, "articles", "paper jam")[0] == "J1"


def test_the_state_lies_beside_the_bundle_which_stays_as_it_was(
    run: Run, bundle: Path, articles: Path, tmp_path: Path
) -> None:
    version = Bundle.load(bundle).version
    before = files_in(bundle)
    run("index", "articles", articles, "--bundle", bundle)
    assert (tmp_path / "desk.state").is_dir()
    assert (Bundle.load(bundle).version, files_in(bundle)) == (version, before)


def test_the_state_may_lie_elsewhere(
    run: Run, bundle: Path, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("index", "articles", articles, "--bundle", bundle, "--state", tmp_path / "given")
    assert not (tmp_path / "desk.state").exists()
    assert _hits(run, bundle, "articles", "paper jam of the printer", "--state", tmp_path / "given")[0] == "A0"
    monkeypatch.setenv("FIRSTLINE_STATE", str(tmp_path / "given"))
    assert _hits(run, bundle, "articles", "paper jam of the printer")[0] == "A0"
    assert not (tmp_path / "desk.state").exists()


def test_drafts_are_left_out_and_unread_keys_are_named(run: Run, bundle: Path, tmp_path: Path) -> None:
    rows = [
        {**ARTICLES[0], "author": "x", "Visibility": None},
        {**ARTICLES[1], "draft": True},
        {"ID": "S", "Title": "Safe", "Body": "The master password.", "Visibility": "internal", "author": "y"},
    ]
    done = run("index", "articles", write_jsonl(tmp_path / "kb.jsonl", rows), "--bundle", bundle)
    assert (done.code, done.out) == (0, "2 articles put, 2 in the knowledge base\n")
    assert "1 draft left out: A1 (draft: true)" in done.err
    assert "in how many articles: author (2)" in done.err
    assert _hits(run, bundle, "articles", "master password of the safe", "--visibility", "public") == ["A0"]


def test_a_translation_of_what_is_not_there_is_named_and_one_of_itself_rejected(
    run: Run, bundle: Path, tmp_path: Path
) -> None:
    rows = [{**ARTICLES[0], "translation_of": "gone"}, {**ARTICLES[1], "translation_of": "A1"}, ARTICLES[2]]
    path = write_jsonl(tmp_path / "kb.jsonl", rows)
    done = run("index", "articles", path, "--bundle", bundle, "--max-rejected", "50%")
    assert (done.code, done.out) == (0, "2 articles put, 2 in the knowledge base\n")
    assert "translations of articles that are not here: A0 (of gone)" in done.err
    assert "itself" in read_jsonl(path.with_name("kb.jsonl.rejected.jsonl"))[0]["reason"]


def test_what_is_no_longer_in_the_files_is_named_and_pruned(run: Run, bundle: Path, tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "kb.jsonl", ARTICLES)
    assert "--prune" not in run("index", "articles", path, "--bundle", bundle).err
    write_jsonl(path, [ARTICLES[0], {**ARTICLES[1], "draft": True}])
    said = run("index", "articles", path, "--bundle", bundle)
    assert (said.out, "A1, A2, A3; --prune" in said.err) == ("1 article put, 4 in the knowledge base\n", True)
    write_jsonl(path, [ARTICLES[0], {"id": "A1", "body": ""}])
    kept = run("index", "articles", path, "--bundle", bundle, "--prune", "--max-rejected", "50%")
    assert (kept.out, "kept, for a rejected row" in kept.err) == ("1 article put, 4 in the knowledge base\n", True)
    write_jsonl(path, [ARTICLES[0]])
    done = run("index", "articles", path, "--bundle", bundle, "--prune")
    assert (done.out, "3 articles taken away" in done.err) == ("1 article put, 1 in the knowledge base\n", True)


def test_at_a_terminal_pruning_asks_unless_told_yes(
    run: Run, bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    path = write_jsonl(tmp_path / "kb.jsonl", ARTICLES)
    run("index", "articles", path, "--bundle", bundle)
    index = ("index", "articles", write_jsonl(path, ARTICLES[:3]), "--bundle", bundle, "--prune")
    monkeypatch.setattr(sys, "stdin", Terminal("n\n"))
    kept = run(*index)
    assert (kept.code, kept.out) == (0, "3 articles put, 4 in the knowledge base\n")
    assert "not in these files: A3" in kept.err
    monkeypatch.setattr(sys, "stdin", Terminal("y\n"))
    assert run(*index).out == "3 articles put, 3 in the knowledge base\n"
    run("index", "articles", write_jsonl(path, ARTICLES), "--bundle", bundle)
    write_jsonl(path, ARTICLES[:3])
    monkeypatch.setattr(sys, "stdin", Terminal(""))
    assert run(*index, "--yes").out == "3 articles put, 3 in the knowledge base\n"


def test_bad_articles_lie_beside_the_file_and_are_counted(run: Run, bundle: Path, tmp_path: Path) -> None:
    rows = [*ARTICLES, {"id": "A1", "title": "again", "body": "secret xyzzy"}, {"id": "A8", "title": "", "body": ""}]
    file = write_jsonl(tmp_path / "kb.jsonl", rows)
    done = run("index", "articles", file, "--bundle", bundle, "--max-rejected", "50%")
    assert done.code == 0, done.err
    assert [row["id"] for row in read_jsonl(tmp_path / "kb.jsonl.rejected.jsonl")] == ["A1", "A8"]
    assert "xyzzy" not in (tmp_path / "kb.jsonl.rejected.jsonl").read_text()
    assert "2 " in done.out + done.err
    assert "reject" in done.out + done.err


def test_bad_tickets_lie_beside_the_file_and_are_counted(run: Run, bundle: Path, tmp_path: Path) -> None:
    file = write_jsonl(tmp_path / "t.jsonl", [*map(as_row, few(30)), {"id": "empty", "body": ""}])
    done = run("index", "tickets", file, "--bundle", bundle)
    assert done.code == 0, done.err
    assert [row["id"] for row in read_jsonl(tmp_path / "t.jsonl.rejected.jsonl")] == ["empty"]
    assert "1 " in done.out + done.err
    assert "reject" in done.out + done.err


@pytest.mark.parametrize("what", ["articles", "tickets"])
def test_too_many_bad_rows_are_an_error_and_put_nothing(run: Run, bundle: Path, tmp_path: Path, what: str) -> None:
    rows = [{"id": "1", "title": "good", "body": "printer"}, {"id": "2", "body": ""}, {"id": "3", "body": ""}]
    file = write_jsonl(tmp_path / "rows.jsonl", rows)
    done = run("index", what, file, "--bundle", bundle)
    assert done.code == 2
    assert "2 of 3 rows were rejected" in done.complaint
    assert f"all of them are in {file}.rejected.jsonl" in done.complaint
    assert [row["id"] for row in read_jsonl(tmp_path / "rows.jsonl.rejected.jsonl")] == ["2", "3"]
    assert run("index", what, file, "--bundle", bundle, "--max-rejected", "70%").code == 0


@pytest.mark.parametrize("what", ["articles", "tickets"])
def test_a_path_that_does_not_exist_ends_with_2(run: Run, bundle: Path, tmp_path: Path, what: str) -> None:
    done = run("index", what, tmp_path / "none", "--bundle", bundle)
    assert (done.code, str(tmp_path / "none") in done.complaint) == (2, True)
    done = run("index", what, tmp_path, "--bundle", tmp_path / "no bundle")
    assert done.code == 2
    assert done.complaint


def test_an_empty_knowledge_base_ends_with_2(run: Run, bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "kb").mkdir()
    done = run("index", "articles", tmp_path / "kb", "--bundle", bundle)
    assert (done.code, bool(done.complaint)) == (2, True)


def test_a_file_of_tickets_is_no_knowledge_base(run: Run, bundle: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "t.csv", ({k: v for k, v in as_row(t).items() if k != "subject"} for t in few(5)))
    done = run("index", "articles", file, "--bundle", bundle)
    assert done.code == 2
    assert (
        "tickets came (columns category, priority, skill_group, no title) where articles are wanted" in done.complaint
    )
    assert "firstline index tickets" in done.complaint
    assert not (tmp_path / "desk.state").exists()


def test_a_knowledge_base_is_no_file_of_tickets(run: Run, bundle: Path, articles: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kb"
    folder.mkdir()
    (folder / "plain.md").write_text("# Passwords\n\nReset it on the login page.\n")
    for path in (folder, articles):
        done = run("index", "tickets", path, "--bundle", bundle)
        assert done.code == 2
        assert "articles" in done.complaint
        assert "tickets" in done.complaint
        assert "firstline index articles" in done.complaint
    assert not (tmp_path / "desk.state").exists()


def test_their_columns_are_mapped(run: Run, bundle: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "t.csv", [{"Nummer": "N1", "Text": "the printer shows a paper jam"}])
    done = run("index", "tickets", file, "--bundle", bundle, "--map", "Nummer=id", "--map", "Text=body")
    assert done.code == 0, done.err
    assert _hits(run, bundle, "duplicates", "printer jam") == ["N1"]


def test_the_names_of_their_article_keys_are_mapped(run: Run, bundle: Path, tmp_path: Path) -> None:
    file = write_jsonl(tmp_path / "kb.jsonl", [{"nr": "K1", "headline": "Jams", "content": "Pull the paper out."}])
    maps = ["--map", "nr=id", "--map", "headline=title", "--map", "content=body"]
    done = run("index", "articles", file, "--bundle", bundle, *maps)
    assert done.code == 0, done.err
    assert _hits(run, bundle, "articles", "paper") == ["K1"]


def test_another_encoders_state_is_encoded_anew(
    run: Run, bundle: Path, articles: Path, tickets: Path, tmp_path: Path
) -> None:
    """A desk that was trained again with another encoder keeps what it had indexed."""
    run("index", "articles", articles, "--bundle", bundle)
    other = train_small_bundle(tmp_path / "other", build_tiny_encoder(tmp_path / "enc", seed=1), small_desk()[:30])
    shutil.rmtree(bundle)
    other.rename(bundle)
    query = write_jsonl(tmp_path / "q.jsonl", [{"id": "q", "text": "paper"}])
    done = run("search", "articles", bundle, query, "--output", tmp_path / "h.jsonl")
    assert (done.code, bool(done.complaint)) == (2, True)
    assert not (tmp_path / "h.jsonl").exists()
    assert run("index", "tickets", tickets, "--bundle", bundle).code == 0
    assert _hits(run, bundle, "articles", "paper jam of the printer")[0] == "A0"


def test_hostile_texts_are_indexed(run: Run, bundle: Path, tmp_path: Path) -> None:
    bodies = [
        "🖨️👩‍👩‍👧",
        "\u202eabc",
        "a\x00b",
        "<script>alert(1)</script> printer",
        "x" * 1_000_000,
        "?",
        "'; DROP TABLE",
    ]
    file = write_jsonl(tmp_path / "t.jsonl", ({"id": f"h'{n}", "body": body} for n, body in enumerate(bodies)))
    done = run("index", "tickets", file, "--bundle", bundle)
    assert done.code == 0, done.err
    assert len(_hits(run, bundle, "duplicates", "printer")) == 7
    kb = write_jsonl(tmp_path / "kb.jsonl", ({"id": f"h'{n}", "title": "t", "body": b} for n, b in enumerate(bodies)))
    assert run("index", "articles", kb, "--bundle", bundle).code == 0
    assert json.dumps(_hits(run, bundle, "articles", "printer"))
