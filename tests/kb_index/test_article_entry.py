"""Tests of article_entry: what is encoded and indexed of an article."""

import numpy as np

from firstline.datasets.article import Article
from firstline.kb_index.article_entry import article_entries, article_texts
from firstline.kb_index.vocabulary import Vocabulary

ARTICLE = Article(
    id="A1",
    title="Repair the mailbox",
    body="Open the panel and press Repair.",
    tags=("outlook",),
    questions=("Why do my letters not arrive?", "Where is my post?"),
)


def _vectors(texts: int) -> np.ndarray:
    return np.eye(texts, 8, dtype=np.float32)


def test_title_passages_and_questions_are_encoded_in_this_order() -> None:
    texts = article_texts(ARTICLE)
    assert texts[0] == "Repair the mailbox"
    assert "press Repair" in texts[1]
    assert list(texts[2:]) == ["Why do my letters not arrive?", "Where is my post?"]


def test_a_question_shows_the_passage_that_is_most_like_it() -> None:
    body = "\n\n".join(f"# {name}\n\n{'One of many words. ' * 10}" for name in ("Panel", "Post"))
    article = ARTICLE.model_copy(update={"body": body})
    title, panel, post = _vectors(3)
    vectors = np.stack([title, panel, post, post, panel, panel, post])
    entries = list(article_entries(article, vectors, Vocabulary().learn))
    assert [entry.record.passage.heading for entry in entries] == ["Panel", "Post", "Post", "Panel"]


def test_a_question_is_a_row_of_its_own() -> None:
    vocabulary = Vocabulary()
    entries = list(article_entries(ARTICLE, _vectors(4), vocabulary.learn))
    assert len(entries) == 3
    assert {entry.record.passage.text for entry in entries} == {"Open the panel and press Repair."}
    assert np.array_equal(entries[1].vector, _vectors(4)[2])
    asked = set(entries[1].terms["words"].tolist())
    assert asked == set(vocabulary.known(["whi", "do", "my", "letter", "not", "arriv"]).tolist())


def test_tags_and_the_title_are_words_of_every_passage() -> None:
    vocabulary = Vocabulary()
    (passage, *_) = article_entries(ARTICLE, _vectors(4), vocabulary.learn)
    words = passage.terms["words"].tolist()
    (mailbox,), (outlook,) = vocabulary.known(["mailbox"]).tolist(), vocabulary.known(["outlook"]).tolist()
    assert words.count(mailbox) == 2
    assert words.count(outlook) == 1


def test_an_article_without_questions_is_what_it_was_before_there_were_any() -> None:
    plain = Article(id="A1", title="Repair", body="Press Repair.")
    assert len(list(article_entries(plain, _vectors(2), Vocabulary().learn))) == 1


def test_a_passage_is_near_what_its_heading_says_and_a_heading_that_is_the_title_says_nothing() -> None:
    body = "\n\n".join(f"# {name}\n\n{'One of many words. ' * 10}" for name in ("Repair  the mailbox", "Post"))
    article = Article(id="A1", title="Repair the mailbox", body=body)
    assert list(article_texts(article))[3:] == ["Post"]
    title, first, second, post = np.eye(4, 8, dtype=np.float32)
    entries = list(article_entries(article, np.stack([title, first, second, post]), Vocabulary().learn))
    assert [float(entry.vector @ post) > 0 for entry in entries] == [False, True]
