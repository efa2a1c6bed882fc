"""Of several lists in a ticket the conversation is the one that tells customers from agents."""

from firstline.datasets.column_profile import ColumnProfile
from firstline.datasets.export_thread import export_thread


def thread(**columns):
    records = [dict(columns)] * 3
    profiles = {name: ColumnProfile.of(name, [value] * 3, rows=3) for name, value in columns.items()}
    found = export_thread(None, profiles, records)
    return found and found[0]


SAID = [{"is_inbound": True, "author": None, "text": "no light"}, {"is_inbound": False, "text": "on its way"}]
NOTED = [{"author": {"first_name": "Beth"}, "body": "for the electricians"}]


def test_messages_with_a_direction_win_over_comments_without():
    assert thread(comments=NOTED, messages=SAID) == "messages"
    assert thread(messages=NOTED, comments=SAID) == "comments"


def test_where_neither_tells_the_better_name_wins():
    assert thread(notes=NOTED, comments=NOTED) == "comments"
    assert thread(comments=NOTED) == "comments"


def test_without_a_list_there_is_no_conversation():
    assert thread(comments="none", subject="lamp") is None


def test_a_page_of_comments_is_a_conversation():
    assert thread(**{"CaseComments.records": SAID}) == "CaseComments.records"
    assert thread(**{"comments.values": SAID}) == "comments.values"
    assert thread(**{"links.values": NOTED}) is None


def test_updates_are_a_conversation_where_they_tell_who_wrote():
    asked = {"by": {"type": "user", "id": 7}, "message": {"text": "no light", "html": "<p>no light</p>"}}
    answered = {"by": {"type": "staff", "id": 1}, "message": {"text": "on its way", "html": ""}}
    moved = {"by": {"type": "staff", "id": 1}, "message": None}
    assert thread(updates=[asked, moved, answered]) == "updates"
    assert thread(updates=[{"field": "status", "value": "open"}]) is None
