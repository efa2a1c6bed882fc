import numpy as np
import pytest

from firstline.datasets.article import Article
from firstline.kb_index.article_entry import article_entries, article_texts
from firstline.kb_index.article_link import ArticleLink
from firstline.kb_index.passage import Passage, split_into_passages
from firstline.kb_index.passage_votes import PassageVotes
from firstline.kb_index.vocabulary import Vocabulary

TRAY = (
    "# The tray\n\nOpen the tray, take the torn paper out and close the tray until it clicks. "
    + "Mind the rollers. " * 8
)
TONER = (
    "# The toner\n\nShake the cartridge and wipe the strip; dark stripes go away after ten pages. " + "Be gentle. " * 8
)
PRINTER = Article(id="printer", title="Printer", body=f"{TRAY}\n\n{TONER}", language="en")
PASSAGES = split_into_passages(PRINTER.body)


def rows_of(article):
    if article != "printer":
        return []
    vectors = np.eye(8, dtype=np.float32)[: len(article_texts(PRINTER))]
    return [entry.record for entry in article_entries(PRINTER, vectors, Vocabulary().learn)]


def link(answer, *, articles=("printer",)):
    return ArticleLink("T-1", "it is broken", "en", "en", np.zeros(4, np.float32), frozenset(articles), None, answer)


@pytest.fixture
def votes():
    told = ["Please take the torn paper out of the tray", "Wiping the strip of the cartridge took the stripes away"]
    return PassageVotes.learn([link(told[0]), link(told[1]), link(None)], rows_of)


def test_the_passage_that_the_nearest_request_was_answered_with_has_most_votes(votes):
    assert len(PASSAGES) == 2
    assert votes.of("printer", PASSAGES, np.array([0.9, 0.2, 0.1], np.float32)).argmax() == 0
    assert votes.of("printer", PASSAGES, np.array([0.2, 0.9, 0.1], np.float32)).argmax() == 1


def test_votes_are_shares_of_one_and_a_request_without_an_answer_has_none(votes):
    said = votes.of("printer", PASSAGES, np.array([0.3, 0.2, 0.9], np.float32))
    assert said.sum() == pytest.approx(1, abs=1e-5)
    assert said[0] > said[1]


def test_nobody_votes_for_a_passage_that_was_changed_since(votes):
    changed = [Passage(f"{one.text} Really.", one.heading, one.sentences) for one in PASSAGES]
    assert votes.of("printer", changed, np.ones(3, np.float32)).tolist() == [0, 0]


def test_nobody_votes_where_no_ticket_says_how_it_was_answered():
    none = PassageVotes.learn([link(None), link("read it", articles=("scanner",))], rows_of)
    assert none.shares.shape == (2, 0)
    assert none.of("printer", PASSAGES, np.ones(2, np.float32)).tolist() == [0, 0]


def test_an_answer_in_another_language_shares_what_names_and_codes_it_shares():
    found = PassageVotes.learn([link("Картридж: CARTRIDGE, strip")], rows_of)
    assert found.of("printer", PASSAGES, np.ones(1, np.float32)).argmax() == 1
