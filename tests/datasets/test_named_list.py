"""Lists of records of which people read the names are columns too."""

from firstline.datasets.named_list import named_lists

NAMES = ["Mail", "Accounts", "Mail", "Mail", "Accounts", "Mail"]


def found(**columns):
    return dict(named_lists(columns, rows=6))


def test_a_list_with_one_entry_a_ticket_is_read_by_its_place():
    cells = [[{"id": "inb_1", "name": name}] for name in NAMES]
    assert found(inboxes=cells) == {"inboxes[0].name": NAMES}


def test_a_list_with_several_is_read_whole():
    cells = [[{"name": name}, {"name": "vip"}] for name in NAMES]
    assert found(tags=cells)["tags[].name"][0] == "Mail; vip"


def test_what_a_tag_is_called_may_stand_under_tag():
    assert found(tags=[[{"id": 1, "color": "#eee", "tag": name}] for name in NAMES]) == {"tags[0].tag": NAMES}


def test_names_of_people_and_of_files_are_no_lists():
    people = [[{"name": name}] for name in NAMES]
    files = [[{"name": f"picture {number}.png"}] for number in range(60)]
    assert found(agents=people) == {}
    assert dict(named_lists({"attachments": files}, rows=60)) == {}
    assert found(tags=[[{"id": 7}] for _ in NAMES], subject=["lamp"] * 6) == {}
