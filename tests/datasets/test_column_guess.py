"""Columns are guessed by their names, and by what stands in them."""

import pytest

from firstline.datasets.column_guess import guess_columns
from firstline.datasets.column_profile import ColumnProfile

TEXTS = [f"The {thing} of the third floor does not start any more since Monday, please help." for thing in "abcdef"]


def guessed(**columns):
    profiles = [ColumnProfile.of(name, cells, rows=6) for name, cells in columns.items()]
    return {guess.theirs: (guess.ours, guess.certainty) for guess in guess_columns(profiles, {}) if guess.ours}


def test_columns_that_say_nothing_are_known_by_their_cells():
    found = guessed(
        a=["11", "12", "13", "14", "15", "16"],
        b=["03.01.2026 10:00"] * 6,
        c=TEXTS,
        d=["Broken lamp 1", "Wet cellar door", "No heating here", "Lost both keys", "Noise at night", "Lift stuck"],
        e=["niedrig", "hoch", "hoch", "niedrig", "hoch", "hoch"],
        f=["lift", "lamp", "door", "lift", "lamp", "door"],
        g=["de", "en", "de", "de", "de", "de"],
        h=["a@x.example", "b@x.example", "c@x.example", "d@x.example", "e@x.example", "f@x.example"],
    )
    assert found == {
        "a": ("id", "guess"),
        "b": ("created_at", "guess"),
        "c": ("body", "guess"),
        "d": ("subject", "guess"),
        "e": ("priority", "likely"),
        "f": ("category", "guess"),
        "g": ("language", "likely"),
        "h": ("requester_id", "guess"),
    }


def test_a_name_counts_only_when_the_cells_fit_it():
    found = guessed(description=TEXTS, created=["yes", "no", "yes", "no", "yes", "no"], priority_id=["1", "2"] * 3)
    assert found["description"] == ("body", "likely")
    assert "created" not in found or found["created"][0] != "created_at"


def test_what_was_written_after_the_request_is_never_taken_for_it():
    found = guessed(agent_answer=TEXTS, kb_question=TEXTS, notes=TEXTS)
    assert {ours for ours, _ in found.values()}.isdisjoint({"body", "subject"})


def test_our_own_name_wins_unless_it_says_the_same_everywhere():
    found = guessed(ticket_type=["1", "2"] * 3, category=["3", "4"] * 3, text=TEXTS)
    assert found["category"] == ("category", "sure")
    found = guessed(ticket_type=["1", "2"] * 3, category=["3"] * 6, text=TEXTS)
    assert found["ticket_type"] == ("category", "sure")


def test_of_two_with_one_meaning_words_win_over_numbers():
    found = guessed(**{"priority_id": ["1", "2"] * 3, "Ticket priority": ["low", "high"] * 3, "text": TEXTS})
    assert found["Ticket priority"][0] == "priority"


GROUPS = ["Front desk", "Network", "Billing", "Network", "Front desk", "Billing"]
BEFORE = ["Front desk", "Front desk", "Billing", "Network", "Front desk", "Front desk"]


@pytest.mark.parametrize(
    ("first", "final"),
    [
        ("Первая группа", "Назначена"),
        ("Исходная группа", "Ответственный"),
        ("Initial Team", "Current Team"),
        ("First team", "Final team"),
        ("Original group", "Group"),
        ("Ursprüngliche Gruppe", "Zuständig"),
        ("Erstgruppe", "Gruppe"),
        ("Opprinnelig gruppe", "Tildelt til"),
        ("First Assigned Group", "Assigned Group"),
    ],
)
def test_of_two_columns_with_the_groups_the_first_is_history_and_the_final_one_is_learned(first, final):
    for names in ((first, final), (final, first)):
        cells = {first: BEFORE, final: GROUPS}
        found = guessed(text=TEXTS, **{name: cells[name] for name in names})
        assert found[final][0] == "skill_group"
        assert found[first] == ("group_history", "likely")


