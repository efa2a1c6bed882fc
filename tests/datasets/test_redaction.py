"""Tests of redaction: what has the form of personal data or a secret goes, and nothing else."""

import re
import time
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from firstline.datasets.redaction import PERSONAL_KINDS, redact
from tests.datasets.redaction_cases import CASES

_MARKED = re.compile(r"\[\[(\w+):(.*?)\]\]")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("write to foo.bar+x@example.co.uk please", "write to <email> please"),
        ("ring +47 22 33 44 55 or (020) 7946 0018", "ring <phone> or <phone>"),
        ("тел. 8 (495) 123-45-67", "тел. <phone>"),
        ("card 4111 1111 1111 1111, thanks", "card <card>, thanks"),
        ("card 5500-0000-0000-0004", "card <card>"),
        ("IBAN NO93 8601 1117 947", "IBAN <iban>"),
        ("DE89370400440532013000 is mine", "<iban> is mine"),
        ("my password: hunter2! works", "my password: <secret> works"),
        ("Пароль: qwerty12", "Пароль: <secret>"),
        ("key sk_live_abcdefgh1234", "key <secret>"),
        ("AKIAIOSFODNN7EXAMPLE", "<secret>"),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- end", "<secret> end"),
    ],
)
def test_personal_data_and_secrets_are_replaced_by_their_kind(text: str, left: str) -> None:
    assert redact(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "",
        "order 4111111111111112 has no check digit of a card",
        "from 2025-12-15 08:50 to 15.12.2025",
        "the server 192.168.100.200 answers on port 8080",
        "it costs 1 000 000 000 or 2.345.678.901",
        "версия 1.2.3.4, заказ 12345678901",
        "the password is wrong, and so is the PIN",
        "error 0x80070005 in module E4711-22",
        "<email> and password: <secret>",
    ],
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert redact(text) == text


_FORMS = st.one_of(
    st.text(),
    st.from_regex(r"(?i)[a-z]{2}\d{2}( ?[0-9a-z]{2,4}){3,8}", fullmatch=True),
    st.from_regex(r"[2-6](\d{12,18}|\d{3}[ -]\d{4}[ -]\d{4}[ -]\d{1,7})", fullmatch=True),
    st.from_regex(r"(\+|00)?(\(?\d{1,4}\)?[ .\-/－]?){2,7}\d{1,4}", fullmatch=True),
)


@settings(max_examples=500, deadline=None)
@given(st.lists(_FORMS, max_size=4).map(" ".join))
@example("tr33 bİLg 1234 5678 90")
def test_any_text_is_redacted_without_an_error(text: str) -> None:
    """Letters and digits of all alphabets, in the forms that are looked at closely: `İ` is no letter of an IBAN."""
    assert isinstance(redact(text), str)


def test_what_was_redacted_once_stays_as_it_is() -> None:
    once = redact("a@example.org, +47 22 33 44 55, password: abc123, 4111 1111 1111 1111")
    assert redact(once) == once


@pytest.mark.parametrize("piece", ["1 ", "a", "a@", "+1(", "DE89 ", "password:", "-----BEGIN ", "eyJ", "1-"])
def test_a_long_text_takes_no_more_than_linear_time(piece: str) -> None:
    """Ten times the text may take some twenty times as long, a quadratic pattern would take a hundred."""
    seconds = []
    for length in (20_000, 200_000):
        text = (piece * length)[:length]
        began = time.perf_counter()
        redact(text)
        seconds.append(time.perf_counter() - began)
    assert seconds[1] < 40 * seconds[0] + 0.5


def _counts() -> tuple[Counter[str], Counter[str], Counter[str]]:
    """By kind: how many there are, how many of them were found, how much else was taken."""
    wanted, found, taken = Counter[str](), Counter[str](), Counter[str]()
    for case in CASES:
        marked = _MARKED.findall(case)
        left = redact(_MARKED.sub(r"\2", case))
        for kind, words in marked:
            wanted[kind] += 1
            found[kind] += words not in left
        for kind in PERSONAL_KINDS:
            taken[kind] += max(0, left.count(f"<{kind}>") - sum(other == kind for other, _ in marked))
    return wanted, found, taken


def test_the_texts_have_enough_of_each_kind() -> None:
    wanted, _, _ = _counts()
    assert set(wanted) == set(PERSONAL_KINDS)
    assert min(wanted.values()) >= 5
    assert sum("[[" not in case for case in CASES) >= 25


def test_precision_and_recall_keep_their_floors() -> None:
    wanted, found, taken = _counts()
    assert found.total() / wanted.total() >= 0.95, wanted - found
    assert found.total() / (found.total() + taken.total()) >= 0.97, taken


@pytest.mark.parametrize("kind", PERSONAL_KINDS)
def test_each_kind_is_found(kind: str) -> None:
    wanted, found, _ = _counts()
    assert found[kind] / wanted[kind] >= 0.85
