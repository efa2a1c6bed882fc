"""Requests that nearly repeat one that taught are counted apart."""

from firstline.evaluation.told_before import nearly_repeat, told_before

TAUGHT = ["How do I change the password of my mailbox?", "The printer on floor 3 prints nothing", "Hello"]


def test_a_greeting_around_it_is_no_new_request():
    again = ["Good day! How do I change the password of my mailbox? Thanks", "the printer on floor 3 prints nothing!"]
    assert nearly_repeat(again, TAUGHT) == [True, True]


def test_other_words_are_a_new_request():
    new = [
        "How do I change the name of my printer?",
        "Hello",
        "",
        "The printer on floor 3 prints nothing, and besides that the lamp above it has been flickering for two days "
        "and nobody came to look at it although I have called twice",
    ]
    assert nearly_repeat(new, TAUGHT) == [False] * 4


def test_words_that_all_texts_hold_count_too_but_find_none_alone():
    greeting = "good day to all of you"
    taught = [f"{greeting} item {n} is broken" for n in range(300)]
    assert nearly_repeat([f"{greeting} item 7 is broken", f"{greeting} where is it"], taught) == [True, False]


def test_the_others_are_judged_apart():
    found = told_before([True, True, False, False, False], [True, True, True, False, None])
    assert (found.judged, found.repeated, found.others, found.share) == (4, 2, 2, 0.5)
    assert found.fresh.value == 0.5
    assert told_before([], []).share == 0.0
