import numpy as np
import pytest
from scipy.sparse import csr_array

from firstline.kb_index.link_wording import MOST_WORDS, LinkWording

REQUESTS = [
    "the copier chews paper",
    "the copier eats paper again",
    "my badge is not read",
    "badge not read at the door",
]
ANSWERED = [[1, 0, 0], [1, 0, 0], [0, 1, 0], [0, 1, 0]]
TITLES = ["peripheral care", "access control", "copier contract"]


def learned(requests=REQUESTS, answered=ANSWERED, titles=TITLES):
    shares = csr_array(np.asarray(answered, dtype=np.float32))
    return LinkWording.fit([text.split() for text in requests], shares, [text.split() for text in titles])


def test_an_article_is_found_by_the_words_of_requests_that_it_answered():
    found = learned().scores(["copier", "paper"])
    assert found.argmax() == 0
    assert found[1] == 0
    assert learned().scores(["the", "badge", "is", "dead"]).argmax() == 1


def test_an_article_that_nobody_named_yet_is_found_by_the_words_of_its_title():
    found = learned().scores(["copier"])
    assert found[2] > found[1] == 0


def test_words_that_stand_together_say_more_than_the_same_words_apart():
    together, apart = (learned().scores(text.split())[1] for text in ("not read", "read it not"))
    assert together > apart > 0


def test_a_likeness_is_a_cosine():
    one = learned(["open the door"] * 2, [[1], [1]], [""])
    assert one.scores(["open", "the", "door"]) == pytest.approx([1])
    assert learned().scores(["open", "the", "door"]).max() < 1


def test_a_word_of_a_single_request_is_left_out():
    assert not learned().scores(["chews"]).any()


@pytest.mark.parametrize("words", [[], ["nobody"], ["ever", "\ud83d"]])
def test_words_that_nobody_used_say_nothing(words):
    np.testing.assert_array_equal(learned().scores(words), np.zeros(3, np.float32))


def test_without_any_words_nothing_is_learned():
    np.testing.assert_array_equal(learned([""] * 4, titles=[""] * 3).scores(["copier"]), np.zeros(3, np.float32))


def test_of_a_pasted_log_only_the_beginning_is_read():
    log = ["trace"] * MOST_WORDS
    np.testing.assert_array_equal(learned().scores([*log, "badge"]), np.zeros(3, np.float32))
    assert learned().scores(["badge", *log]).argmax() == 1
