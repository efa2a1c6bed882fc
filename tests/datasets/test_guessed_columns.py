"""Exports of help desks without a preset, with the columns of their documentation, are understood without an option."""

import random

import pytest

from firstline.datasets.export_row import export_row
from firstline.datasets.found_mapping import map_export
from firstline.datasets.raw_row import RawRow

TEAMS = ("Mailroom", "Payroll", "Printing", "Locks")
FIRST = ("Ann", "Joe", "Lin", "Omar", "Eva", "Ivy", "Sam")
LAST = ("Bell", "Kim", "Roth", "Park", "Hill")
DATE = "2026-03-{day:02d} 09:{minute:02d}"
NUMBER = 70


def ticket(number):
    """What a made-up desk knows of a ticket: every third begins in another group than it ends in."""
    draw = random.Random(number)
    person = draw.randrange(30)
    team = TEAMS[draw.randrange(4)]
    first = TEAMS[(TEAMS.index(team) + 1) % 4] if number % 3 == 0 else team
    return {
        "n": number,
        "title": f"Trouble {number} with the {('lift', 'door', 'lamp')[number % 3]}",
        "text": f"Since Monday the {('lift', 'door', 'lamp')[number % 3]} of floor {number} does not work, help me.",
        "answer": f"Somebody went there and mended number {number}, it works again.",
        "team": team,
        "first": first,
        "moves": int(first != team),
        "topic": ("Broken", "Lost", "Order", "Question", "Noise")[draw.randrange(5)],
        "kind": ("Incident", "Request")[draw.randrange(2)],
        "prio": ("Low", "Medium", "High")[draw.randrange(3)],
        "way": ("Email", "Phone", "Web")[draw.randrange(3)],
        "name": f"{FIRST[person % 7]} {LAST[person % 5]}",
        "mail": f"p{person}@example.org",
        "company": f"Firm {person % 4}",
        "agent": ("Nora Lee", "Max Orr", "Theo Baum")[draw.randrange(3)],
        "opened": DATE.format(day=1 + number % 28, minute=number % 60),
        "closed": DATE.format(day=1 + number % 28, minute=59),
        "clock": f"{number % 3}:{number % 60:02d}",
        "key": f"{draw.getrandbits(48):012x}z",
    }


def mapped(columns):
    """The mapping of an export: theirs → a key of `ticket`, or a constant that begins with `=`."""
    tickets = [ticket(number) for number in range(NUMBER)]
    records = [
        {theirs: said[1:] if said.startswith("=") else str(one[said]) for theirs, said in columns.items()}
        for one in tickets
    ]
    return map_export([RawRow(number, record) for number, record in enumerate(records, 1)]), records