def test_a_first_group_alone_is_never_learned_as_the_group():
    found = guessed(**{"text": TEXTS, "Original group": GROUPS, "Colour": ["red", "blue", "grey"] * 2})
    assert "Original group" not in found
    found = guessed(**{"text": TEXTS, "Previous group": BEFORE, "Group": GROUPS})
    assert found["Group"][0] == "skill_group"
    assert "Previous group" not in found


def test_what_holds_now_wins_over_what_was_there_first():
    urgency = ["low", "high", "high"] * 2
    found = guessed(**{"text": TEXTS, "Initial priority": urgency, "Current priority": urgency[::-1]})
    assert found["Current priority"][0] == "priority"


MAILS = ["a@x.example", "b@x.example", "c@x.example", "d@x.example", "e@x.example", "f@x.example"]


def test_who_helps_is_never_the_requester():
    found = guessed(**{"text": TEXTS, "assignee.email": MAILS, "createdBy.email": MAILS, "modified_by.email": MAILS})
    assert [theirs for theirs, (ours, _) in found.items() if ours == "requester_id"] == ["createdBy.email"]
    found = guessed(**{"text": TEXTS, "createdBy.email": MAILS, "primaryCustomer.email": MAILS})
    assert found["primaryCustomer.email"][0] == "requester_id"
    for name in ("owner.email", "To Address", "Agent email", "Contact owner"):
        assert "requester_id" not in {ours for ours, _ in guessed(**{"text": TEXTS, name: MAILS}).values()}


def test_what_kind_of_person_asks_tells_nobody_apart():
    found = guessed(**{"text": TEXTS, "requester.kind": ["end_user"] * 6, "requester.mail": MAILS})
    assert found["requester.mail"][0] == "requester_id"
    assert "requester_id" not in {ours for ours, _ in guessed(text=TEXTS, requester=["the portal"] * 6).values()}


def test_one_value_is_no_label_and_ways_to_write_are_no_category():
    assert "type" not in guessed(text=TEXTS, type=["incident"] * 6)
    assert guessed(text=TEXTS, type=["email", "chat", "phone"] * 2)["type"][0] == "channel"


def test_counts_of_reassignments_and_ratings_in_words_are_known():
    found = guessed(**{
        "text": TEXTS,
        "Number of Reassign": ["0", "2", "1", "0", "0", "1"],
        "Happiness Rating": ["Good", "Bad", "", "Good", "Okay", "Good"],
    })  # fmt: skip
    assert (found["Number of Reassign"][0], found["Happiness Rating"][0]) == ("reassignments", "csat")
    assert "Happiness Rating" not in guessed(**{"text": TEXTS, "Happiness Rating": ["Tuesday", "Monday", ""] * 2})


DEPARTMENT = ["Mail", "Accounts", "Billing", "Accounts", "Mail", "Billing"]
LEVELS = ["Level I", "Level II", "Level I", "", "", "Level II"]


@pytest.mark.parametrize(
    ("first", "department"),
    [
        ("Ursprüngliche Abteilung", "Abteilung"),
        ("Original Department", "Department"),
        ("Исходное подразделение", "Подразделение"),
        ("Initial area", "Area"),
    ],
)
def test_a_column_beside_one_that_says_what_it_was_first_is_the_group(first, department):
    found = guessed(**{"text": TEXTS, first: BEFORE, department: GROUPS, "Assigned team": LEVELS})
    assert found[department] == ("skill_group", "likely")
    assert found[first] == ("group_history", "likely")


def test_a_surely_named_group_that_is_always_given_stays_the_group_beside_departments():
    found = guessed(**{"text": TEXTS, "First department": BEFORE, "Department": GROUPS, "Assignment group": DEPARTMENT})
    assert found["Assignment group"] == ("skill_group", "sure")
    assert found["Department"][0] == "organization_id"


def test_a_first_category_makes_no_group_of_the_category():
    found = guessed(**{"text": TEXTS, "Original category": BEFORE, "Category": GROUPS})
    assert found["Category"] == ("category", "sure")


