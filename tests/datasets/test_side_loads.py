"""Users and groups that an export lists beside its tickets."""

from firstline.datasets.side_loads import SideLoads


def loaded() -> SideLoads:
    loads = SideLoads()
    loads.add("groups", [{"id": 7, "name": "Network"}, {"id": 8, "name": "Desk"}, "no record"])
    loads.add("users", [{"id": 1, "role": "end-user", "name": "Mara"}, {"id": 2, "role": "agent", "name": "Nils"}])
    return loads


def test_a_group_gets_its_name_and_what_is_there_stays() -> None:
    assert loaded().put_into({"id": 1, "group_id": 7})["group"] == {"id": 7, "name": "Network"}
    assert loaded().put_into({"group_id": 7, "group": "Ours"})["group"] == "Ours"
    assert "group" not in loaded().put_into({"group_id": 99})


def test_who_wrote_a_comment_is_known_by_role_and_not_by_name() -> None:
    ticket = {"comments": [{"author_id": 2, "body": "Hi"}, {"author_id": 3, "body": "Ho"}, "odd"]}
    first, second, odd = loaded().put_into(ticket)["comments"]
    assert first["author"] == {"id": 2, "role": "agent"}
    assert "author" not in second
    assert odd == "odd"


def test_a_log_of_changes_gets_the_names_of_its_groups() -> None:
    events = [
        {"field_name": "group_id", "previous_value": "8", "value": 7},
        {"field_name": "status", "previous_value": "8", "value": "7"},
    ]
    (audit,) = loaded().put_into({"audits": [{"events": events}]})["audits"]
    assert [(event["previous_value"], event["value"]) for event in audit["events"]] == [("Desk", "Network"), ("8", "7")]


def test_without_lists_a_ticket_stays_what_it_is() -> None:
    ticket = {"group_id": 7}
    assert SideLoads().put_into(ticket) is ticket