EXPORTS = {
    "Salesforce, a report of cases": (
        {"Case Number": "n", "Account Name": "company", "Contact Email": "mail", "Subject": "title"}
        | {"Description": "text", "Case Owner": "agent", "Case Origin": "way", "Case Reason": "topic", "Type": "kind"}
        | {"Date/Time Opened": "opened", "Date/Time Closed": "closed", "Priority": "prio", "Created By": "agent"},
        {"id": "Case Number", "created_at": "Date/Time Opened", "closed_at": "Date/Time Closed", "skill_group": None}
        | {"requester_id": "Contact Email", "channel": "Case Origin", "category": "Case Reason", "resolution": None},
    ),
    "Dynamics 365": (
        {"Case Number": "n", "Case Title": "title", "Subject": "topic", "Customer": "company", "Contact": "name"}
        | {"Description": "text", "Owner": "agent", "Queue": "team", "Created On": "opened", "Case Type": "kind"},
        {"subject": "Case Title", "requester_id": "Contact", "organization_id": "Customer", "skill_group": "Queue"}
        | {"group_history": None},
    ),
    "BMC Remedy": (
        {"Incident ID*+": "n", "Customer*+": "name", "Department": "company", "Summary*": "title", "Notes": "text"}
        | {"Assigned Group*+": "team", "Assignee+": "agent", "Owner Group+": "=Service Desk", "Priority*": "prio"}
        | {"Operational Categorization Tier 1+": "kind", "Incident Type*": "topic", "Group Transfers": "moves"}
        | {"Reported Date+": "opened", "Total Transfers": "moves"},
        {"skill_group": "Assigned Group*+", "reassignments": "Group Transfers", "created_at": "Reported Date+"}
        | {"body": None, "priority": "Priority*"},
    ),
    "LiveAgent, flat": (
        {"code": "n", "owner_contactid": "mail", "departmentid": "key", "department_name": "team", "subject": "title"}
        | {"agentid": "agent", "date_created": "opened", "date_resolved": "closed", "public_access_urlcode": "key"}
        | {"reason": "topic"},
        {"skill_group": "department_name", "created_at": "date_created", "resolved_at": "date_resolved", "body": None},
    ),
    "Cherwell": (
        {"Incident ID": "n", "Short Description": "title", "Description": "text", "Owned By Team": "team"}
        | {"Owned By": "agent", "Initial Owned By Team": "first", "Close Description": "answer", "Category": "topic"}
        | {"Created Date Time": "opened", "Customer Display Name": "name", "Call Source": "way"}
        | {"Total Time Worked (Minutes)": "n"},
        {"skill_group": "Owned By Team", "group_history": "Initial Owned By Team", "resolution": "Close Description"}
        | {"handle_minutes": "Total Time Worked (Minutes)", "body": "Description", "organization_id": None},
    ),
    "Hornbill, from its database": (
        {"h_pk_reference": "n", "h_summary": "title", "h_description": "text", "h_fk_team_name": "team"}
        | {"h_ownername": "agent", "h_fk_user_id": "mail", "h_datelogged": "opened", "h_dateclosed": "closed"},
        {"skill_group": "h_fk_team_name", "created_at": "h_datelogged", "closed_at": "h_dateclosed"}
        | {"requester_id": "h_fk_user_id"},
    ),
    "ServiceNow in Norwegian": (
        {"Nummer": "n", "Åpnet": "opened", "Kort beskrivelse": "title", "Innringer": "name", "Prioritet": "prio"}
        | {"Kategori": "topic", "Tildelingsgruppe": "team", "Tilordnet til": "agent", "Beskrivelse": "text"}
        | {"Kontakttype": "way", "Omtildelingsantall": "moves", "Lukket": "closed", "Avslutningsnotater": "answer"},
        {
            "created_at": "Åpnet",
            "requester_id": "Innringer",
            "skill_group": "Tildelingsgruppe",
            "channel": "Kontakttype",
        }
        | {"reassignments": "Omtildelingsantall", "closed_at": "Lukket", "resolution": "Avslutningsnotater"},
    ),
    "SysAid in German": (
        {"Anfrage #": "n", "Titel": "title", "Beschreibung": "text", "Kategorie": "topic", "Zugewiesen an": "agent"}
        | {"Administratorgruppe": "team", "Anfragender Benutzer": "mail", "Eingabezeit": "opened"}
        | {"Schließzeit": "closed", "Erste Administratorgruppe": "first"},
        {"id": "Anfrage #", "skill_group": "Administratorgruppe", "group_history": "Erste Administratorgruppe"}
        | {"requester_id": "Anfragender Benutzer", "created_at": "Eingabezeit", "closed_at": "Schließzeit"},
    ),
    "Help Scout, flat": (
        {"number": "n", "subject": "title", "preview": "text", "assignee.email": "agent", "createdBy.first": "topic"}
        | {"primaryCustomer.id": "mail", "Team": "team", "createdAt": "opened"},
        {"requester_id": "primaryCustomer.id", "category": None, "organization_id": None, "skill_group": "Team"},
    ),
    "Matrix42": (
        {"Ticket-ID": "n", "Betreff": "title", "Beschreibung": "text", "Kategorie": "topic", "Initiator": "name"}
        | {"E-Mail des Benutzers": "mail", "Verantwortliche Rolle": "team", "Verantwortlicher": "agent"}
        | {"Zuerst zugewiesene Rolle": "first", "Erstellungsdatum": "opened", "Abschlussdatum": "closed"},
        {"skill_group": "Verantwortliche Rolle", "group_history": "Zuerst zugewiesene Rolle"}
        | {"closed_at": "Abschlussdatum"},
    ),
    "OMNITRACKER": (
        {"Nr": "n", "Titel": "title", "Beschreibung": "text", "Klassifizierung": "topic", "Bearbeitergruppe": "team"}
        | {"Bearbeitergruppe bei Erfassung": "first", "Bearbeiter": "agent", "Erfasst am": "opened"}
        | {"Reaktion am": "closed", "Arbeitszeit": "clock"},
        {"skill_group": "Bearbeitergruppe", "group_history": "Bearbeitergruppe bei Erfassung"}
        | {"created_at": "Erfasst am", "first_response_at": "Reaktion am", "handle_minutes": "Arbeitszeit"},
    ),
    "Bitrix24": (
        {"ID": "n", "Название": "title", "Стадия": "=Новое", "Тематика обращения": "topic", "Источник": "way"}
        | {"Контакт: Рабочий e-mail": "mail", "Комментарий": "text", "Ответственный": "agent"}
        | {"Дата создания": "opened", "Кем создана": "agent", "Дата завершения": "closed"},
        {"category": "Тематика обращения", "body": None, "requester_id": "Контакт: Рабочий e-mail"},
    ),
    "TeamDynamix": (
        {"ID": "n", "Title": "title", "Description": "text", "Requestor": "name", "Resp Group": "team"}
        | {"Prim Resp": "agent", "Orig Resp Group": "first", "Created": "opened", "Type": "topic"},
        {"skill_group": "Resp Group", "group_history": "Orig Resp Group", "requester_id": "Requestor"},
    ),
    "4me": (
        {"ID": "n", "Subject": "title", "Category": "kind", "Requested by": "name", "Requester satisfied": "way"}
        | {"Team": "team", "Member": "agent", "Created at": "opened", "Note": "text"},
        {"requester_id": "Requested by", "body": None, "skill_group": "Team"},
    ),
    "OTRS": (
        {"Ticket#": "n", "Title": "title", "Body": "text", "Queue": "team", "Owner": "agent", "CustomerID": "company"}
        | {"CustomerName": "name", "From": "mail", "Created": "opened", "FirstResponse": "closed", "Type": "topic"},
        {"id": "Ticket#", "requester_id": "From", "organization_id": "CustomerID", "skill_group": "Queue"},
    ),
    "ManageEngine ServiceDesk Plus, in Spanish": (
        {"ID de solicitud": "n", "Asunto": "title", "Descripción": "text", "Solicitante": "agent", "Técnico": "agent"}
        | {"Correo del solicitante": "mail", "Modo": "way", "Categoría": "topic", "Prioridad": "prio", "Grupo": "team"}
        | {"Grupo inicial": "first", "Hora de creación": "opened", "Hora de respuesta": "closed"}
        | {"Hora de resolución": "closed", "Hora de finalización": "closed", "Recuento de reasignaciones": "moves"},
        {"id": "ID de solicitud", "created_at": "Hora de creación", "first_response_at": "Hora de respuesta"}
        | {"resolved_at": "Hora de resolución", "closed_at": "Hora de finalización", "organization_id": None}
        | {"requester_id": "Correo del solicitante", "skill_group": "Grupo", "group_history": "Grupo inicial"}
        | {"reassignments": "Recuento de reasignaciones", "channel": "Modo"},
    ),
    "a Russian desk without types": (
        {"№": "n", "Название": "title", "Описание": "text", "Сервис": "topic", "Группа": "team", "Автор": "agent"}
        | {"Создана": "opened"},
        {"category": "Сервис", "skill_group": "Группа", "product": None},
    ),
    "Znuny, in German": (
        {"Ticket#": "n", "Erstellt": "opened", "Geschlossen": "closed", "Queue": "team", "Erste Queue": "first"}
        | {"Besitzer": "agent", "Kundenbenutzer": "mail", "Betreff": "title", "Text": "text"}
        | {"DynamicField_Kategorie": "topic", "Artikelbaum": "text"},
        {"id": "Ticket#", "skill_group": "Queue", "group_history": "Erste Queue", "body": "Text"}
        | {"requester_id": "Kundenbenutzer", "category": "DynamicField_Kategorie"},
    ),
}


