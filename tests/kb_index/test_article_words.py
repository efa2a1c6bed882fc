"""Tests of the article words: a snapshot keeps them, and they are never those of earlier versions."""

from dataclasses import replace
from pathlib import Path

import pytest

from firstline.datasets.article import Article
from firstline.kb_index.article_words import ArticleWords
from firstline.kb_index.snapshot import Snapshot
from firstline.kb_index.state import State
from firstline.models.encoder import Encoder

TYPED = "pritner papr netwrok "


def _article(number: int, words: str) -> Article:
    return Article(id=str(number), title=f"Topic {number}", body=f"# Part\n\n{words}")


@pytest.fixture
def filled(place: str, encoder: Encoder) -> str:
    with State.open(place, encoder=encoder) as state:
        state.articles.put([_article(1, "The printer needs paper."), _article(2, "Nothing of the kind.")])
        state.optimise()
    return place


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were read to learn words of them."""
    said, read = ArticleWords.spelling.fget, []
    assert said is not None

    def listening(words: ArticleWords) -> object:
        if words._spelling is None:
            read.extend(words._texts())
        return said(words)

    monkeypatch.setattr(ArticleWords, "spelling", property(listening))
    return read


@pytest.mark.both_engines
def test_a_snapshot_spells_as_the_articles_did_and_no_article_is_read(
    filled: str, encoder: Encoder, asked: list[str]
) -> None:
    with State.open(filled, encoder=encoder) as state:
        assert state.articles.repaired(TYPED) == "printer paper netwrok "
        assert asked == []
        state.articles.put([_article(3, "A network.")])
        assert state.articles.repaired(TYPED) == "printer paper network "


def test_articles_that_changed_since_the_snapshot_are_read_anew(
    filled: str, encoder: Encoder, asked: list[str]
) -> None:
    with State.open(filled, encoder=encoder) as state:
        state.articles.put([_article(1, "The network needs time.")])
    with State.open(filled, encoder=encoder) as state:
        assert state.articles.repaired(TYPED).endswith("network ")
        assert asked


def test_a_snapshot_holds_no_word_that_only_an_earlier_version_had(filled: str, encoder: Encoder) -> None:
    with State.open(filled, encoder=encoder) as state:
        state.articles.delete("1")
        state.optimise()
    with State.open(filled, encoder=encoder) as state:
        assert state.articles.repaired(TYPED) == TYPED


@pytest.mark.parametrize("held", [None, b"[1]"])
def test_a_snapshot_without_words_or_with_strange_ones_is_no_failure(
    filled: str, encoder: Encoder, held: bytes | None
) -> None:
    folder = Path(filled) / "snapshots"
    snapshot = Snapshot.read(folder, "articles", encoder=encoder.fingerprint)
    assert snapshot is not None
    documents = {name: text for name, text in snapshot.documents.items() if name != "spelling"}
    header = {name: value for name, value in snapshot.header.items() if name not in {"format", "file", "sha256"}}
    replace(snapshot, header=header, documents={**documents, **({"spelling": held} if held else {})}).write(
        folder, "articles"
    )
    with State.open(filled, encoder=encoder) as state:
        assert state.articles.repaired(TYPED) == "printer paper netwrok "
