"""Who wrote a message is learned from what conversations say of themselves."""

import pytest

from firstline.datasets.learned_thread import learned_thread
from firstline.datasets.preset_table import ANY_THREAD
from firstline.datasets.thread_messages import thread_messages


def authors(*messages):
    record = {"messages": [{"text": "x", **message} for message in messages]}
    thread = learned_thread(ANY_THREAD, "messages", [record])
    return [message["author"] for message in thread_messages(record, "messages", thread)]


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ({"type": "customer"}, {"type": "message"}),
        ({"createdBy": {"type": "customer"}}, {"createdBy": {"type": "user"}}),
        ({"author": {"type": "user"}}, {"author": {"type": "admin"}}),
        ({"user": {"customer?": True}}, {"user": {"customer?": False}}),
        ({"from": "user"}, {"from": "operator"}),
        ({"from": "client"}, {"from": "user"}),
        ({"direction": "incoming"}, {"direction": "outgoing"}),
        ({"message_direction": "INBOUND"}, {"message_direction": "OUTBOUND"}),
        ({"from_customer": True}, {"from_customer": False}),
        ({"is_staff": 0}, {"is_staff": 1}),
        ({"person": {"is_agent": False}}, {"person": {"is_agent": True}}),
        ({"from": {"role": "END_USER"}}, {"from": {"role": "STAFF"}}),
        ({"senderType": "contact"}, {"senderType": "operator"}),
        ({"type": "customer_message"}, {"type": "agent reply"}),
        ({"роль": "заявитель"}, {"роль": "оператор"}),
    ],
)
def test_the_customer_is_told_from_agents(asked, answered):
    assert authors(asked, answered) == ["customer", "agent"]


@pytest.mark.parametrize(
    "message", [{"author": {"type": "user"}}, {"type": "reply to customer"}, {"is_staff": False}, {"role": "member"}]
)
def test_what_says_the_same_of_all_or_is_not_known_makes_nobody_a_customer(message):
    assert authors(message, message) == ["agent", "agent"]


def test_a_key_that_tells_both_sides_wins_over_one_that_tells_one():
    asked = {"type": "customer", "createdBy": {"type": "customer"}}
    for_them = {"type": "customer", "createdBy": {"type": "user"}}
    assert authors(asked, for_them) == ["customer", "agent"]


def test_the_word_for_a_note_and_a_time_by_any_name_are_found():
    record = {
        "messages": [
            {"text": "a", "kind": "internal_note", "sentAt": "2026-01-01T10:00:00Z"},
            {"text": "b", "kind": "comment", "sentAt": "2026-01-02T10:00:00Z"},
        ]
    }
    found = thread_messages(record, "messages", learned_thread(ANY_THREAD, "messages", [record]))
    assert [(message["public"], message["at"][:10]) for message in found] == [
        (False, "2026-01-01"),
        (True, "2026-01-02"),
    ]


def test_a_user_beside_leads_and_admins_is_a_customer_and_beside_contacts_nobody_knows():
    lead, user, admin = ({"author": {"type": kind}} for kind in ("lead", "user", "admin"))
    assert authors(lead, user, admin) == ["customer", "customer", "agent"]
    assert authors({"author": {"type": "contact"}}, user, admin) == ["customer", "agent", "agent"]


def test_a_part_that_is_a_note_is_not_public():
    record = {"messages": [{"body": "a", "part_type": "note"}, {"body": "b", "part_type": "comment"}]}
    found = thread_messages(record, "messages", learned_thread(ANY_THREAD, "messages", [record]))
    assert [message["public"] for message in found] == [False, True]


def test_a_text_inside_a_text_is_the_message():
    record = {"messages": [{"content": {"type": "text", "message": "no light"}, "author": {"type": "contact"}}]}
    thread = learned_thread(ANY_THREAD, "messages", [record])
    assert [message["text"] for message in thread_messages(record, "messages", thread)] == ["no light"]
