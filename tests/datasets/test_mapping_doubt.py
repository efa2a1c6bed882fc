"""What an import cannot know is asked, with what to say."""

from firstline.datasets.export_row import export_row
from firstline.datasets.found_mapping import map_export
from firstline.datasets.mapping_doubt import mapping_doubts
from firstline.datasets.raw_row import RawRow
from firstline.datasets.stated_column import stated_against_name

TEXT = "Since Monday the door of floor {} does not open any more, please help us"


def doubts(*columns, number=40, **cells):
    rows = [
        {"Nr": str(n), "Title": f"Door {n} is stuck", **{name: values[n % len(values)] for name, values in columns}}
        for n in range(number)
    ]
    for n, row in enumerate(rows):
        row |= {name: text.format(n) for name, text in cells.items()}
    return " ".join(mapping_doubts(map_export([RawRow(n, row) for n, row in enumerate(rows, 1)])))


def test_a_text_of_an_unclear_author_is_asked_about():
    assert 'How to: --map "Notes=body"' in doubts(Notes=TEXT)
    assert doubts(Description=TEXT, Notes=TEXT) == ""


def test_an_owner_that_is_sometimes_a_queue_is_named():
    said = doubts(("Case Owner", ("Ann Bell", "Door Queue", "Joe Kim", "Lift Queue")), Description=TEXT)
    assert "Case Owner holds queues or teams (Door Queue, Lift Queue) among people" in said


def test_a_department_that_may_be_the_requesters_is_asked_about():
    assert '--map "Department=skill_group"' in doubts(("Department", ("North", "South", "West")), Description=TEXT)


def test_a_count_that_is_never_0_counts_the_first_group_too():
    said = doubts(("Assignment count", ("1", "2", "1")), Description=TEXT)
    assert "Assignment count is never 0" in said
    assert "one less is taken" in said
    assert "never 0" not in doubts(("Reassignment count", ("1", "2", "1")), Description=TEXT)


def test_a_log_of_changes_that_is_not_understood_is_named():
    told = [{"action": "Update", "message": "Group set to A"}, {"action": "Update", "message": "State set to B"}]
    assert "audits looks like a log of changes that was not understood" in doubts(("audits", (told,)), Description=TEXT)
    history = doubts(("audits", (told,)), ("Group", ("A", "B")), ("Group history", ("A > B", "B")), Description=TEXT)
    assert "audits" not in history, "the path is known by another column"


def test_a_log_under_a_name_of_the_desks_own_is_no_history():
    log = ([{"field": "Group", "old": "A", "new": "B"}],)
    rows = [RawRow(n, {"Description": TEXT.format(n), "audits": log[0], "Team": "AB"[n % 2]}) for n in range(9)]
    (said,) = stated_against_name(map_export(rows, given={"audits": "changelog"}))
    assert "audits is kept as changelog, as was said" in said
    assert "group_history" in said
    assert stated_against_name(map_export(rows, given={"Team": "crew"})) == (), "a closed list of the desk's own"


LONG = "The lamp on the third floor has been broken since day {n}, and nobody came"


def mapping_of(rows):
    return map_export([RawRow(n, row) for n, row in enumerate(rows, 1)])


def meant(rows):
    return {ours: theirs for theirs, ours in mapping_of(rows).columns.items()}


def row_of(n, **more):
    return {"Nr": f"T-{n}", "Beschreibung": LONG.format(n=n)} | more


def test_a_column_that_is_called_a_priority_goes_before_an_urgency_and_a_count_of_moves_is_one():
    rows = [
        {
            "Номер": f"RP{n}",
            "Описание запроса": LONG.format(n=n),
            "Срочность": ["Обычная", "Высокая"][n % 2],
            "Приоритет": ["1 - Критический", "2 - Высокий", "3 - Средний"][n % 3],
            "Контрагент (сотрудник)": f"Сотрудник {n}",
            "Ответственный (сотрудник)": f"Агент {n % 3}",
            "Кол-во передач": str(n % 3),
            "Регламентное время закрытия": f"{1 + n % 28:02}.01.2026 21:46",
            "Дата/время закрытия": f"{1 + n % 28:02}.02.2026 06:46",
            "Описание решения": ["Заменено со склада", "Перенастроено, работает"][n % 2],
        }
        for n in range(80)
    ]
    found = meant(rows)
    assert found["priority"] == "Приоритет"
    assert found["requester_id"] == "Контрагент (сотрудник)"
    assert found["reassignments"] == "Кол-во передач"
    assert found["closed_at"] == "Дата/время закрытия"
    assert mapping_of(rows).kept == ("Срочность",)


def test_who_asks_is_the_column_with_many_people_and_the_one_with_few_is_their_company():
    rows = [row_of(n, Kundennummer=f"K-{n % 3}", Kundenbenutzer=f"kunde{n % 70}") for n in range(200)]
    assert meant(rows)["requester_id"] == "Kundenbenutzer"
    assert meant(rows)["organization_id"] == "Kundennummer"


