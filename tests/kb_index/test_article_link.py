from datetime import UTC, datetime

import numpy as np
import pytest

from firstline.datasets.ticket import Ticket
from firstline.kb_index.article_link import article_links
from firstline.kb_index.document_store import Change

KNOWN = {"jam": None, "vpn": None}
VECTORS = np.arange(8, dtype=np.float32).reshape(2, 4)
TICKET = Ticket(id="T1", subject="Printer", body="It jams.", article_ids=("jam",), language="en")


def stored(ticket, vectors=VECTORS):
    return Change(ticket.id, 1, ticket.model_dump_json(exclude_defaults=True), vectors)


def found(*changes):
    return article_links(iter([list(changes)]), KNOWN)


def at(hour, id_):
    return TICKET.model_copy(update={"id": id_, "created_at": datetime(2026, 1, 1, hour, tzinfo=UTC)})


def test_a_link_is_the_request_with_the_articles_its_ticket_names():
    (link,) = found(stored(TICKET))
    assert (link.ticket_id, link.text, link.language) == ("T1", "Printer\nIt jams.", "en")
    assert link.article_ids == {"jam"}
    assert link.vector.tolist() == [0, 1, 2, 3]


def test_the_answer_is_how_the_ticket_ended_and_what_the_customer_was_told():
    said = [{"author": "agent", "text": "Open the tray."}, {"author": "agent", "text": "a note", "public": False}]
    messages = [*said, {"author": "customer", "text": "Thanks."}]
    answered = {**TICKET.model_dump(), "resolution": "Tray.", "messages": messages}
    (link,) = found(stored(Ticket.model_validate(answered)))
    assert link.answer == "Tray.\nOpen the tray."
    assert found(stored(TICKET))[0].answer is None


def test_articles_that_are_not_there_are_no_link():
    (link,) = found(stored(TICKET.model_copy(update={"article_ids": ("gone", "vpn", "jam")})))
    assert link.article_ids == {"vpn", "jam"}
    assert found(stored(TICKET.model_copy(update={"article_ids": ("gone",)}))) == []


def test_a_ticket_that_names_none_or_is_deleted_or_has_no_vector_links_nothing():
    assert found(stored(TICKET.model_copy(update={"article_ids": ()}))) == []
    assert found(Change("T1", 1, None, None)) == []
    assert found(stored(TICKET, vectors=None)) == []


def test_a_restricted_ticket_links_nothing():
    assert found(stored(TICKET.model_copy(update={"restricted_to": ("hr",)}))) == []


@pytest.mark.parametrize("status", ["open", "New", " pending ", "waiting", "HOLD"])
def test_an_open_ticket_links_nothing_until_it_has_ended(status):
    opened = TICKET.model_copy(update={"status": status})
    assert found(stored(opened)) == []
    for moment in ("resolved_at", "closed_at"):
        assert found(stored(opened.model_copy(update={moment: datetime(2026, 1, 1, tzinfo=UTC)})))


@pytest.mark.parametrize("status", [None, "solved", "closed", "Erledigt"])
def test_any_other_status_or_none_counts_as_resolved(status):
    assert found(stored(TICKET.model_copy(update={"status": status})))


def test_links_are_in_the_order_of_time_and_undated_ones_come_first():
    links = found(stored(at(3, "c")), stored(at(1, "b")), stored(TICKET), stored(at(1, "a")))
    assert [link.ticket_id for link in links] == ["T1", "a", "b", "c"]


def test_a_link_shows_no_text():
    (link,) = found(stored(TICKET))
    assert "jams" not in repr(link)
