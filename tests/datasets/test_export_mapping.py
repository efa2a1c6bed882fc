"""What the columns of an export are."""

import pytest

from firstline.datasets.errors import TicketFileError
from firstline.datasets.export_row import export_row
from firstline.datasets.found_mapping import map_export
from firstline.datasets.raw_row import RawRow
from firstline.datasets.strange_preset import strange_preset

TEXT = "The lamp on the third floor has been broken since Monday"
ROW = {
    "Nr": "1",
    "Kurz": "Drucker",
    "Lang": "Der Drucker im Flur druckt nicht.",
    "Erstellt": "03.02.2026 10:00",
}


def rows(*values):
    return [RawRow(number, value) for number, value in enumerate(values, 1)]


def test_what_the_caller_says_wins():
    mapping = map_export(rows(ROW), given={"Kurz": "category"})
    assert mapping.columns["Kurz"] == "category"
    assert next(guess for guess in mapping.guesses if guess.theirs == "Kurz").certainty == "given"


def test_a_path_may_be_given():
    record = {"fields": [{"id": 7, "value": "net", "kind": "x"}], "body": "The net is down since Monday, please help"}
    assert map_export(rows(record), given={"fields[id=7].kind": "category"}).columns["fields[id=7].kind"] == "category"


def test_a_column_that_is_not_there_cannot_be_given_but_may_be_hinted():
    with pytest.raises(TicketFileError, match="no column Foo to map; the columns that are there: Nr, Kurz"):
        map_export(rows(ROW), given={"Foo": "category"})
    assert "Foo" not in map_export(rows(ROW), hinted={"Foo": "category"}).columns


def test_an_export_without_text_is_refused():
    with pytest.raises(TicketFileError, match="no column with text"):
        map_export(rows({"Nr": "1", "when": "2026-01-01"}))


def test_times_without_an_offset_are_noticed():
    assert map_export(rows(ROW)).time_zone_unknown
    assert not map_export(rows({**ROW, "Erstellt": "2026-02-03T10:00:00Z"})).time_zone_unknown


def test_closed_lists_are_kept_and_people_are_not():
    sample = [{**ROW, "Nr": str(n), "Farbe": ("rot", "blau")[n % 2], "Agent": ("Uwe", "Ina")[n % 2]} for n in range(20)]
    mapping = map_export(rows(*sample), given={"Kurz": "subject", "Nr": "id", "Lang": "body"})
    assert "Agent" not in (*mapping.kept, *mapping.columns)
    assert "Farbe" in (*mapping.kept, *mapping.columns)


def test_a_conversation_is_found_without_a_preset():
    record = {"id": 1, "subject": "Help", "comments": [{"sender": "customer", "body": "It is broken"}]}
    mapping = map_export(rows(record))
    assert mapping.thread
    assert mapping.thread[0] == "comments"


def test_a_conversation_of_a_messenger_is_told_by_who_wrote_each_part():
    person, admin = {"type": "user", "id": "5f"}, {"type": "admin", "id": "11"}
    parts = [{"id": "1", "body": "Looking", "author": admin}, {"id": "2", "body": "Still the same", "author": person}]
    record = {
        "id": "215",
        "source": {
            "type": "email",
            "id": "3",
            "body": "<p>It is broken since Monday, please help</p>",
            "author": person,
        },
        "custom_attributes": {"Topic": "Hardware"},
        "conversation_parts": {"conversation_parts": parts, "total_count": 2},
    }
    mapping = map_export(rows(record, {**record, "custom_attributes": {"Topic": "Network"}}))
    ours = {theirs: mapping.columns.get(theirs) for theirs in ("source.type", "source.body", "custom_attributes.Topic")}
    assert ours == {"source.type": "channel", "source.body": "body", "custom_attributes.Topic": "category"}
    assert [message["author"] for message in export_row(record, mapping)["messages"]] == ["agent", "customer"]


def test_a_column_with_the_whole_conversation_in_it_is_no_request():
    record = {
        "Ticketnummer": "1",
        "Betreff": "Drucker",
        "Artikelbaum": "-->||Von: Kunde||Er druckt nicht.||Re: erledigt",
    }
    assert "body" not in map_export(rows(record, {**record, "Ticketnummer": "2"})).columns.values()


