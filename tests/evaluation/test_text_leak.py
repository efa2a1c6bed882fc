"""Words that nobody knew when the request came."""

from typing import Any

from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.evaluation.text_leak import TextLeak, text_leaks

THINGS = ("printer", "login", "invoice")
PLACES = ("the office", "Bergen", "my desk", "the train", "a hotel", "the second floor", "the stairs", "the garden")


def desk(count: int = 96) -> list[Ticket]:
    """Requests whose words say what they are about in the customers' own way."""
    found = []
    for n in range(count):
        thing, place = THINGS[n % 3], PLACES[n % 8]
        body = f"since {n} days nothing works with {'it' if n % 2 else 'my ' + thing} in {place}, please look"
        found.append(
            Ticket.model_validate(
                {
                    "id": f"T{n}",
                    "body": body,
                    "category": f"{thing}_problem",
                    "skill_group": f"team_{thing}",
                    "resolution": f"Replaced the fuser unit number {n} and updated the driver in {place} afterwards",
                    "messages": [
                        {
                            "author": "agent",
                            "text": f"We have looked at the device {n} in {place}.\nDesk of Example Ltd",
                        },
                        {"author": "customer", "text": "It works now.\nThank you"},
                    ],
                }
            )
        )
    return found


def planted(rows: int, **said: Any) -> list[Ticket]:
    """The same desk, of which some bodies say more."""
    return [
        ticket.model_copy(update={"body": f"{ticket.body}\n{said['say'](ticket)}"}) if n < rows else ticket
        for n, ticket in enumerate(desk())
    ]


def leaks(tickets: list[Ticket]) -> tuple[TextLeak, ...]:
    return text_leaks(tickets, [request_text(ticket) for ticket in tickets], ("category", "skill_group"))


def test_a_clean_desk_has_none() -> None:
    assert leaks(desk()) == ()


def test_a_planted_resolution_is_caught_and_named() -> None:
    (found,) = leaks(planted(10, say=lambda ticket: ticket.resolution))
    assert (found.kind, found.tickets) == ("resolution", 10)
    assert found.examples == ("T0", "T1", "T2")


def test_an_agents_message_in_the_body_is_caught() -> None:
    found = leaks(planted(5, say=lambda ticket: ticket.messages[0].text))
    assert ("agent's message", 5) in {(leak.kind, leak.tickets) for leak in found}


def test_an_agents_signature_in_the_body_is_caught() -> None:
    (found,) = leaks(planted(8, say=lambda _: "Desk of Example Ltd"))
    assert (found.kind, found.tickets) == ("agent's signature", 8)
    assert "desk of example ltd" in found.what


def test_a_group_that_stands_in_the_text_as_the_system_writes_it_is_caught() -> None:
    (found,) = leaks(planted(12, say=lambda ticket: f"Assigned to {ticket.skill_group}."))
    assert (found.kind, found.field, found.tickets) == ("label in the text", "skill_group", 12)


def test_a_word_that_gives_one_value_away_is_caught() -> None:
    tickets = [
        t.model_copy(update={"body": f"{t.body} ref zz-queue-seven"}) if t.category == "login_problem" else t
        for t in desk()
    ]
    found = leaks(tickets)
    assert {leak.kind for leak in found} == {"telling word"}
    assert {leak.field for leak in found} == {"category", "skill_group"}
    assert "zz-queue-seven" in found[0].what


def test_a_ticket_that_only_some_may_see_is_counted_and_never_an_example() -> None:
    tickets = [t.model_copy(update={"restricted_to": ("hr",)}) for t in planted(10, say=lambda t: t.resolution)]
    assert leaks(tickets)[0].examples == ()


def test_words_of_tickets_that_only_some_may_see_are_never_named() -> None:
    tickets = [
        t.model_copy(update={"body": f"{t.body} zz-secret\nDesk of Example Ltd", "restricted_to": ("hr",)})
        if t.category == "login_problem"
        else t
        for t in desk()
    ]
    assert not any("secret" in leak.what or "example ltd" in leak.what for leak in leaks(tickets[1::3]))


def test_later_messages_and_the_resolution_are_not_read_at_all() -> None:
    for ticket in desk():
        text = request_text(ticket)
        assert "fuser" not in text
        assert "looked at" not in text
        assert "works now" not in text


