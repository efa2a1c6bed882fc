"""Counted things."""

from firstline.evaluation.counted import counted


def test_one_is_no_plural() -> None:
    assert counted(1, "value", verb="is/are") == "1 value is"
    assert counted(2, "value", verb="is/are") == "2 values are"
    assert counted(0, "ticket") == "0 tickets"
    assert counted(1200, "ticket") == "1,200 tickets"
