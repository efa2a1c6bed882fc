"""Confirmed labels go before a ticket's own; what nobody confirmed is a machine's."""

from firstline.datasets.config import Config
from firstline.datasets.final_label import FinalLabel, with_final_labels
from firstline.datasets.ticket import Ticket


def _merged(label: FinalLabel, *, config: Config | None = None, **ticket: object) -> Ticket:
    own = Ticket.model_validate({"id": "1", **ticket})
    (found,) = with_final_labels([own], {"1": {"category": label, "building": FinalLabel()}}, config=config or Config())
    return found


def test_a_confirmed_value_takes_the_place_of_the_tickets_own() -> None:
    found = _merged(FinalLabel("b", "person"), category="a", set_by={"category": "machine"})
    assert (found.label("category"), found.set_by) == ("b", {"category": "human"})


def test_an_unconfirmed_value_is_a_machines_unless_a_person_is_named() -> None:
    echo = FinalLabel(unconfirmed=frozenset({"a"}))
    assert _merged(echo, category="a").set_by == {"category": "machine"}
    assert _merged(echo, category="b").set_by == {}
    assert _merged(echo, category="a", set_by={"category": "human"}).set_by == {"category": "human"}


def test_a_value_under_its_old_name_is_the_same_value() -> None:
    config = Config.model_validate({"fields": {"category": {"rename": {"old": "a"}}}})
    assert _merged(FinalLabel(unconfirmed=frozenset({"a"})), config=config, category="old").set_by == {
        "category": "machine"
    }


def test_of_several_values_the_confirmed_one_comes_first() -> None:
    config = Config.model_validate({"fields": {"category": {"multiple": True}}})
    found = _merged(FinalLabel("c", "outcome"), config=config, category="a;c")
    assert found.category == ("c", "a")


def test_a_field_of_the_desks_own_and_tickets_that_nothing_is_known_of() -> None:
    own = Ticket.model_validate({"id": "1", "building": "north"})
    other = Ticket(id="2")
    found = list(with_final_labels([own, other], {"1": {"building": FinalLabel("south", "person")}}, config=Config()))
    assert found[0].label("building") == "south"
    assert found[1] is other


def test_the_fields_come_in_the_same_order_however_the_labels_came() -> None:
    own = Ticket.model_validate({"id": "1", "body": "x"})
    orders = [("team", "category", "building"), ("building", "team", "category")]
    found = [
        next(with_final_labels([own], {"1": {name: FinalLabel("a", "person") for name in names}}, config=Config()))
        for names in orders
    ]
    assert found[0].model_dump_json() == found[1].model_dump_json()
    assert list(found[0].set_by) == ["building", "category", "team"]