def german(count: int = 40, topic: str = "Konto") -> list[Ticket]:
    """A small export: every text greets, one frequent category has its own word, the others are rare."""
    asks = (
        f"mein {topic} wurde gesperrt, warum auch immer",
        f"ich komme in das {topic} nicht mehr hinein",
        f"bitte das {topic} wieder öffnen",
        f"{topic} geht nicht, seit gestern schon",
        f"wer kann mir beim {topic} helfen?",
    )
    others = ("der Drucker druckt nicht", "die Rechnung stimmt nicht", "wo bleibt das Paket?", "der Ton fehlt im Video")
    found = []
    for n in range(count):
        own = n % 2 == 0
        said = asks[n // 2 % 5] if own else others[n // 2 % 4]
        body = f"Guten Tag,\n{said} Vorgang {n}\nMit freundlichen Grüßen"
        category = f"{topic} und Anmeldung" if own else ("Drucker", "Rechnung", "Versand", "Ton")[n // 2 % 4]
        messages = [{"author": "agent", "text": f"Erledigt ist Nummer {n}.\nMit freundlichen Grüßen"}]
        found.append(Ticket.model_validate({"id": f"G{n}", "body": body, "category": category, "messages": messages}))
    return found


def test_a_greeting_is_no_leak_of_the_one_frequent_category_of_a_small_export() -> None:
    assert leaks(german()) == ()


def test_the_topic_itself_is_no_leak_however_often_it_is_said() -> None:
    tickets = german(160)
    assert leaks(tickets) == ()
    named = [t.model_copy(update={"category": str(t.category).removesuffix(" und Anmeldung")}) for t in tickets]
    assert leaks(named) == ()


def test_words_that_customers_use_again_are_their_own() -> None:
    tickets = [
        t.model_copy(update={"body": f"{t.body} ref zz-queue-seven"}) if t.category == "login_problem" else t
        for t in desk()
    ]
    answered = Ticket.model_validate({"messages": [{"author": "customer", "text": "and zz-queue-seven? ref"}]})
    tickets[0] = tickets[0].model_copy(update={"messages": (*tickets[0].messages, *answered.messages)})
    assert leaks(tickets) == ()


def test_a_label_in_plain_words_is_caught_where_a_form_writes_it() -> None:
    tickets = [t.model_copy(update={"body": f"Kategorie: {t.category}\n{t.body}"}) for t in german(160)]
    (found,) = leaks(tickets)
    assert (found.kind, found.field, found.tickets) == ("label in the text", "category", 160)


def test_a_courtesy_that_resolution_and_requests_share_is_no_quotation() -> None:
    courtesy = "Vielen Dank für Ihre Mühe und einen schönen Tag noch an alle im Team"
    tickets = [t.model_copy(update={"body": f"{t.body}\n{courtesy}"}) for t in german(60)]
    said = [
        t.model_copy(update={"resolution": f"Fertig. {courtesy}" if n < 20 else f"Der Fall {n} wurde in Ruhe gelöst"})
        for n, t in enumerate(tickets)
    ]
    assert leaks(said) == ()


def test_without_customers_to_compare_with_no_line_is_an_agents_signature() -> None:
    tickets = [
        t.model_copy(update={"messages": t.messages[:1]}) for t in planted(8, say=lambda _: "Desk of Example Ltd")
    ]
    assert leaks(tickets) == ()


def test_texts_that_agents_wrote_are_caught_where_customers_messages_show_how_these_write() -> None:
    tickets = []
    for n, ticket in enumerate(desk(300)):
        place = PLACES[n % 8]
        agents = f"Caller reports via hotline that device {n} in {place} is affected, routed per runbook"
        messages = [
            {"author": "agent", "text": f"Caller reports via hotline about device {n}, routed per runbook in {place}"},
            {"author": "customer", "text": f"It is still broken for me in {place}, now {n} times"},
        ]
        body = agents if n < 30 else ticket.body
        tickets.append(Ticket.model_validate({"id": f"S{n}", "messages": messages, "body": body}))
    assert {leak.kind for leak in leaks(tickets)} == {"agent's style"}


def test_the_last_part_of_a_group_with_which_agents_sign_is_caught() -> None:
    tickets = [
        t.model_copy(
            update={
                "body": f"{t.body}\nYour desk for {THINGS[n % 3]}s",
                "skill_group": f"Support::{THINGS[n % 3]}s",
                "category": None,
            }
        )
        for n, t in enumerate(desk())
    ]
    (found,) = [leak for leak in leaks(tickets) if leak.kind == "label in the text"]
    assert (found.field, found.tickets) == ("skill_group", 96)
    assert "“printers” of “Support::printers”" in found.what


def test_a_sentence_that_ends_a_quarter_of_one_values_texts_and_no_others_is_named() -> None:
    tickets = [
        t.model_copy(update={"body": f"{t.body}. It was set up anew by us."}) if n % 12 == 1 else t
        for n, t in enumerate(desk(288))
    ]
    (found,) = [leak for leak in leaks(tickets) if leak.field == "category"]
    assert (found.kind, found.tickets) == ("telling sentence", 24)
    assert "“it was set up anew by us.”" in found.what
