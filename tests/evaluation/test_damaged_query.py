"""Tests of damaged_query: the damage is what it says, and the same every time."""

from firstline.evaluation.damaged_query import begun, in_latin_letters, in_wrong_layout, misspelt

RUSSIAN = {"id": "1", "body": "Не работает почта", "language": "ru"}
ENGLISH = {"id": "2", "body": "why does the client refuse my password today again and again", "language": "en"}


def test_russian_in_the_wrong_layout_and_in_latin_letters() -> None:
    assert in_wrong_layout(RUSSIAN)["body"] == "yt hf,jnftn gjxnf"
    assert in_latin_letters(RUSSIAN)["body"] == "ne rabotaet pochta"
    assert in_latin_letters(RUSSIAN)["language"] is None


def test_only_the_beginning_of_a_question_is_left() -> None:
    assert begun(ENGLISH)["body"] == "why does the"


def test_typing_errors_are_the_same_every_time_and_touch_no_short_word() -> None:
    damaged = str(misspelt(ENGLISH)["body"])
    assert damaged == misspelt(ENGLISH)["body"]
    assert damaged != ENGLISH["body"]
    before, after = str(ENGLISH["body"]).split(), damaged.split()
    assert len(before) == len(after)
    assert all(old == new for old, new in zip(before, after, strict=True) if len(old) < 4)
    assert all(abs(len(old) - len(new)) <= 1 for old, new in zip(before, after, strict=True))


def test_other_seeds_make_other_errors() -> None:
    assert len({str(misspelt(ENGLISH, seed=seed)["body"]) for seed in range(5)}) > 1
