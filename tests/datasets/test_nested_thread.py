"""Messages that lie in groups of messages are one conversation."""

from firstline.datasets.export_row import export_row
from firstline.datasets.found_mapping import map_export
from firstline.datasets.nested_thread import nested_threads
from firstline.datasets.raw_row import RawRow


def record(number):
    def group(who, text):
        return {"type": "3", "messages": [{"userid": who, "datecreated": "2026-03-01 09:00:00", "message": text}]}

    asked = f"The lamp of room {number} has been dark since Monday"
    groups = [group(f"c{number % 7}", asked), group("nora", "Have you tried another one?")]
    return {"code": f"A-{number}", "owner_contactid": f"c{number % 7}", "subject": f"Lamp {number}", "groups": groups}


def test_they_are_found_by_their_name_and_the_requester_is_the_customer():
    records = [record(number) for number in range(20)]
    mapping = map_export([RawRow(number, one) for number, one in enumerate(records, 1)])
    assert mapping.thread
    assert mapping.thread[0] == "groups.messages"
    assert [message["author"] for message in export_row(records[3], mapping)["messages"]] == ["customer", "agent"]


def test_lists_of_other_things_are_none():
    assert list(nested_threads({"tags": [[{"name": "a", "links": [{"id": 1}]}]], "messages": [[{"notes": []}]]})) == []