@pytest.mark.parametrize("vendor", EXPORTS)
def test_an_export_that_nobody_wrote_a_preset_for_is_understood(vendor):
    columns, expected = EXPORTS[vendor]
    mapping, _ = mapped(columns)
    assert mapping.preset is None
    found = {ours: theirs for theirs, ours in mapping.columns.items()}
    assert {ours: found.get(ours) for ours in expected} == expected


def test_a_text_that_may_be_an_agents_is_asked_about_and_not_taken():
    mapping, _ = mapped(EXPORTS["BMC Remedy"][0])
    assert mapping.doubtful_texts == ("Notes",)
    assert mapped(EXPORTS["Cherwell"][0])[0].doubtful_texts == ()


def test_hours_and_minutes_on_a_clock_are_minutes_and_said_to_be_read_so():
    mapping, records = mapped(EXPORTS["OMNITRACKER"][0])
    guess = next(guess for guess in mapping.guesses if guess.ours == "handle_minutes")
    assert (guess.certainty, guess.why) == ("likely", "read as hours:minutes")
    assert export_row(records[4], mapping)["handle_minutes"] == 64


def test_groups_that_are_only_known_where_a_ticket_was_moved_are_no_first_groups():
    columns = dict(EXPORTS["Cherwell"][0])
    tickets = [ticket(number) for number in range(NUMBER)]
    rows = [
        {theirs: str(one[said]) for theirs, said in columns.items()}
        | {"Initial Owned By Team": one["first"] if one["moves"] else ""}
        for one in tickets
    ]
    mapping = map_export([RawRow(number, row) for number, row in enumerate(rows, 1)])
    assert "group_history" not in mapping.columns.values()


