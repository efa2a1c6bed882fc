"""Conversations become messages, and agents' words are never the customer's."""

import pytest

from firstline.datasets.preset import Thread
from firstline.datasets.preset_table import ANY_THREAD
from firstline.datasets.thread_messages import thread_messages


def authors(values, thread=ANY_THREAD, **options):
    return [message["author"] for message in thread_messages(values, "comments", thread, **options)]


def test_who_asked_is_the_customer_and_anybody_else_an_agent():
    comments = [{"author_id": 1, "body": "a"}, {"author_id": 2, "body": "b"}, {"body": "c"}]
    assert authors({"who": 1, "comments": comments}, requester=("who",)) == ["customer", "agent", "agent"]
    assert authors({"comments": comments}) == ["agent", "agent", "agent"]


def test_a_message_in_a_key_of_its_own_and_a_time_in_several_forms_are_read():
    sent = {"friendly": "today", "iso8601": "2026-03-01T09:00:00+0100", "epochMillis": 1772352000000}
    comments = [{"message": {"author_id": 1, "body": "no light", "created": sent}}]
    (message,) = thread_messages({"who": 1, "comments": comments}, "comments", ANY_THREAD, requester=("who",))
    assert (message["author"], message["at"]) == ("customer", "2026-03-01T09:00:00+0100")


@pytest.mark.parametrize(
    ("record", "author"),
    [
        ({"sender": "Customer"}, "customer"),
        ({"incoming": True}, "customer"),
        ({"incoming": False}, "agent"),
        ({"author": {"type": "employee"}}, "agent"),
        ({"author": "customer"}, "customer"),
        ({"role": "system"}, "system"),
        ({"author_type": "Клиент"}, "customer"),
    ],
)
def test_a_role_says_it_better(record, author):
    assert authors({"comments": [{**record, "body": "x"}]}) == [author]


def test_jiras_cells_are_parted_and_the_text_keeps_its_semicolons():
    thread = Thread(paths=("Comment",), text=("text",), author=("author",), parted=("at", "author", "text"))
    values = {"Reporter": "vera", "Comment": ["04/May/26 9:00 AM;vera;a; b; c", "no comment at all"]}
    assert thread_messages(values, "Comment", thread, requester=("Reporter",)) == [
        {"at": "04/May/26 9:00 AM", "author": "customer", "public": True, "text": "a; b; c"}
    ]


def test_inner_notes_are_not_public_and_empty_ones_are_left_out():
    comments = [
        {"body": "a", "private": True},
        {"body": "b", "public": False},
        {"body": "c", "internal": 0},
        {"body": " "},
    ]
    assert [m["public"] for m in thread_messages({"comments": comments}, "comments", ANY_THREAD)] == [
        False,
        False,
        True,
    ]


def test_a_cell_may_hold_the_conversation_as_json():
    assert authors({"comments": '[{"sender": "agent", "text": "hi"}]'}) == ["agent"]
    assert authors({"comments": "[broken"}) == []
