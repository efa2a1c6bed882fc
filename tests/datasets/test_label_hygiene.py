"""What is wrong with labels is reported, and never mended in silence."""

from datetime import UTC, datetime, timedelta

from firstline.datasets.config import Config
from firstline.datasets.label_hygiene import label_hygiene
from firstline.datasets.ticket import Ticket


def tickets(*labels: str | None) -> list[Ticket]:
    return [Ticket(body="x", category=label) for label in labels]


def test_every_kind_of_twin_is_found():
    labels = ["Network"] * 5 + ["network", "Network ", "Mail", "Mаil", "café", "cafe\u0301", None, None]
    (report,) = label_hygiene(tickets(*labels), ["category"])
    assert report.stray_spaces == ("Network ",)
    assert ("Network", "network", "Network ") in report.case_twins
    assert ("Mail", "Mаil") in report.look_alike_twins
    assert ("café", "cafe\u0301") in report.look_alike_twins
    assert report.small["Mail"] == 1
    assert "Network" not in report.small
    assert (report.classes, report.missing) == (7, 2)
    text = "\n".join(report.lines())
    assert "15% without one" in text
    assert "\\u0430" in text
    assert "[fields.category.rename]" in text


def test_clean_labels_have_nothing_to_report():
    (report,) = label_hygiene(tickets(*["a"] * 5, *["b"] * 5), ["category"])
    assert report.is_clean
    assert report.lines() == ["category: 2 values in 10 tickets, 0% without one"]


def test_values_outside_the_list_are_counted_after_renames():
    config = Config.model_validate({"fields": {"category": {"values": ["a"], "rename": {"A": "a"}}}})
    (report,) = label_hygiene(tickets("a", "A", "b"), ["category"], config=config, fewest=1)
    assert (report.outside, report.renamed, report.missing) == ({"b": 1}, {"A": 1}, 1)
    assert any("not in the list" in line for line in report.lines())


def test_a_field_that_no_ticket_has_is_wholly_missing():
    (report,) = label_hygiene(tickets("a"), ["priority"])
    assert (report.missing_share, report.classes) == (1.0, 0)
    (nothing,) = label_hygiene([], ["priority"])
    assert nothing.missing_share == 0.0


def test_values_of_a_field_with_several_are_counted_one_by_one():
    config = Config.model_validate({"fields": {"category": {"multiple": True}}})
    (report,) = label_hygiene(tickets("a;b", "a", None), ["category"], config=config)
    assert report.small == {"a": 2, "b": 1}
    assert report.missing == 1


def test_control_and_invisible_characters_make_no_class_of_their_own_and_are_reported():
    written = ["ac\0counts", "ac\0counts", "accounts\u200b", "\ufeffaccounts", "accounts", "\0", "می\u200cخواهم", "⚠️"]
    (report,) = label_hygiene(tickets(*written), ["category"])
    assert (report.classes, report.missing) == (3, 1)
    assert report.invisible == {"ac\0counts": 2, "accounts\u200b": 1, "\ufeffaccounts": 1, "\0": 1}
    assert not report.is_clean
    assert (
        "  control or invisible characters, taken out: 'ac\\x00counts' (2), 'accounts\\u200b' (1), "
        "'\\ufeffaccounts' (1), '\\x00' (1)"
    ) in report.lines()


def test_they_are_taken_out_of_the_desks_own_fields_and_of_lists_too():
    config = Config.model_validate({"fields": {"team": {"multiple": True}}})
    desk = [Ticket.model_validate({"body": "x", "team": team}) for team in (["ne\0t", "mail"], "net;ma\0il", "\0")]
    (report,) = label_hygiene(desk, ["team"], config=config)
    assert (report.classes, report.missing) == (2, 1)
    assert report.small == {"net": 2, "mail": 2}
    assert report.invisible == {"ne\0t": 1, "net;ma\0il": 1, "\0": 1}


def test_a_value_that_is_given_no_more_is_named_with_what_to_do():
    first = datetime(2025, 1, 1, tzinfo=UTC)
    labels = ["fax" if day % 2 and day < 300 else "mail" for day in range(400)]
    dated = [Ticket(body="x", category=v, created_at=first + timedelta(days=d)) for d, v in enumerate(labels)]
    (report,) = label_hygiene(dated, ["category"])
    assert [dead.value for dead in report.dead] == ["fax"]
    assert not report.is_clean
    told = "\n".join(report.lines())
    assert "no ticket of the last 80 days has: fax (150, last on 2025-10-27)" in told
    assert "retired = [...] under [fields.category]" in told
    config = Config.model_validate({"fields": {"category": {"retired": ["fax"]}}})
    (after,) = label_hygiene(dated, ["category"], config=config)
    assert after.dead == ()