def test_an_owner_that_is_always_a_queue_is_the_group_and_its_log_tells_of_tickets_that_stayed():
    def record(one):
        moved = [{"Field": "Owner", "OldValue": one["first"], "NewValue": one["team"]}] if one["moves"] else []
        return {
            "CaseNumber": one["n"],
            "Subject": one["title"],
            "Description": one["text"],
            "Owner": {"Name": one["team"], "Type": "Queue"},
            "Histories": {"totalSize": len(moved), "records": [*moved, {"Field": "Status", "NewValue": "Closed"}]},
        }

    records = [record(ticket(number)) for number in range(NUMBER)]
    mapping = map_export([RawRow(number, one) for number, one in enumerate(records, 1)])
    assert mapping.columns["Owner.Name"] == "skill_group"
    paths = [export_row(one, mapping)["group_history"] for one in records]
    assert paths[0] == [ticket(0)["first"], ticket(0)["team"]]
    assert paths[1] == [ticket(1)["team"]]


@pytest.mark.parametrize("name", ["group_assignee.name", "groupAssignee", "group_assignee", "Группа поддержки"])
def test_a_department_is_no_group_beside_a_list_that_is_called_one(name):
    mapping, _ = mapped({"id": "n", "Title": "title", "Text": "text", name: "team", "department.name": "way",
                         "Requester email": "mail"})  # fmt: skip
    found = {theirs: ours for theirs, ours in mapping.columns.items() if ours == "skill_group"}
    assert found == {name: "skill_group"}


@pytest.mark.parametrize("name", ["Департамент", "Служба поддержки", "Линия"])
def test_russian_names_of_groups_are_known(name):
    columns = {"ID": "n", "Тема": "title", "Сообщение": "text", name: "team", "Email пользователя": "mail"}
    assert mapped(columns)[0].columns[name] == "skill_group"


def test_a_department_of_the_one_who_asks_is_asked_about():
    columns = {"ID": "n", "Тема": "title", "Сообщение": "text", "Департамент": "company", "Email пользователя": "mail"}
    mapping, _ = mapped(columns)
    assert "skill_group" not in mapping.columns.values()


