"""The lost letter: a question mark that an export wrote in place of a letter which its encoding does not have."""

from __future__ import annotations

import re

from firstline.datasets.ticket import Ticket

_RUN = re.compile(r"(?<![\w?])\?{2,}")
_FEWEST_RUNS, _FEWEST, _SHARE = 3, 10, 0.2


def has_lost_letters(text: str) -> bool:
    """Whether words of a text are question marks: three or more runs that stand where a word would, of ten or more
    marks that are a fifth of all that is no blank. What ends a word (`Why??`) is a question.

    Nobody can bring such letters back; an export of the same tickets in UTF-8 has them.
    """
    runs = _RUN.findall(text)
    marks = sum(map(len, runs))
    if len(runs) < _FEWEST_RUNS or marks < _FEWEST:
        return False
    return marks >= _SHARE * sum(not character.isspace() for character in text)


def ticket_has_lost_letters(ticket: Ticket) -> bool:
    """Of its subject and body, or the first message where it has no body."""
    return has_lost_letters(f"{ticket.subject}\n{ticket.body or next((one.text for one in ticket.messages), '')}")


def lost_letters_note(lost: int, tickets: int) -> str:
    """What to know of `lost` tickets out of all, and what helps; empty where there is none."""
    if not lost:
        return ""
    return (
        f"{lost:,} of {tickets:,} tickets have question marks in place of their letters, which were lost before the "
        "file was written: nothing can be learned from such a text; export in UTF-8"
    )
