"""What an export lacks is said, with what it costs."""

from firstline.datasets.missing_column import missing_costs
from firstline.datasets.ticket import CANONICAL_COLUMNS


def test_each_gap_has_its_price():
    said = " ".join(missing_costs({"id", "body"}))
    assert "reassignments cannot be measured" in said
    assert "the split cannot be by time" in said


def test_without_text_nothing_else_matters():
    (only,) = missing_costs(set())
    assert "nothing can be learned" in only


def test_a_full_export_lacks_nothing():
    assert missing_costs(CANONICAL_COLUMNS) == ()
