"""Exports of six help desks, as their documentation writes them, become the tickets that they are."""

from pathlib import Path

import pytest

from firstline.datasets.preset_table import PRESETS
from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import CANONICAL_COLUMNS
from firstline.datasets.ticket_import import import_tickets, look_at_exports
from firstline.datasets.ticket_reader import read_tickets

EXPORTS = Path(__file__).parent / "exports"
VENDORS = sorted(path.name for path in EXPORTS.iterdir() if path.stem in PRESETS)
CONVERSATIONS = ("zendesk.json", "zammad.json", "jira.json", "freshdesk.json", "okdesk.json", "glpi.json")


def tickets(folder, name, preset=None):
    mapping = look_at_exports([EXPORTS / name], preset=preset)
    output = folder / f"{name}.{preset}.parquet"
    result = import_tickets([EXPORTS / name], output, mapping=mapping, max_rejected=0)
    assert mapping.preset
    assert mapping.preset.name == Path(name).stem
    assert result.tickets == 3
    return read_tickets(output).tickets


def test_every_preset_has_an_export():
    assert {Path(name).stem for name in VENDORS} == set(PRESETS)


@pytest.mark.parametrize("name", VENDORS)
def test_an_export_needs_no_option_and_its_preset_says_the_same(tmp_path, name):
    assert tickets(tmp_path, name) == tickets(tmp_path, name, preset=Path(name).stem)


@pytest.mark.parametrize("name", VENDORS)
def test_ids_times_texts_and_lists_are_there(tmp_path, name):
    found = tickets(tmp_path, name)
    for ticket in found:
        assert ticket.id
        assert ticket.created_at
        assert ticket.subject
        assert ticket.status
        assert ticket.requester_id
        assert ticket.skill_group
    assert len({ticket.priority for ticket in found}) > 1
    assert len({ticket.category for ticket in found}) > 1 or name.startswith("zammad")


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_conversations_are_messages_and_what_agents_say_is_never_read(tmp_path, name):
    first = tickets(tmp_path, name)[0]
    authors = [message.author for message in first.messages]
    assert "agent" in authors
    assert "customer" in authors
    assert any(not message.public for message in first.messages)
    read = request_text(first)
    assert read.splitlines()[0] == first.subject
    for message in first.messages:
        if message.author != "customer":
            assert message.text.removeprefix("<p>").removesuffix("</p>") not in read


@pytest.mark.parametrize(
    ("name", "history"),
    [
        ("zendesk.json", ("360001", "360002")),
        ("jira.json", ("Clients", "Network")),
    ],
)
def test_the_log_of_changes_gives_the_groups(tmp_path, name, history):
    assert tickets(tmp_path, name)[0].group_history == history


def test_zendesk_counts_stations_where_moves_are_wanted(tmp_path):
    assert [ticket.reassignments for ticket in tickets(tmp_path, "zendesk.csv")] == [1, 0, 0]


def test_jiras_csv_has_a_column_for_every_comment(tmp_path):
    first, _, third = tickets(tmp_path, "jira.csv")
    assert [message.author for message in first.messages] == ["agent", "customer", "agent"]
    assert first.messages[0].text == "Please send the client's log; thanks."
    assert third.created_at
    assert third.created_at.isoformat() == "2026-05-13T14:10:00+00:00"
    assert third.skill_group == "Clients; Printing"


def test_freshdesks_numbers_are_words(tmp_path):
    first, second, third = tickets(tmp_path, "freshdesk.jsonl")
    assert [first.priority, second.priority, third.priority] == ["Medium", "Low", "Urgent"]
    assert (first.status, third.status, third.channel) == ("Resolved", "Open", "Portal")


def test_glpis_escaped_markup_and_spaced_numbers_are_understood(tmp_path):
    first = tickets(tmp_path, "glpi.json")[0]
    assert first.subject == "Plus de Wi-Fi & plus de téléphone"
    assert request_text(first).endswith("Bonjour, le Wi-Fi de la salle 12 ne marche plus.")
    assert first.resolution == "<p>Borne redémarrée</p>"
    assert [ticket.id for ticket in tickets(tmp_path, "glpi.csv")] == ["1231", "1232", "1233"]


def test_okdesks_table_is_the_same_in_csv_and_excel(tmp_path):
    assert tickets(tmp_path, "okdesk.csv") == tickets(tmp_path, "okdesk.xlsx")


def test_presets_speak_of_our_columns_only():
    for preset in PRESETS.values():
        assert set(preset.columns) <= set(CANONICAL_COLUMNS)
