"""The reading: one ticket with what was read and predicted of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.kb_index.prepared_query import PreparedQuery
from firstline.models.bundle import Bundle
from firstline.models.encoder import Vectors
from firstline.models.prediction import Prediction
from firstline.serving.desk_lists import DeskLists
from firstline.serving.lookup import Lookup, preferred_language
from firstline.serving.slot_encoder import SlotEncoder
from firstline.serving.stage_clock import StageClock
from firstline.serving.triage_request import TriageOptions

_EARLIER, _ARTICLES = {"duplicates", "replies"}, {"articles", "replies"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What the parts of an answer are made from. The repr shows no text.

    `text` is the cleaned text as it was meant, `is_repaired` whether that is not how it was typed. `earlier` and
    `articles` are the searches asked for, ready but for the vector, shape (d,); else None.
    """

    ticket: Ticket
    text: str
    is_repaired: bool
    language: str
    vector: Vectors
    prediction: Prediction
    earlier: PreparedQuery | None
    articles: PreparedQuery | None
    clock: StageClock

    def __repr__(self) -> str:
        return f"Reading({self.ticket!r})"


class Reader:
    """Reads tickets. While the encoder, by far the longest step, works, the words are weighed in another thread: for
    the heads and for both searches."""

    def __init__(self, *, bundle: Bundle, encoder: SlotEncoder, lookup: Lookup) -> None:
        self._bundle = bundle
        self._encoder = encoder
        self._lookup = lookup

    def read(self, tickets: Sequence[Ticket], options: TriageOptions, lists: DeskLists) -> list[Reading]:
        """One reading a ticket, in order; what `lists` do not have any more is not predicted."""
        clock = StageClock()
        with clock.stage("clean"):
            typed = [request_text(ticket) for ticket in tickets]
            texts = [self._lookup.meant(text) for text in typed]
        began = self._encoder.begin(texts)
        with clock.stage("words"):
            words = self._bundle.read_words(texts, usual=self._lookup.languages)
            languages = [ticket.language or said for ticket, said in zip(tickets, words.languages, strict=True)]
            prepared = [
                self._queries(text, language, spoken, options)
                for text, language, spoken in zip(texts, languages, words.languages, strict=True)
            ]
        with clock.stage("encode"):
            vectors = began.result()
        with clock.stage("predict"):
            # Values of excluded groups fall away, and those behind them move up.
            shown = lists.shown + len(options.exclude_groups)
            predictions = self._bundle.predict(
                texts, vectors, words=words, fields=options.fields, alternatives=shown, masked=lists.masked
            )
        share = len(tickets)
        return [
            Reading(
                ticket, text, text != came, language, vector, prediction, earlier, articles, clock.share(among=share)
            )
            for ticket, text, came, language, vector, prediction, (earlier, articles) in zip(
                tickets, texts, typed, languages, vectors, predictions, prepared, strict=True
            )
        ]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """More texts about a ticket that was read, such as parts of it."""
        return self._encoder.encode(texts)

    def _queries(
        self, text: str, language: str, spoken: str, options: TriageOptions
    ) -> tuple[PreparedQuery | None, PreparedQuery | None]:
        wanted = preferred_language(options.locale, language)
        earlier = self._lookup.prepare_duplicates(text) if _EARLIER & set(options.include) else None
        wishes_articles = bool(_ARTICLES & set(options.include))
        spelt = self._lookup.spelt(text) if wishes_articles else text
        articles = self._lookup.prepare_articles(spelt, wanted, spoken=spoken) if wishes_articles else None
        return earlier, articles
