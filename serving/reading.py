"""The reading: one ticket with what was read and predicted of it."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.kb_index.prepared_query import PreparedQuery
from firstline.models.bundle import Bundle, Words
from firstline.models.encoder import Vectors
from firstline.models.prediction import Prediction
from firstline.serving.desk_lists import DeskLists
from firstline.serving.lookup import Lookup, preferred_language
from firstline.serving.slot_encoder import SlotEncoder
from firstline.serving.stage_clock import StageClock
from firstline.serving.triage_request import TriageOptions


@dataclass(frozen=True, slots=True)
class Reading:
    """What the parts of an answer are made from. The repr shows no text.

    `earlier` and `articles` are the searches asked for, ready but for the vector, shape (d,); else None.
    """

    ticket: Ticket
    text: str
    language: str
    vector: Vectors
    prediction: Prediction
    earlier: PreparedQuery | None
    articles: PreparedQuery | None
    clock: StageClock

    def __repr__(self) -> str:
        return f"Reading({self.ticket!r})"


@dataclass(frozen=True, slots=True)
class _WordReading:
    """What the words of some tickets say, and the two searches ready but for the vector, ticket by ticket."""

    words: Words
    languages: Sequence[str]
    queries: Sequence[tuple[PreparedQuery | None, PreparedQuery | None]]


class Reader:
    """Reads tickets. While the encoder, by far the longest step, works on one core, the words are weighed on another:
    for the heads and for both searches.

    The encoder keeps the caller's thread and the words go to another: a thread that was just woken waits for Python's
    lock, and it is the longest step that must not.

    Args:
        beside: runs the words; as many threads as may `read` at a time.
    """

    def __init__(self, *, bundle: Bundle, encoder: SlotEncoder, lookup: Lookup, beside: Executor) -> None:
        self._bundle = bundle
        self._encoder = encoder
        self._lookup = lookup
        self._beside = beside

    def read(self, tickets: Sequence[Ticket], options: TriageOptions, lists: DeskLists) -> list[Reading]:
        """One reading a ticket, in order; what `lists` do not have any more is not predicted."""
        clock = StageClock()
        with clock.stage("clean"):
            texts = [request_text(ticket) for ticket in tickets]
        began = self._beside.submit(self._read_words, tickets, texts, options, clock)
        with clock.stage("encode"):
            vectors = self._encoder.encode(texts)
        read = began.result()
        with clock.stage("predict"):
            # Values of excluded groups fall away, and those behind them move up.
            shown = lists.shown + len(options.exclude_groups)
            predictions = self._bundle.predict(
                texts, vectors, words=read.words, fields=options.fields, alternatives=shown, masked=lists.masked
            )
        share = len(tickets)
        return [
            Reading(ticket, text, language, vector, prediction, earlier, articles, clock.share(among=share))
            for ticket, text, language, vector, prediction, (earlier, articles) in zip(
                tickets, texts, read.languages, vectors, predictions, read.queries, strict=True
            )
        ]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """More texts about a ticket that was read, such as parts of it."""
        return self._encoder.encode(texts)

    def _read_words(
        self, tickets: Sequence[Ticket], texts: Sequence[str], options: TriageOptions, clock: StageClock
    ) -> _WordReading:
        with clock.stage("words"):
            words = self._bundle.read_words(texts)
            languages = [ticket.language or said for ticket, said in zip(tickets, words.languages, strict=True)]
            queries = [self._queries(text, tongue, options) for text, tongue in zip(texts, languages, strict=True)]
            return _WordReading(words, languages, queries)

    def _queries(
        self, text: str, language: str, options: TriageOptions
    ) -> tuple[PreparedQuery | None, PreparedQuery | None]:
        wanted = preferred_language(options.locale, language)
        earlier = self._lookup.prepare_duplicates(text) if "duplicates" in options.include else None
        articles = self._lookup.prepare_articles(text, wanted) if "articles" in options.include else None
        return earlier, articles
