"""The request text: what a model reads of a ticket."""

from collections.abc import Iterator
from datetime import UTC, datetime

from firstline.datasets.characters import cut_text
from firstline.datasets.clean import CLEAN_LIMIT, clean_line, clean_text
from firstline.datasets.ticket import Message, Ticket

_NEVER = datetime.max.replace(tzinfo=UTC)
_TRUNCATED = ("…", "...")


def request_text(ticket: Ticket) -> str:
    """The text that training and serving both read: the subject, a newline, and what the customer wrote at first.

    That is the body and the customer's messages before the first public answer of an agent; a message that only
    repeats the body is left out, and so is a subject with which the body begins anyway. Never an agent's words, the
    resolution or later messages. Raw texts stay in the ticket; this one is cleaned (`clean_text`). It is empty when the
    customer said nothing.
    """
    parts = [part for part in _cleaned_parts(ticket) if part]
    body = "\n".join(parts)
    subject = clean_line(ticket.subject) if ticket.subject else ""
    if not subject or _begins_with(body, subject):
        return cut_text(body, CLEAN_LIMIT)
    return cut_text(f"{subject}\n{body}" if body else subject, CLEAN_LIMIT)


def opening_messages(ticket: Ticket) -> Iterator[Message]:
    """The customer's messages before the first public answer of an agent, oldest first."""
    messages = list(ticket.messages)
    if all(message.at for message in messages):
        messages.sort(key=lambda message: message.at or _NEVER)
    for message in messages:
        answered = ticket.first_response_at and message.at and message.at > ticket.first_response_at
        if answered or (message.author == "agent" and message.public):
            return
        if message.author == "customer":
            yield message


def _cleaned_parts(ticket: Ticket) -> Iterator[str]:
    seen = set()
    for raw in (ticket.body, *(message.text for message in opening_messages(ticket))):
        text = clean_text(raw) if raw else ""
        if text not in seen:
            seen.add(text)
            yield text


def _begins_with(body: str, subject: str) -> bool:
    """Portals make a subject of the body's first words, cut in the middle of one and ended with an ellipsis."""
    start = subject
    for mark in _TRUNCATED:
        start = start.removesuffix(mark)
    start = " ".join(start.casefold().split())
    opening = " ".join(body[: 2 * len(subject) + 20].casefold().split())
    if not start or not opening.startswith(start):
        return False
    cut = len(start) < len(" ".join(subject.casefold().split()))
    return cut or not opening[len(start) : len(start) + 1].isalnum()