def test_two_lists_are_not_mixed_into_one_target():
    sample = [
        {"Ticket ID": n, "Subject": TEXT, "Created time": "2026-01-01 10:00:00", "Type": "Incident",
         "Agent interactions": 1, "Due by Time": "2026-01-02 10:00:00", "Customer interactions": 1,
         "Category": "" if n == 3 else "Network"}
        for n in range(9)
    ]  # fmt: skip
    mapping = map_export(rows(*sample))
    assert mapping.preset is not None
    assert [theirs for theirs, ours in mapping.columns.items() if ours == "category"] == ["Category"]


def test_a_kept_list_with_the_groups_values_may_be_the_first_group():
    sample = [
        {**ROW, "Nr": str(n), "Lang": f"{TEXT} {n}", "Group": "ABC"[n % 3] * 3, "Opened in": "ABC"[n % 2] * 3,
         "Colour": ("red", "blue")[n % 2]}
        for n in range(30)
    ]  # fmt: skip
    mapping = map_export(rows(*sample), given={"Kurz": "category"})
    assert "Colour" in mapping.kept
    assert mapping.first_groups == (("Opened in", "Group"),)
    assert not map_export(rows(*sample), given={"Opened in": "group_history"}).first_groups


def test_a_column_says_whether_the_caller_or_the_configuration_named_it():
    mapping = map_export(rows(ROW), given={"Kurz": "category"}, hinted={"Kurz": "product", "Lang": "body"})
    why = {guess.theirs: (guess.certainty, guess.why) for guess in mapping.guesses}
    assert why["Kurz"] == ("given", "you said so")
    assert why["Lang"] == ("given", "from firstline.toml")


def test_a_first_group_beside_a_group_that_was_told_is_its_history():
    sample = [
        {**ROW, "Nr": str(n), "Lang": f"{TEXT} {n}", "Zustand": "ABC"[n % 3] * 3, "Original Team": "ABC"[n % 2] * 3}
        for n in range(30)
    ]
    mapping = map_export(rows(*sample), given={"Zustand": "skill_group"})
    assert mapping.columns["Original Team"] == "group_history"


def test_names_of_agents_are_not_kept():
    sample = [
        {**ROW, "Nr": str(n), "Modified By": ("Uwe", "Ina")[n % 2], "closedBy": {"first": ("Uwe", "Ina")[n % 2]},
         "Кем изменено": "x", "Изменил": ("Uwe", "Ina")[n % 2]}
        for n in range(20)
    ]  # fmt: skip
    mapping = map_export(rows(*sample), given={"Lang": "body"})
    assert {"Modified By", "closedBy.first", "Изменил"}.isdisjoint({*mapping.kept, *mapping.columns})


def test_named_fields_of_a_list_are_columns_with_readable_values():
    fields = [
        [{"id": 8, "name": "Topic", "value": str(n), "text": f"topic {n}"}, {"id": 9, "name": "Team", "value": "T"}]
        for n in range(3)
    ]
    mapping = map_export(rows(*({"id": n, "text": f"{TEXT} {n}", "customFields": f} for n, f in enumerate(fields))))
    assert mapping.columns["customFields[name=Topic].text"] == "category"
    assert mapping.columns["customFields[name=Team].value"] == "skill_group"
    assert export_row({"id": 1, "customFields": fields[1]}, mapping)["category"] == "topic 1"


def test_a_conversation_without_a_preset_is_read_by_what_its_messages_say_of_themselves():
    person, agent = {"type": "customer", "email": "c@x.example"}, {"type": "user", "email": "a@x.example"}
    record = {
        "id": 7,
        "subject": "Help",
        "_embedded": {
            "threads": [
                {"id": 3, "type": "note", "body": "passed on", "createdBy": agent, "createdAt": "2026-01-03T10:00:00Z"},
                {
                    "id": 2,
                    "type": "message",
                    "body": "try this",
                    "createdBy": agent,
                    "createdAt": "2026-01-02T10:00:00Z",
                },
                {
                    "id": 1,
                    "type": "customer",
                    "body": "broken",
                    "createdBy": person,
                    "createdAt": "2026-01-01T10:00:00Z",
                },
            ]
        },
    }
    found = export_row(record, map_export(rows(record)))["messages"]
    assert [(m["author"], m["public"], m["at"][:10]) for m in found] == [
        ("agent", False, "2026-01-03"), ("agent", True, "2026-01-02"), ("customer", True, "2026-01-01")
    ]  # fmt: skip


