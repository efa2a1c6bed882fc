"""Tests of highlight: the sentence that says most of what was asked."""

from firstline.kb_index.highlight import highlight
from firstline.kb_index.passage import Passage, split_into_passages

(PASSAGE,) = split_into_passages("Open the tray. Remove the paper. Close the tray.")


def test_the_sentence_with_the_rarest_shared_words_is_chosen() -> None:
    start, end = highlight(PASSAGE, "en", {"tray": 0.5, "paper": 2.0}) or (0, 0)
    assert PASSAGE.text[start:end] == "Remove the paper."


def test_of_sentences_that_share_as_much_the_first_is_chosen() -> None:
    assert highlight(PASSAGE, "en", {"tray": 1.0}) == PASSAGE.sentences[0]
    assert highlight(PASSAGE, "en", {}) == PASSAGE.sentences[0]


def test_a_word_counts_once_however_often_a_sentence_has_it() -> None:
    (passage,) = split_into_passages("Paper, paper, paper and paper. The tray and the paper.")
    start, end = highlight(passage, "en", {"paper": 1.0, "tray": 0.5}) or (0, 0)
    assert passage.text[start:end] == "The tray and the paper."


def test_a_passage_without_sentences_has_no_highlight() -> None:
    assert highlight(Passage("", None, ()), "en", {"paper": 1.0}) is None