def test_a_log_of_all_that_happened_is_a_conversation_where_it_tells_who_spoke_and_its_groups_are_the_path():
    def actions(one):
        said = [{"outcome": "Logged", "emaildirection": "I", "note": one["text"], "team": one["first"]}]
        if one["first"] != one["team"]:
            said.append({"outcome": "Reassigned", "note": "Wrong team", "team": one["team"]})
        answer = {"outcome": "Email User", "emaildirection": "O", "note": one["answer"], "team": one["team"]}
        return [*said, answer]

    tickets = [ticket(number) for number in range(NUMBER)]
    records = [
        {"id": one["n"], "summary": one["title"], "details": one["text"], "team": one["team"], "actions": actions(one)}
        for one in tickets
    ]
    mapping = map_export([RawRow(number, record) for number, record in enumerate(records, 1)])
    rows = [export_row(record, mapping) for record in records]
    assert mapping.thread is not None
    assert mapping.thread[0] == "actions"
    assert [message["author"] for message in rows[1]["messages"]] == ["customer", "agent"]
    assert rows[0]["group_history"] == [tickets[0]["first"], tickets[0]["team"]]
    assert rows[1]["group_history"] == [tickets[1]["team"]]
    silent = [{**record, "actions": [{"note": "Group set"}]} for record in records]
    assert map_export([RawRow(number, record) for number, record in enumerate(silent, 1)]).thread is None


def test_numbers_of_persons_are_those_of_the_names_beside_them() -> None:
    families, given = ("Albers", "Brandt", "Claasen", "Dorn"), ("Anke", "Bernd", "Carla")
    rows = [
        RawRow(n, {"Kunde": f"{families[n % 4]}, {given[n % 3]}", "Personen-ID": f"PPL{n % 24}",
                   "Betreff": f"Lampe {n}", "Text": f"Die Lampe im Raum {n} ist seit Montag kaputt"})
        for n in range(120)
    ]  # fmt: skip
    columns = map_export(rows).columns
    assert columns["Personen-ID"] == "requester_id"
    assert "Kunde" not in columns


def test_a_person_to_contact_belongs_to_a_company_that_is_called_as_people_are() -> None:
    companies = ("Blue Ocean", "Acme Corp", "Green Field", "North Star")
    rows = [
        RawRow(n, {"Customer": companies[n % 4], "Contact Person": f"{FIRST[n % 7]} {LAST[n % 4]}",
                   "Subject": f"Lamp {n}", "Text": f"The lamp in room {n} has been broken since Monday"})
        for n in range(120)
    ]  # fmt: skip
    columns = map_export(rows).columns
    assert columns["Contact Person"] == "requester_id"
    assert columns["Customer"] == "organization_id"


def test_how_bad_something_is_is_no_category_and_a_mark_of_spam_is_read():
    rows = [
        {"Nr": str(n), "Title": f"Door {n}", "Description": f"The door of floor {n} does not open any more",
         "Impact": ("Person", "Floor", "House", "Site")[n % 4], "Effect": ("Low", "Medium", "High")[n % 3],
         "Zone": ("north", "south")[n % 2], "Is Spam": ("no", "no", "yes")[n % 3]}
        for n in range(40)
    ]  # fmt: skip
    mapping = map_export([RawRow(n, row) for n, row in enumerate(rows, 1)])
    assert "category" not in mapping.columns.values()
    assert mapping.columns["Effect"] == "priority"
    assert (mapping.columns["Is Spam"], export_row(rows[2], mapping)["out_of_scope"]) == ("out_of_scope", "yes")
    assert "out_of_scope" not in map_export([RawRow(1, {**rows[0], "Is Spam": "perhaps"})]).columns.values()


def test_the_name_of_who_asks_is_no_company_however_few_there_are():
    rows = [
        {"id": n, "subject": f"Door {n}", "body": f"The door of floor {n} does not open any more",
         "customer": {"id": 500 + n, "name": ("Ann Bell", "Joe Kim")[n % 2]}}
        for n in range(200)
    ]  # fmt: skip
    mapping = map_export([RawRow(n, row) for n, row in enumerate(rows, 1)])
    assert mapping.columns["customer.id"] == "requester_id"
    assert "organization_id" not in mapping.columns.values()