def test_tags_with_commas_between_them_are_several_values_and_counts_are_no_list():
    sample = [
        {**ROW, "Nr": str(n), "Tags": ("vip,laptop", "vip", "")[n % 3], "Number of Comments": str(n % 3)}
        for n in range(30)
    ]
    mapping = map_export(rows(*sample), given={"Lang": "body", "Kurz": "category"})
    assert mapping.kept == ("Tags",)
    assert mapping.several == {"Tags"}
    assert export_row(sample[0], mapping)["Tags"] == "vip; laptop"


TEAMS = ["Mail", "Accounts", "Devices", "Kalender"]


def desk(number, *, department, people):
    return {
        "Ticket Number": str(392051 + number),
        "Subject": f"Lamp {number} is broken",
        "Message": f"{TEXT} {number}",
        "From Email": f"user{number % people}@x.example",
        "Department": department,
        "Help Topic": ("login", "mail", "printer", "appointment")[number % 4],
    }


def test_a_department_that_changes_with_the_ticket_is_the_group_and_one_of_the_person_is_not():
    decided = map_export(rows(*(desk(n, department=TEAMS[n % 4], people=7) for n in range(60))))
    assert decided.columns["Department"] == "skill_group"
    theirs = map_export(rows(*(desk(n, department=TEAMS[n % 7 % 4], people=7) for n in range(60))))
    assert theirs.columns["Department"] == "organization_id"


def test_names_in_lists_are_columns_of_an_export_that_nobody_knows():
    records = [
        {"id": n, "text": f"{TEXT} {n}", "inboxes": [{"id": 1, "name": TEAMS[n % 3]}], "tags": [{"name": "ab"[n % 2]}]}
        for n in range(40)
    ]
    mapping = map_export(rows(*records))
    assert mapping.columns["inboxes[0].name"] == "skill_group"
    assert "tags[0].name" in (*mapping.kept, *mapping.columns)
    assert export_row(records[1], mapping)["skill_group"] == "Accounts"


def test_groups_without_names_and_a_preset_of_another_vendor_are_noticed():
    numbered = [{**desk(n, department="IT", people=7), "Group": str(5017 + n % 3)} for n in range(40)]
    assert map_export(rows(*numbered)).numbered_groups.theirs == "Group"
    assert map_export(rows(*(desk(n, department="IT", people=7) for n in range(40)))).numbered_groups is None
    sample = rows(*({"Nr": str(n), "Text": f"{TEXT} {n}", "Subject": "lamp"} for n in range(20)))
    assert "hardly a column of zendesk" in strange_preset(map_export(sample, preset="zendesk"))
    assert not strange_preset(map_export(sample))
    known = rows(*({"Id": str(n), "Subject": f"{TEXT} {n}", "Requester id": "7"} for n in range(20)))
    assert not strange_preset(map_export(known, preset="zendesk"))


def test_names_of_those_who_ask_are_not_kept_beside_their_addresses():
    names = ("Ina Berg", "Uwe Holm")
    mapping = map_export(rows(*({**desk(n, department="IT", people=7), "From": names[n % 2]} for n in range(40))))
    assert mapping.columns["From Email"] == "requester_id"
    assert "From" not in (*mapping.kept, *mapping.columns)


def test_a_column_that_somebody_leaves_out_is_never_guessed_again():
    for told in ({"given": {"Lang": "", "Kurz": ""}}, {"hinted": {"Lang": "", "Kurz": ""}}):
        mapping = map_export(rows({**ROW, "Beschreibung": TEXT}), **told)
        assert mapping.columns == {"Nr": "id", "Beschreibung": "body", "Erstellt": "created_at"}
        assert {"Lang", "Kurz"} <= {guess.theirs for guess in mapping.left_out}


def test_a_whole_record_may_be_left_out():
    record = {"id": 1, "body": TEXT, "notes": {"text": TEXT, "kind": "a"}, "comments": [{"body": TEXT}]}
    mapping = map_export(rows(record, {**record, "id": 2}), hinted={"notes": "", "comments": ""})
    assert mapping.thread is None
    assert {"notes.text", "notes.kind", "comments"} <= {guess.theirs for guess in mapping.left_out}