def test_the_requester_is_told_by_a_number_before_an_address_and_by_that_before_a_name():
    names = ["Ina Berg", "Uwe Holm", "Ina Berg", "Ada Lund", "Uwe Holm", "Ada Lund"]
    found = guessed(**{"text": TEXTS, "Заявитель": names, "Email заявителя": MAILS})
    assert found["Email заявителя"][0] == "requester_id"
    found = guessed(
        **{"text": TEXTS, "From": names, "From email": MAILS, "Customer id": ["1", "2", "3", "4", "5", "6"]}
    )
    assert found["Customer id"][0] == "requester_id"
    found = guessed(**{"text": TEXTS, "Sender email": MAILS, "rating.contact.id": ["77", "", "", "", "", ""]})
    assert found["Sender email"][0] == "requester_id"


def test_who_wrote_is_no_topic_and_a_number_of_attachments_is_none():
    kinds = ["lead", "user"] * 3
    found = guessed(**{"text": TEXTS, "source.author.type": kinds, "custom_attributes.Topic": ["mail", "net"] * 3})
    assert found["custom_attributes.Topic"][0] == "category"
    assert "source.author.type" not in found
    found = guessed(**{"text": TEXTS, "Anzahl Anhänge": ["0", "1"] * 3, "Anzahl Wiedereröffnungen": ["0", "1"] * 3})
    assert "Anzahl Anhänge" not in found
    assert found["Anzahl Wiedereröffnungen"][0] == "reopened"


def test_time_worked_is_known_where_it_names_its_unit():
    words = ["2 Hours 48 Minutes", "7 Minutes", "1 Hours 0 Minutes"] * 2
    assert guessed(**{"text": TEXTS, "Time worked": words})["Time worked"][0] == "handle_minutes"
    assert "Time worked" not in guessed(**{"text": TEXTS, "Time worked": ["3600", "60", "1"] * 2})
    assert guessed(**{"text": TEXTS, "Minutes spent": ["3600", "60", "1"] * 2})["Minutes spent"][0] == "handle_minutes"


def test_an_address_that_nobody_is_named_beside_is_the_requesters_and_their_names_are_no_topics():
    names = ["Ina Berg", "Uwe Holm", "Ada Lund"] * 2
    found = guessed(text=TEXTS, Customer=names, Email=MAILS)
    assert found["Email"][0] == "requester_id"
    assert "category" not in {ours for ours, _ in found.values()}


def test_a_list_of_ways_to_reach_a_desk_is_the_channel():
    found = guessed(Mode=["E-Mail", "Web Form", "Phone Call"] * 2, text=TEXTS)
    assert found["Mode"] == ("channel", "likely")
    assert "channel" not in {ours for ours, _ in guessed(What=["E-Mail", "Printer", "Phone"] * 2, text=TEXTS).values()}


@pytest.mark.parametrize("name", ["Predicted category", "Customer group", "Escalation team", "SLA group", "Reason id"])
def test_what_a_machine_says_and_groups_of_others_are_no_category(name):
    found = guessed(**{name: ["a", "b", "c", "a", "b", "c"], "text": TEXTS})
    assert name not in found


def test_a_date_that_is_aimed_at_is_no_resolution():
    dates = [f"2026-03-0{n} 10:00" for n in range(1, 7)]
    found = guessed(**{"Target resolution date": dates, "Created at": dates, "text": TEXTS})
    assert found["Created at"][0] == "created_at"
    assert "Target resolution date" not in found


def test_of_a_number_that_people_say_and_a_key_of_the_database_the_number_is_the_id():
    keys = [f"cbeb04de5c6adeecb4890b{n:02x}" for n in range(6)]
    numbers = [f"INC00{n}" for n in range(6)]
    assert guessed(sys_id=keys, number=numbers, description=TEXTS)["number"] == ("id", "likely")
    assert guessed(sys_id=keys, description=TEXTS)["sys_id"] == ("id", "sure")
    assert "number" not in guessed(sys_id=keys, number=["INC1", "INC2"] * 3, description=TEXTS)