def test_few_people_for_many_tickets_are_doubted_aloud_where_nothing_else_tells():
    found = mapping_of([row_of(n, Kundennummer=f"K-{n % 3}") for n in range(200)])
    (guess,) = (guess for guess in found.guesses if guess.ours == "requester_id")
    assert guess.certainty == "guess"
    assert any('--map "Kundennummer=organization_id"' in line for line in mapping_doubts(found))


def test_a_sender_with_an_address_is_no_text():
    rows = [
        {
            "Betreff": f"Lampe {n} im dritten Stock",
            "Von": f'"Kunde {n}" <kunde{n}@firma.example>',
            "Artikelbaum": f"--> Kunde {n}\n{LONG.format(n=n)}\n--> Agent\nDone",
        }
        for n in range(40)
    ]
    found = mapping_of(rows)
    assert "body" not in found.columns.values()
    assert any('--map "Artikelbaum=body"' in line for line in mapping_doubts(found))


def test_a_time_goes_before_a_date_and_what_agents_write_is_no_closed_list():
    rows = [
        row_of(
            n,
            Beginn=f"{1 + n % 28:02}.01.2026",
            Registriert_um=f"{1 + n % 28:02}.01.2026 09:{n % 60:02}",
            Autor=f"Kunde {n}",
            **{"Letzte Kommentare": ["Gerät getauscht.", "Erledigt, Ticket wird geschlossen."][n % 2]},
        )
        for n in range(60)
    ]
    assert meant(rows)["created_at"] == "Registriert_um"
    assert meant(rows)["requester_id"] == "Autor"
    assert "Letzte Kommentare" not in mapping_of(rows).kept


def test_a_board_s_cards_have_a_name_and_keys_are_no_category():
    rows = [
        {
            "id": f"695c8f4bc4ca4238a0b9{n:04x}",
            "dateLastActivity": f"2026-01-{1 + n % 28:02}T04:27:55.000Z",
            "desc": LONG.format(n=n),
            "idList": ["cbeb04de5c6adeecb4890beb", "facaf4b4eca82d645caaa0f5", "dad0f9ef7b0a1f95f9036828"][n % 3],
            "name": f"Lamp {n} is broken",
            "labels": [{"name": ["request", "question", "urgent"][n % 3]}],
        }
        for n in range(60)
    ]
    found = mapping_of(rows)
    assert found.columns == {"id": "id", "dateLastActivity": "updated_at", "desc": "body", "name": "subject"}
    assert found.kept == ("labels[0].name",)


def test_a_form_that_asks_for_the_team_tells_the_first_group_at_most():
    teams = ["Network", "Hardware", "Accounts"]
    rows = [
        {
            "What do you need help with?": f"The lamp number {n} is broken",
            "Please describe your problem in detail": LONG.format(n=n),
            "How urgent is it?": ["Soon", "Can wait", "Very urgent"][n % 3],
            "Which team should handle it?": teams[n % 3],
            "Handled by (team)": teams[(n + n % 2) % 3],
        }
        for n in range(60)
    ]
    found = mapping_of(rows)
    assert {"What do you need help with?": "subject", "How urgent is it?": "priority"}.items() <= found.columns.items()
    assert "category" not in found.columns.values()
    assert any('--map "Which team should handle it?=group_history"' in line for line in mapping_doubts(found))


def test_labels_of_which_a_cell_has_several_are_no_category_and_asked_about():
    rows = [row_of(n, Labels=["team::Network,urgent", "team::Network", "team::Hardware"][n % 3]) for n in range(60)]
    found = mapping_of(rows)
    assert "category" not in found.columns.values()
    assert any(line.startswith("Labels has several values in one cell") for line in mapping_doubts(found))


def test_a_list_of_outcomes_is_no_category_and_asked_about():
    ended = ("Решение", ("Выполнено", "Отклонено", "Дубликат", "Отозвано"))
    assert 'Is it the topic? How to: --map "Решение=category"' in doubts(ended, Description=TEXT)
    assert "Решение" not in doubts(ended, ("Category", ("lift", "door", "lamp")), Description=TEXT)


def test_one_group_for_all_is_said_and_no_department_takes_its_place():
    departments = ("Department", ("North", "South", "West"))
    said = doubts(("Assignment Group", ("Hotline",)), departments, Description=TEXT)
    assert "every ticket has the same Assignment Group (Hotline): nothing to route." in said


def test_what_a_ticket_was_called_at_first_is_asked_about():
    levels = ("Low", "High", "Normal")
    said = doubts(("Priority", levels), ("Initial Importance level", levels[:2]), Description=TEXT)
    assert 'How to: --map "Initial Importance level=first_priority"' in said
    assert "first_priority" not in doubts(("Priority", levels), Description=TEXT)


def test_a_list_of_groups_that_resolved_is_asked_about_where_another_column_was_taken():
    teams = ("Первая линия", "Сети", "Почта")
    first, last = ("Команда при регистрации", teams), ("Решен командой", teams)
    said = doubts(first, ("Ответственный (команда)", teams), last, Description=TEXT)
    assert 'How to: --map "Решен командой=skill_group"' in said
    assert "=skill_group" not in doubts(
        first, ("Ответственный (команда)", teams), ("Решен", ("да", "нет")), Description=TEXT
    )


