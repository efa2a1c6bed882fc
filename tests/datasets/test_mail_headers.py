"""Tests of the mail headers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstline.datasets.mail_headers import sent_by_software

_RAW = "From: a@example.com\r\nAUTO-SUBMITTED:\r\n auto-replied (away); a=b\r\nSubject: x\r\n\r\nAuto-Submitted: no"


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied"},
        {"auto-submitted": "AUTO-GENERATED; by=daemon"},
        {"Auto-Submitted": "(no, really) auto-notified"},
        {"Auto-Submitted": ["auto-replied"]},
        [["From", "a@example.com"], ["Auto-Submitted", "auto-replied"]],
        [("Auto-Submitted", "no"), ("Auto-Submitted", "auto-replied")],
        [{"name": "Auto-Submitted", "value": "auto-replied"}],
        ["From: a@example.com", "Auto-Submitted: auto-generated"],
        _RAW,
        _RAW.encode(),
    ],
)
def test_a_mail_that_says_so_was_sent_by_software(headers: object) -> None:
    assert sent_by_software(headers)


@pytest.mark.parametrize(
    "headers",
    [
        None,
        "",
        {},
        {"Auto-Submitted": "no"},
        {"Auto-Submitted": " No (a person; truly)"},
        {"Auto-Submitted": ""},
        {"Auto-Submitted": None},
        {"Auto-Submitted": 5},
        {"Subject": "Auto-Submitted: auto-replied"},
        {"Precedence": "bulk", "List-Id": "<staff.example.com>", "X-Auto-Response-Suppress": "All"},
        "Subject: hello\n\nAuto-Submitted: auto-replied",
        ["auto-replied", 5, None, [], [[[[[["Auto-Submitted", "auto-replied"]]]]]]],
        7,
        [["Auto-Submitted"]],
        {"name": "Auto-Submitted"},
    ],
)
def test_nothing_else_says_so(headers: object) -> None:
    assert not sent_by_software(headers)


_SHAPES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.just("Auto-Submitted") | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.just("Auto-Submitted") | st.integers(), inner),
)


@given(_SHAPES)
def test_no_shape_raises(headers: object) -> None:
    assert sent_by_software(headers) in (True, False)
