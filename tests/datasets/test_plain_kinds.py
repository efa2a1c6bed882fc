"""Tests of plain_kinds: what is shipped is well-formed."""

import json
from collections import Counter
from pathlib import Path

from firstline.datasets import plain_kinds as module
from firstline.datasets.plain_kinds import plain_kinds
from firstline.datasets.request_kind import KINDS

FEWEST = 4


def test_each_text_is_there_once_under_a_known_kind() -> None:
    texts = [text for kind in plain_kinds().values() for text in kind]
    assert set(plain_kinds()) <= set(KINDS)
    assert len(texts) == len(set(texts)) > 100
    assert all(text == text.strip() for text in texts)


def test_each_kind_is_there_in_seven_languages_several_times() -> None:
    path = Path(module.__file__).with_name("plain_kinds.jsonl")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for kind in plain_kinds():
        spoken = Counter(row["language"] for row in rows if row["kind"] == kind)
        assert set(spoken) == {"en", "ru", "de", "no", "ja", "fr", "es"}
        assert min(spoken.values()) >= FEWEST, kind


def test_trouble_is_also_reported_in_words_of_thanks_in_every_language() -> None:
    """Where only thanks had them, bitter thanks beside an outage were taken for thanks: nothing asked."""
    thanks = ("thank", "спасибо", "благодар", "dank", "takk", "ありがとう", "感謝", "merci", "gracias")
    texts = plain_kinds()
    bitter = [text for text in texts["incident"] + texts["complaint"] if any(word in text.lower() for word in thanks)]
    assert all(sum(word in text.lower() for text in bitter) >= 2 for word in thanks)
    assert len(bitter) > len(texts["thanks"])


def test_requests_outnumber_the_mails_that_ask_for_nothing() -> None:
    """What asks for nothing was once most of them, and plain requests about mail were taken for it."""
    texts = plain_kinds()
    for kind in ("incident", "how_to", "service_request"):
        assert len(texts[kind]) > max(len(texts["automatic"]), len(texts["thanks"]))


def test_requests_that_speak_of_advertising_stand_beside_it_in_every_language() -> None:
    """Where only spam spoke of offers and links, who asks to be rid of them would be taken for it."""
    offers = ("backlink", "продвижени", "lenker", "被リンク", "liens", "enlaces")
    texts = plain_kinds()
    asked = [text.lower() for kind in ("incident", "how_to", "service_request") for text in texts[kind]]
    assert all(any(word in text for text in asked) for word in offers)
    assert len(texts["spam"]) < len(asked) / 3
