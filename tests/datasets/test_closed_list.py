"""A closed list decides which labels count."""

from firstline.datasets.closed_list import ClosedList, observed_children, with_counted_labels
from firstline.datasets.config import FieldConfig
from firstline.datasets.ticket import Ticket


def tickets(*labels: object) -> list[Ticket]:
    return [Ticket.model_validate({"body": "x", "category": label}) for label in labels]


def test_values_are_renamed_retired_or_left_out_and_counted():
    config = FieldConfig(values=("net", "mail", "fax"), retired=("fax",), rename={"network": "net"})
    listed = ClosedList("category", config).labels(tickets("net", "network", "fax", "tea", None, "tea", "mail"))
    assert listed.labels == ("net", "net", None, None, None, None, "mail")
    assert (listed.renamed, listed.retired, listed.outside) == ({"network": 1}, {"fax": 1}, {"tea": 2})
    assert listed.missing == 4


def test_without_a_list_every_value_counts():
    closed_list = ClosedList("category")
    assert closed_list.labels(tickets("a", "b", " b")).labels == ("a", "b", " b")
    assert closed_list.values(["b", "a", "b"]) == ("a", "b")


def test_only_listed_values_can_be_predicted():
    closed_list = ClosedList("category", FieldConfig(values=("b", "a", "old"), retired=("old",)))
    assert closed_list.values(["tea"]) == ("b", "a")


def test_the_order_is_configured_or_recognised():
    assert ClosedList("priority", FieldConfig(order=("x", "a"))).order() == ("x", "a")
    assert ClosedList("priority").order(["high", "low"]) == ("low", "high")
    assert ClosedList("category").order(["network", "billing"]) == ()


def test_a_parents_value_excludes_children():
    config = FieldConfig(parent="category", children={"network": ("vpn", "wifi")})
    closed_list = ClosedList("service", config)
    assert closed_list.allowed_under("network") == frozenset({"vpn", "wifi"})
    assert closed_list.allowed_under("mail") == frozenset()
    assert closed_list.allowed_under(None) is None
    assert ClosedList("service").allowed_under("network") is None
    assert observed_children(["a", "a", None, "b"], ["x", "y", "z", None]) == {"a": {"x", "y"}}


def test_several_values_come_as_a_list_or_with_semicolons():
    config = FieldConfig(multiple=True, rename={"c": "b"})
    both = [Ticket.model_validate({"tags": ["a", "c", "b"]}), Ticket.model_validate({"tags": "a; b"}), Ticket()]
    assert ClosedList("tags", config).label_sets(both) == (("a", "b"), ("a", "b"), ())


def test_renames_are_followed_to_their_end():
    config = FieldConfig(values=("c",), rename={"a": "b", "b": "c"})
    assert ClosedList("category", config).labels(tickets("a", "b", "c")).labels == ("c", "c", "c")


def test_of_several_values_the_first_that_counts_is_the_label():
    config = FieldConfig(values=("net", "mail"), multiple=True, rename={"network": "net"}, retired=("fax",))
    listed = ClosedList("category", config)
    both = [
        Ticket.model_validate({"category": "fax; network; mail"}),
        Ticket.model_validate({"category": "mail"}),
        Ticket.model_validate({"category": "tea"}),
        Ticket(),
    ]
    found = listed.labels(both)
    assert found.labels == ("net", "mail", None, None)
    assert (found.retired, found.renamed, found.outside) == ({"fax": 1}, {"network": 1}, {"tea": 1})
    tags = ClosedList("tags", FieldConfig(multiple=True)).labels([Ticket.model_validate({"tags": ["b", "a"]})])
    assert tags.labels == ("b",)


def test_what_a_ticket_carries_has_its_present_name_also_outside_the_list():
    config = FieldConfig(values=("net",), rename={"network": "net"})
    assert [ClosedList("category", config).named(t) for t in tickets("network", "tea", None)] == [
        ("net",),
        ("tea",),
        (),
    ]
    several = FieldConfig(multiple=True, rename={"a": "b"})
    assert ClosedList("tags", several).named(Ticket.model_validate({"tags": ["a", "b", "c"]})) == ("b", "c")


def test_a_ticket_counts_with_the_first_of_its_values_that_is_listed_under_its_present_name():
    lists = {"category": FieldConfig(values=("net", "mail"), rename={"network": "net"}, multiple=True)}
    written = tickets("tea;network;mail", "mail", "tea", None)
    assert [one.category for one in with_counted_labels(written, lists)] == ["net", "mail", "tea", None]
    tagged = Ticket.model_validate({"body": "x", "tags": ["tea", "b"]})
    [counted] = with_counted_labels([tagged], {"tags": FieldConfig(values=("a", "b"), multiple=True)})
    assert counted.label("tags") == "b"


def test_a_ticket_whose_labels_say_it_already_stays_as_it_is():
    [ticket] = tickets("mail")
    assert with_counted_labels([ticket], {"category": FieldConfig(rename={"post": "mail"})})[0] is ticket
