"""Numbers of groups get the names that the log of changes gives them."""

import re

from firstline.datasets.group_names import learned_names
from firstline.datasets.preset import Moves

MOVES = (Moves("log", "", (), "", "said", words=re.compile(r"group as (?P<new>.+)$")),)


def ticket(number, *names):
    return {"group": number, "log": [{"said": f"set group as {name}"} for name in names]}


def test_most_tickets_of_a_number_say_its_name():
    records = [ticket(7, "Doors", "Lifts")] * 9 + [ticket(7, "Doors")] + [ticket(8, "Doors")] * 5 + [ticket(9, "Roof")]
    assert learned_names(records, MOVES, "group") == {"7": "Lifts", "8": "Doors"}, "9 has one ticket only"


def test_what_is_not_sure_gets_no_name():
    torn = [ticket(7, "Doors"), ticket(7, "Lifts")] * 5
    assert learned_names(torn, MOVES, "group") == {}
    twice = [ticket(7, "Doors"), ticket(8, "Doors")] * 5
    assert learned_names(twice, MOVES, "group") == {}, "two numbers have no one name"
    assert learned_names([ticket("Doors", "Doors")] * 9, MOVES, "group") == {}
    assert learned_names(torn, (), "group") == {}
