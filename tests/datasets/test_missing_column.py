"""What an export lacks is said, with what it costs."""

from firstline.datasets.missing_column import missing_costs, no_customer
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


def test_conversations_without_a_customer_are_counted_and_the_way_out_is_named():
    assert "in any of 1,300 conversations" in no_customer(1300)
    assert "requester_id" in no_customer(1300)
