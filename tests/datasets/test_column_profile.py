"""Columns are known by their cells."""

import pytest

from firstline.datasets.column_profile import ColumnProfile


def profile(*cells):
    return ColumnProfile.of("x", cells, rows=len(cells))


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["2026-01-02T03:04:05Z", "02.01.2026 10:00"], "date"),
        (["a@b.example", "c@d.example"], "mail"),
        (["https://a.example/1", "https://a.example/2"], "address"),
        (["1", "2", "3"], "number"),
        (["INC-1", "INC-2", "INC-3"], "code"),
        (["high", "low", "high", "low"], "closed list"),
        (["word " * 40], "long text"),
        ([[{"body": "a"}]], "records"),
        ([None, ""], "empty"),
    ],
)
def test_the_kind_is_read_off_the_cells(cells, kind):
    assert profile(*cells).kind == kind


def test_times_without_an_offset_are_noticed():
    assert profile("2026-01-02 10:00").without_offset == 1
    assert profile("2026-01-02T10:00:00Z").without_offset == 0


def test_examples_are_short_and_never_a_whole_text():
    secret = "My password is hunter2 and nobody may read this in a log"
    assert "hunter2" not in profile(secret, secret + "!").examples()
    assert profile("Reset it", "Help me").examples() == "Rese…, Hel…"
    assert profile("Reset it", "Help me").examples(texts=True) == "text, about 8 characters"
    assert profile("jane@corp.example").examples() == "…@corp.example"
    assert profile("high", "low", "high", "low").examples() == "high, low"
