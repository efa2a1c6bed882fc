"""The sent text: a ticket's words as they came, so that an explanation can point into them.

Models read a cleaned text; people see what was sent. A word of the cleaned text is found again by its occurrence: the
third "printer" that was read is the third "printer" that was sent, tags of HTML not counted. A word that cleaning made
or changed has no place in what was sent.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from firstline.datasets.request_text import opening_messages
from firstline.datasets.ticket import Ticket

_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^<>]*>")
# A message without an id is counted, but nothing can point into it.
_NAMELESS = ""


@dataclass(frozen=True, slots=True)
class Place:
    """`[start, end)` in code points of one part of the ticket: `subject`, `body` or a message's id."""

    part: str
    start: int
    end: int


class SentText:
    """The places of all words of a ticket's customer text.

    Args:
        ticket: as it was sent.
        cleaned: what the models read of it.
    """

    def __init__(self, ticket: Ticket, cleaned: str) -> None:
        self._cleaned = cleaned
        self._places: dict[str, list[Place]] = defaultdict(list)
        for part, text in _parts(ticket):
            tags = [match.span() for match in _TAG.finditer(text)]
            for start, end in _words_outside(text, tags):
                self._places[text[start:end].casefold()].append(Place(part, start, end))

    def place_of(self, start: int, end: int) -> Place | None:
        """Where `[start, end)` of the cleaned text stands in what was sent; None where it cannot be told."""
        words = [match.span() for match in _WORD.finditer(self._cleaned, start, end)]
        if not words:
            return None
        first, last = self._place_of_word(*words[0]), self._place_of_word(*words[-1])
        if first is None or last is None or first.part != last.part or last.end <= first.start:
            return None
        # Words that stood together stand near each other, unless the occurrences were counted wrongly.
        if last.end - first.start > 2 * (end - start) + 16:
            return None
        return Place(first.part, first.start, last.end)

    def _place_of_word(self, start: int, end: int) -> Place | None:
        word = self._cleaned[start:end].casefold()
        places = self._places.get(word, [])
        earlier = sum(match.group().casefold() == word for match in _WORD.finditer(self._cleaned, 0, start))
        if earlier >= len(places) or places[earlier].part == _NAMELESS:
            return None
        return places[earlier]


def _parts(ticket: Ticket) -> Iterator[tuple[str, str]]:
    yield "subject", ticket.subject
    yield "body", ticket.body
    for message in opening_messages(ticket):
        yield message.id or _NAMELESS, message.text


def _words_outside(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    pending = iter(spans)
    span = next(pending, None)
    for match in _WORD.finditer(text):
        while span is not None and span[1] <= match.start():
            span = next(pending, None)
        if span is None or match.end() <= span[0]:
            yield match.span()