def test_ids_of_other_tickets_are_asked_about_and_other_numbers_are_not():
    said = doubts(("Main ticket", ("", "3", "", "5")), ("Floor", ("0", "70", "71", "72")), Description=TEXT)
    assert "Main ticket holds ids of other tickets (3, 5)" in said
    assert '--map "Main ticket=duplicate_of"' in said
    assert "Floor" not in said


def test_teams_among_people_are_told_by_their_type():
    def named(n, kind):
        return {"type": kind, "name": f"{kind} {n % 4}"}

    rows = [
        {"Nr": n, "Title": f"Door {n}", "Description": TEXT.format(n), "assignee": named(n, ("team", "user")[n % 2])}
        for n in range(40)
    ]
    said = " ".join(mapping_doubts(map_export([RawRow(n, row) for n, row in enumerate(rows, 1)])))
    theirs = "assignee[type=team].name"
    assert f'--map "{theirs}=skill_group"' in said
    given = map_export([RawRow(n, row) for n, row in enumerate(rows, 1)], given={theirs: "skill_group"})
    assert [export_row(row, given).get("skill_group") for row in rows[:3]] == ["team 0", None, "team 2"]


def test_a_single_tag_may_be_the_topic():
    tags = [[{"id": 1, "name": "doors"}], [{"id": 2, "name": "lifts"}]]
    rows = [{"Nr": n, "Title": f"Door {n}", "Description": TEXT.format(n), "tags": tags[n % 2]} for n in range(40)]
    said = " ".join(mapping_doubts(map_export([RawRow(n, row) for n, row in enumerate(rows, 1)])))
    assert '--map "tags[0].name=category"' in said


def handed(n, *, path, change="category_change"):
    groups = ("Doors", "Lifts", "Lamps", "Doors")
    old, new = groups[n % 3], groups[n % 3 + 1]
    moved = [{"by": "Kim Lee", change: {"old": old, "new": new}}] if path else []
    return {
        "Nr": str(n),
        "Subject": f"Lamp {n}",
        "Description": LONG.format(n=n),
        "category": {"name": new},
        "updates": [*moved, {"by": "Kim Lee", change: None}],
    }


def test_a_category_that_is_handed_on_as_a_group_is_asked_about():
    rows = [handed(n, path=n % 2) for n in range(40)]
    said = " ".join(mapping_doubts(mapping_of(rows)))
    assert "category.name is changed while a ticket is worked on, as a group is" in said
    assert '--map "category.name=skill_group"' in said
    assert "updates looks like a log" not in said
    assert "changed while" not in " ".join(mapping_doubts(mapping_of([handed(n, path=False) for n in range(40)])))
    raw = [RawRow(n, row) for n, row in enumerate(rows, 1)]
    told = map_export(raw, given={"category.name": "skill_group"})
    assert not any("changed while" in doubt for doubt in mapping_doubts(told))
    assert export_row(rows[1], told)["group_history"] == ["Lifts", "Lamps"]


def test_addresses_of_people_at_a_domain_that_is_called_desk_are_no_queues():
    people = ("ann@desk.example.org", "joe@desk.example.org", "ivy@desk.example.org")
    assert "queues or teams" not in doubts(("Assignee email", people), Description=TEXT)
    queues = ("lift-desk@example.org", "door-desk@example.org", "ivy@example.org")
    assert "queues or teams" in doubts(("Assignee email", queues), Description=TEXT)


def test_a_type_that_tells_incidents_from_requests_is_no_category_beside_a_group():
    types, groups = ("Incident", "Service Request"), ("Doors", "Lifts", "Lamps")
    services = ("Entry", "Lift", "Light", "Heating", "Water")
    rows = [
        row_of(n, **{"Ticket type": types[n % 2], "Group": groups[n % 3], "Service": services[n % 5]})
        for n in range(60)
    ]
    assert meant(rows)["category"] == "Service"
    said = " ".join(mapping_doubts(mapping_of(rows)))
    assert "Ticket type says only what kind of request it is (Incident, Service Request)" in said
    assert "Service is read as the topic" in said
    assert "Ticket type" in mapping_of(rows).kept
    topics = [{**row, "Category": ("Key", "Bulb")[n % 2]} for n, row in enumerate(rows)]
    assert meant(topics)["category"] == "Category"
    alone = [{name: value for name, value in row.items() if name != "Group"} for row in rows]
    assert meant(alone)["category"] == "Ticket type", "there is nothing else to tell"


def test_a_ticket_without_a_change_of_the_group_stayed_where_it_was():
    rows = [handed(n, path=n % 2, change="group_change") for n in range(40)]
    mapping = map_export([RawRow(n, row) for n, row in enumerate(rows, 1)], given={"category.name": "skill_group"})
    assert export_row(rows[1], mapping)["group_history"] == ["Lifts", "Lamps"]
    assert export_row(rows[2], mapping)["group_history"] == ["Doors"]
