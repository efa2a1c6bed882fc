"""A conversation that begins with the customer's request needs no other column for it."""

import pytest

from firstline.datasets.export_row import export_row
from firstline.datasets.found_mapping import map_export
from firstline.datasets.raw_row import RawRow
from firstline.datasets.request_text import request_text
from firstline.datasets.ticket_row import strict_ticket

ASKED = ["The lamp of room {} flickers all day", "Nobody hears me on line {} since noon", "My card {} opens no door"]


def exported(**columns):
    """Tickets with a conversation, and what is told as format strings for the number of the ticket."""
    found = []
    for number in range(12):
        asked = ASKED[number % 3].format(number)
        messages = [
            {"from_agent": True, "body_text": "Have you tried another one?", "sent_datetime": "2026-03-01T12:00:00Z"},
            {"from_agent": False, "body_text": asked, "sent_datetime": "2026-03-01T09:00:00Z"},
        ]
        more = {name: text.format(asked=asked, number=number) for name, text in columns.items()}
        found.append(RawRow(number + 1, {"id": number + 1, "subject": f"Help {number}", "messages": messages, **more}))
    return found


@pytest.mark.parametrize("name", ["summary.content", "what.content", "description", "details", "ai_summary"])
def test_what_was_written_after_the_request_is_not_its_text(name):
    sample = exported(**{name: "Customer {number} reports an incident that facilities has resolved in the end."})
    mapping = map_export(sample)
    assert "body" not in mapping.columns.values()
    row = export_row(sample[0].values, mapping)
    ticket = strict_ticket(row, number=1, context={})
    assert request_text(ticket) == "Help 0\nThe lamp of room 0 flickers all day"


def test_a_text_that_begins_as_the_conversation_does_is_the_request():
    assert map_export(exported(description="{asked}\n-- \nsent from a phone")).columns["description"] == "body"


def test_what_somebody_names_is_the_request_whatever_the_conversation_says():
    sample = exported(recap="Customer {number} reports an incident that facilities has resolved in the end.")
    assert map_export(sample, given={"recap": "body"}).columns["recap"] == "body"


def test_a_conversation_that_an_agent_begins_comes_after_the_request():
    sample = exported(description="In room {number} there is no light and nobody comes to mend it")
    for row in sample:
        row.values["messages"] = row.values["messages"][:1]
    assert map_export(sample).columns["description"] == "body"


def test_the_source_of_a_conversation_stands_before_it():
    sample = exported(**{"source.body": "In room {number} there is no light and nobody comes to mend it"})
    assert map_export(sample).columns["source.body"] == "body"


def test_a_summary_is_no_request_where_there_is_no_conversation_either():
    row = RawRow(
        1, {"Betreff": "Lampe", "Samenvatting AI": "De klant meldt dat de lamp op de derde verdieping stuk is."}
    )
    assert "body" not in map_export([row]).columns.values()


def test_an_issue_summary_is_what_people_were_asked_for():
    row = RawRow(1, {"Subject": "Lamp", "Issue Summary": "The lamp of the third floor is broken since last Monday."})
    assert map_export([row]).columns["Issue Summary"] == "body"
