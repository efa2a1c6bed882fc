"""The demo desk: it comes with the package, holds together, and is what its CARD.md says."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from firstline.datasets.article import Article
from firstline.datasets.article_reader import read_articles
from firstline.datasets.demo_desk import demo_config, demo_folder, demo_tickets
from firstline.datasets.request_text import request_text
from firstline.datasets.split import time_split
from firstline.datasets.ticket import CANONICAL_COLUMNS, Ticket
from firstline.evaluation.floor import ClassificationFloor

EXTRAS = ("subcategory", "request_kind", "out_of_scope", "second_request")
COUNTED = ("language", "channel", "status", "request_kind", "category", "priority", "skill_group")
FIRST_LINE = {"first_line", "sales_team"}
NEWEST = 0.2
FLOOR = (0.65, 0.88)

_ADDRESS = re.compile(r"\b(?:[\w-]+\.)+(?:com|org|net|ru|de|no|jp|at|ch|io|eu|info|dev|app)\b", re.IGNORECASE)
_IP = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
_PHONE = re.compile(r"\+\d[\d ()-]{6,}\d|(?<![\w./-])\d{3}[ -]\d{4}(?!\d)")
_FICTIONAL_IP = re.compile(r"(?:192\.0\.2|198\.51\.100|203\.0\.113|127\.0\.0)\.\d+")
_FICTIONAL_PHONE = re.compile(r"555-\d{4}")


@pytest.fixture(scope="module")
def tickets() -> tuple[Ticket, ...]:
    table = demo_tickets()
    assert table.rejected == ()
    return table.tickets


@pytest.fixture(scope="module")
def articles() -> tuple[Article, ...]:
    table = read_articles(demo_folder() / "articles")
    assert table.rejected == ()
    return table.articles


@pytest.fixture(scope="module")
def card() -> str:
    return (demo_folder() / "CARD.md").read_text(encoding="utf-8")


def _created(ticket: Ticket) -> datetime:
    assert ticket.created_at is not None
    return ticket.created_at


def _text(ticket: Ticket) -> str:
    return "\n".join([ticket.subject, ticket.body, ticket.resolution or "", *(m.text for m in ticket.messages)])


def _extra(ticket: Ticket, name: str) -> object:
    return (ticket.model_extra or {}).get(name)


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def count_table(field: str, tickets: Sequence[Ticket]) -> str:
    """How many tickets have each value, most frequent first, and how many have none."""
    counts = Counter(ticket.label(field) for ticket in tickets)
    missing = counts.pop(None, 0)
    rows = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
    return _table([field, "tickets"], [*rows, *([("(none)", missing)] if missing else [])])


def filled_table(tickets: Sequence[Ticket]) -> str:
    """The share of tickets that have a value in each column."""

    def filled(ticket: Ticket, name: str) -> bool:
        value = getattr(ticket, name) if name in Ticket.model_fields else _extra(ticket, name)
        return value is not None and value not in ("", (), [], {})

    shares = {n: sum(filled(t, n) for t in tickets) / len(tickets) for n in (*CANONICAL_COLUMNS, *EXTRAS)}
    return _table(["column", "filled"], [(name, f"{share:.0%}") for name, share in shares.items()])


def month_table(tickets: Sequence[Ticket]) -> str:
    """How many tickets came in each month."""
    return _table(["month", "tickets"], sorted(Counter(f"{_created(t):%Y-%m}" for t in tickets).items()))


def weekday_table(tickets: Sequence[Ticket]) -> str:
    """How many tickets came on each day of the week, and how many of them outside 07-19."""
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    came = Counter(_created(t).weekday() for t in tickets)
    late = Counter(_created(t).weekday() for t in tickets if not 7 <= _created(t).hour < 19)
    return _table(["day", "tickets", "outside 07-19"], [(name, came[k], late[k]) for k, name in enumerate(days)])


def hops_table(tickets: Sequence[Ticket]) -> str:
    """How many groups a ticket sat with."""
    return _table(["groups", "tickets"], sorted(Counter(len(t.group_history) for t in tickets).items()))


def article_table(articles: Sequence[Article]) -> str:
    """Articles and saved replies by kind, visibility and language."""
    counts = Counter((a.kind, a.visibility, a.language) for a in articles)
    return _table(["kind", "visibility", "language", "count"], [(*key, n) for key, n in sorted(counts.items())])


def special_table(tickets: Sequence[Ticket]) -> str:
    """Tickets that a demo wants to show, and how many there are of them."""
    people = Counter(t.requester_id for t in tickets if t.requester_id)
    firms = Counter(t.organization_id for t in tickets if t.organization_id)
    storm = Counter(t.duplicate_of for t in tickets if t.duplicate_of).most_common(1)[0]
    kinds: dict[str, Callable[[Ticket], object]] = {
        "duplicates": lambda t: t.duplicate_of,
        "two problems in one request": lambda t: _extra(t, "second_request"),
        "came to the wrong place": lambda t: _extra(t, "out_of_scope"),
        "only some groups may see it": lambda t: t.restricted_to,
        "written by an employee": lambda t: t.audience == "employee",
        "with messages": lambda t: t.messages,
        "with mail headers": lambda t: t.mail_headers,
        "with attachments": lambda t: t.attachments,
        "reopened": lambda t: t.reopened is True,
        "category set by a machine": lambda t: t.set_by.get("category") == "machine",
    }
    rows = [(what, sum(bool(holds(t)) for t in tickets)) for what, holds in kinds.items()]
    rows += [("of the largest storm, its first included", storm[1] + 1)]
    rows += [("requesters", len(people)), ("of whom came more than once", sum(n > 1 for n in people.values()))]
    rows += [("organisations", len(firms)), ("of which wrote more than once", sum(n > 1 for n in firms.values()))]
    return _table(["what", "tickets"], rows)


def test_its_folder_is_there() -> None:
    assert (demo_folder() / "articles").is_dir()
    assert demo_config().desk.name == "Fjordhost"


@pytest.mark.parametrize("field", COUNTED)
def test_the_card_counts_what_is_there(card: str, tickets: tuple[Ticket, ...], field: str) -> None:
    assert count_table(field, tickets) in card


@pytest.mark.parametrize("table", [filled_table, month_table, weekday_table, hops_table, special_table])
def test_the_card_tells_the_shares(
    card: str, tickets: tuple[Ticket, ...], table: Callable[[Sequence[Ticket]], str]
) -> None:
    assert table(tickets) in card


def test_the_card_lists_the_articles(card: str, articles: tuple[Article, ...]) -> None:
    assert article_table(articles) in card


def test_it_is_as_large_as_it_says(card: str, tickets: tuple[Ticket, ...], articles: tuple[Article, ...]) -> None:
    replies = sum(article.kind == "reply" for article in articles)
    assert len(tickets) >= 600
    assert len(articles) - replies >= 50
    assert replies >= 15
    for what in (f"{len(tickets)} tickets", f"{len(articles) - replies} articles", f"{replies} saved replies"):
        assert what in card


def test_tickets_are_numbered_in_the_order_in_which_they_came(tickets: tuple[Ticket, ...]) -> None:
    assert [ticket.id for ticket in tickets] == [f"T-{1001 + k}" for k in range(len(tickets))]
    moments = [_created(ticket) for ticket in tickets]
    assert moments == sorted(moments)


def test_articles_that_are_named_exist(tickets: tuple[Ticket, ...], articles: tuple[Article, ...]) -> None:
    known = {article.id for article in articles}
    assert {name for ticket in tickets for name in ticket.article_ids} <= known
    assert {article.translation_of for article in articles if article.translation_of} <= known


def test_a_duplicate_names_an_older_ticket_that_exists(tickets: tuple[Ticket, ...]) -> None:
    by_id = {ticket.id: ticket for ticket in tickets}
    named = [ticket for ticket in tickets if ticket.duplicate_of]
    assert named
    for ticket in named:
        parent = by_id[ticket.duplicate_of or ""]
        assert _created(parent) < _created(ticket)
        assert parent.duplicate_of is None, ticket.id
        assert ticket.category in {None, parent.category}, ticket.id


def test_texts_name_only_tickets_that_exist(tickets: tuple[Ticket, ...]) -> None:
    known = {ticket.id for ticket in tickets}
    for ticket in tickets:
        assert set(re.findall(r"\bT-\d{4}\b", _text(ticket))) <= known, ticket.id


@pytest.mark.parametrize("field", ["category", "subcategory", "request_kind", "priority", "skill_group"])
def test_every_label_is_one_of_the_closed_list(tickets: tuple[Ticket, ...], field: str) -> None:
    listed = set(demo_config().field(field).values)
    assert {label for ticket in tickets if (label := ticket.label(field))} == listed


def test_a_subcategory_fits_its_category(tickets: tuple[Ticket, ...]) -> None:
    rules = demo_config().field("subcategory")
    assert rules.parent == "category"
    assert sorted(child for children in rules.children.values() for child in children) == sorted(rules.values)
    for ticket in tickets:
        if child := ticket.label("subcategory"):
            assert child in rules.children[ticket.category or ""], ticket.id


def test_a_second_request_has_labels_of_the_same_lists(tickets: tuple[Ticket, ...]) -> None:
    config = demo_config()
    for ticket in tickets:
        second = _extra(ticket, "second_request")
        if isinstance(second, dict):
            assert second["subcategory"] in config.field("subcategory").children[second["category"]], ticket.id
            assert second["skill_group"] in config.field("skill_group").values, ticket.id


def test_thanks_and_automatic_mail_have_no_priority_and_wrong_addresses_no_category(
    tickets: tuple[Ticket, ...],
) -> None:
    for ticket in tickets:
        kind = ticket.label("request_kind")
        assert (ticket.priority is None) == (kind in {"thanks", "automatic", "spam"}), ticket.id
        if _extra(ticket, "out_of_scope") or kind in {"spam", "automatic", "unclear"}:
            assert ticket.category is None, ticket.id
        assert (kind is None) == bool(_extra(ticket, "out_of_scope")), ticket.id


def test_a_history_ends_with_the_group_that_solved_it(tickets: tuple[Ticket, ...]) -> None:
    for ticket in tickets:
        assert ticket.group_history[-1] == ticket.skill_group, ticket.id
        assert ticket.reassignments == len(ticket.group_history) - 1, ticket.id
        assert ticket.line == ("1" if ticket.skill_group in FIRST_LINE else "2"), ticket.id


def test_times_follow_each_other(tickets: tuple[Ticket, ...]) -> None:
    for ticket in tickets:
        created, resolved, closed = _created(ticket), ticket.resolved_at, ticket.closed_at
        moments = [message.at for message in ticket.messages if message.at]
        assert moments == sorted(moments), ticket.id
        assert len(moments) == len(ticket.messages), ticket.id
        assert all(created <= moment and (not resolved or moment <= resolved) for moment in moments), ticket.id
        latest = max([created, *moments, *(m for m in (ticket.first_response_at, resolved, closed) if m)])
        assert ticket.updated_at == latest, ticket.id
        assert (resolved is not None) == (ticket.status in {"closed", "resolved"}), ticket.id
        assert (closed is not None) == (ticket.status == "closed"), ticket.id
        assert closed is None or closed == (resolved or closed) + timedelta(days=7), ticket.id


def test_the_first_response_is_the_first_public_word_of_an_agent(tickets: tuple[Ticket, ...]) -> None:
    for ticket in tickets:
        said = [m.at for m in ticket.messages if m.author == "agent" and m.public and m.at]
        if said:
            assert ticket.first_response_at == min(said), ticket.id
        if ticket.first_response_at and ticket.resolved_at:
            assert _created(ticket) <= ticket.first_response_at <= ticket.resolved_at, ticket.id


def test_nobody_real_is_named(tickets: tuple[Ticket, ...], articles: tuple[Article, ...]) -> None:
    live = demo_tickets("live.jsonl").tickets
    texts = [*map(_text, (*tickets, *live)), *(f"{article.title}\n{article.body}" for article in articles)]
    for text in texts:
        for address in _ADDRESS.findall(text):
            assert re.search(r"(^|\.)example\.(com|org|net)$", address.lower()), address
        assert all(_FICTIONAL_IP.fullmatch(ip) for ip in _IP.findall(text)), _IP.findall(text)
        assert all(_FICTIONAL_PHONE.fullmatch(number) for number in _PHONE.findall(text)), _PHONE.findall(text)


def test_no_two_requests_are_written_alike(tickets: tuple[Ticket, ...]) -> None:
    texts = [request_text(ticket) for ticket in tickets]
    long = [text for text in texts if len(text.split()) >= 8]
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(5, 5)).fit_transform(long)
    alike = (vectors @ vectors.T).tocoo()
    pairs = [(long[a], long[b]) for a, b, s in zip(alike.row, alike.col, alike.data, strict=True) if a < b and s > 0.75]
    assert pairs == []


def test_the_cheap_method_finds_the_category_often_but_not_always(tickets: tuple[Ticket, ...]) -> None:
    split = time_split(tickets, holdout=NEWEST)
    known = [(request_text(tickets[row]), tickets[row].category) for row in split.training]
    asked = [(request_text(tickets[row]), tickets[row].category) for row in split.holdout]
    floor = ClassificationFloor([t for t, label in known if label], [label for _, label in known if label])
    scores = floor.scores([text for text, label in asked if label])
    found = [floor.values[place] for place in scores.argmax(axis=1)]
    wanted = [label for _, label in asked if label]
    right = sum(a == b for a, b in zip(found, wanted, strict=True)) / len(wanted)
    assert FLOOR[0] <= right <= FLOOR[1], f"{right:.3f}"


def test_the_demo_desk_leaves_security_abuse_and_cancellations_to_people() -> None:
    fields = demo_config().fields
    kept = {name: listed.never_auto for name, listed in fields.items() if listed.never_auto}
    assert kept == {
        "category": ("security_abuse",),
        "subcategory": ("refund_cancellation",),
        "skill_group": ("abuse_team",),
    }
