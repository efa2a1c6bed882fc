"""The public answer: what an agent wrote to a customer at the end of a ticket that ended well."""

import re

from firstline.datasets.clean import clean_text
from firstline.datasets.redaction import redact
from firstline.datasets.substance import word_count
from firstline.datasets.ticket import Ticket

_FEWEST_WORDS = 8
_SALUTATION = re.compile(r"[^\n]{1,60}[,!:，、！][ \t]*(?:\n|$)\s*")
_MOST_SALUTATION_WORDS = 5
_UNTRUE = frozenset({"", "0", "false", "no", "none"})


def public_answer(ticket: Ticket) -> str | None:
    """The last public message of an agent, ready to be used again, or None.

    None where the ticket was reopened, or where what an agent wrote says hardly anything. Salutation, signature, quoted
    mail and what `redact` finds are taken out: the next customer is another one. Whether the ticket is resolved is for
    the caller to see.
    """
    if str(ticket.reopened if ticket.reopened is not None else "").strip().lower() not in _UNTRUE:
        return None
    written = [message.text for message in ticket.messages if message.author == "agent" and message.public]
    if not written:
        return None
    answer = redact(_without_salutation(clean_text(written[-1])))
    return answer if word_count(answer) >= _FEWEST_WORDS else None


def _without_salutation(text: str) -> str:
    """Without a short first line such as "Dear Ms Example,"."""
    first = _SALUTATION.match(text)
    if first is None or len(first[0].split()) > _MOST_SALUTATION_WORDS or first.end() == len(text):
        return text
    return text[first.end() :]
