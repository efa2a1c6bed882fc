"""Sentences that give a value away."""

from firstline.evaluation.telling_sentence import sentences, telling_sentences


def test_sentences_end_at_marks_and_lines() -> None:
    assert sentences("Hello,\nit  is broken. Please look!") == ["Hello,", "it is broken.", "Please look!"]


def texts(end: str) -> tuple[list[str], list[str]]:
    """Texts of two values in turn, of which those of the first end alike."""
    labels = ["a" if n % 2 else "b" for n in range(240)]
    said = [f"the thing number {n} in room {n} is broken. {end if n % 2 else 'Thanks a lot then.'}" for n in range(240)]
    return labels, said


def test_an_end_of_one_value_only_is_told_and_a_greeting_of_all_is_not() -> None:
    assert dict(telling_sentences(*texts("We have replaced it."))) == {
        "a": "we have replaced it.",
        "b": "thanks a lot then.",
    }
    assert list(telling_sentences(*texts("Thanks a lot then."))) == []


def test_a_request_that_many_send_word_for_word_is_their_own() -> None:
    labels = ["a" if n % 2 else "b" for n in range(240)]
    assert list(telling_sentences(labels, ["I need a new card" if n % 2 else f"thing {n}" for n in range(240)])) == []
