"""The ticket index: which earlier tickets are the same request."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from firstline.datasets.public_answer import public_answer
from firstline.datasets.redacted_ticket import redacted_ticket
from firstline.datasets.redaction import PERSONAL_KINDS
from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.kb_index.analyzer import Terms, analyze, pair_terms, stemming_language
from firstline.kb_index.corpus import IDENTIFIER_LEG, VECTOR_LEG, Candidates, Corpus, Entry, Scores
from firstline.kb_index.database import Database
from firstline.kb_index.document_index import DocumentIndex
from firstline.kb_index.document_store import DocumentStore
from firstline.kb_index.fusion import fuse
from firstline.kb_index.hit import TicketHit
from firstline.kb_index.identity import Identity
from firstline.kb_index.lexical_index import Integers, LexicalIndex
from firstline.kb_index.limit import Limit, exactly, for_groups
from firstline.kb_index.prepared_query import PreparedQuery
from firstline.kb_index.vector_index import Mask, VectorIndex
from firstline.models.encoder import Encoder, Vectors

WEIGHTS = {"words": 0.35, VECTOR_LEG: 0.65}
"""Chosen with the leg's terms on data that no figure is taken from: docs/decisions/0006-words-in-pairs.md."""

IDENTIFIER_WEIGHT = 4.0
"""A ticket with the very code that was asked for comes before all that are merely like the request."""

_FIRST_LINE_REPEATS = 1
_DEPTH = 100
_SCORE_SLOPE, _SCORE_MIDDLE, _SCORE_OF_CODE = 6.0, 0.55, 0.2
_FACETS = ("restricted_to", "requester_id", "organization_id", "is_open", "created_at", "answered")
_CLOSED = frozenset(
    {"resolved", "solved", "closed", "done", "fixed", "completed", "complete", "cancelled", "canceled", "rejected",
     "declined", "withdrawn", "merged", "duplicate"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TicketRow:
    """What a hit shows of one ticket."""

    subject: str
    status: str | None
    is_open: bool
    created_at: datetime | None
    requester_id: str | None
    url: str | None
    duplicate_of: str | None
    organization_id: str | None
    restricted_to: frozenset[str]
    answered: bool


class TicketIndex(DocumentIndex[Ticket, TicketRow]):
    """Earlier tickets, one row each, by the text in which they arrived."""

    def __init__(
        self,
        database: Database,
        store: DocumentStore,
        *,
        identity: Identity,
        encoder: Encoder,
        prior: Vectors | None = None,
        redacts: Collection[str] = PERSONAL_KINDS,
    ) -> None:
        """`redacts` are the kinds of personal data that are taken out of what is stored."""
        super().__init__(database, store, identity=identity, encoder=encoder, prior=prior)
        self._redacts = redacts

    def search(
        self,
        query: str | PreparedQuery,
        vector: Vectors,
        *,
        top_k: int,
        viewer_groups: Collection[str] | None = None,
        exclude_ids: Collection[str] = (),
        requester_id: str | None = None,
        organization_id: str | None = None,
        at: datetime | None = None,
        only_resolved: bool = False,
        only_answered: bool = False,
    ) -> list[TicketHit]:
        """The `top_k` tickets most like a text, best first. Every limit acts before the best are chosen.

        Args:
            query: the request's text, as `request_text` gives it, or what `prepare` made of it.
            vector: its raw vector, shape (d,), from this state's encoder.
            viewer_groups: groups of the viewer: a restricted ticket needs one of them; None sees all.
            exclude_ids: tickets that must not be found, such as the one that is asked about.
            requester_id: only tickets of this requester.
            organization_id: only tickets of this organisation.
            at: only tickets created by then; those without a date always.
            only_resolved: only tickets that are not open any more.
            only_answered: only tickets whose `public_answer` can be used again.
        """
        limits: dict[str, Limit] = {}
        if viewer_groups is not None:
            limits["restricted_to"] = for_groups(viewer_groups)
        if requester_id is not None:
            limits["requester_id"] = exactly(requester_id)
        if organization_id is not None:
            limits["organization_id"] = exactly(organization_id)
        if only_resolved:
            limits["is_open"] = exactly(wanted=False)
        if only_answered:
            limits["answered"] = exactly(wanted=True)
        if at is not None:
            limits["created_at"] = _created_by(at)
        prepared = self.prepare(query) if isinstance(query, str) else query
        with self._lock:
            mask = self._reachable(limits, exclude_ids)
            if not mask.any():
                return []
            scores = self._current(prepared).scores
            candidates = self._corpus.candidates(scores, vector, mask=mask, depth=max(_DEPTH, 2 * top_k))
            return self._hits(candidates, top_k)

    def _reachable(self, limits: Mapping[str, Limit], exclude_ids: Collection[str]) -> Mask:
        mask = self._corpus.mask(limits)
        excluded = [row for ticket_id in exclude_ids for row in self._corpus.rows_of(ticket_id)]
        if excluded:
            mask = mask.copy()
            mask[excluded] = False
        return mask

    def _hits(self, candidates: Candidates, top_k: int) -> list[TicketHit]:
        fused = fuse(candidates.legs, WEIGHTS) + IDENTIFIER_WEIGHT * candidates.legs[IDENTIFIER_LEG]
        order = np.argsort(-fused, kind="stable")[:top_k]
        # The squash knows less than the ranking; a lower hit never shows a higher score.
        scores = np.minimum.accumulate(_likeness(candidates)[order])
        return [
            self._hit(row, score) for row, score in zip(candidates.rows[order].tolist(), scores.tolist(), strict=True)
        ]

    def _hit(self, row: int, score: float) -> TicketHit:
        record = self._corpus.records[row]
        return TicketHit(
            ticket_id=self._corpus.ids[row],
            score=score,
            status=record.status,
            is_open=record.is_open,
            subject=record.subject,
            created_at=record.created_at,
            requester_id=record.requester_id,
            url=record.url,
            duplicate_of=record.duplicate_of,
        )

    def _asked(self, text: str, spoken: str | None) -> tuple[Terms, Mapping[str, Integers]]:  # noqa: ARG002  # earlier tickets of every language are of interest
        terms = _terms(text, sorted(self._corpus.languages))
        return terms, _numbered(terms, self._corpus.vocabulary.known)

    def _new_corpus(self) -> Corpus[TicketRow]:
        return Corpus(
            TicketRow,
            lexical={
                "words": LexicalIndex(most_terms=128, most_postings=60_000, rarity_power=1.5, damped=True),
                IDENTIFIER_LEG: LexicalIndex(k1=0.0, b=0.0),
            },
            vectors=VectorIndex(self._encoder.dimension, prior=self._prior),
            facets=_FACETS,
        )

    def _kept(self, document: Ticket) -> Ticket:
        return redacted_ticket(document, self._redacts)

    def _parse(self, content: str) -> Ticket:
        return Ticket.model_validate_json(content)

    def _texts(self, document: Ticket) -> Sequence[str]:
        return [request_text(document)]

    def _entries(self, document: Ticket, vectors: Vectors, corpus: Corpus[TicketRow]) -> Sequence[Entry[TicketRow]]:
        corpus.languages.add(stemming_language(document.language))
        terms = _terms(request_text(document), [document.language])
        return [Entry(_numbered(terms, corpus.vocabulary.learn), vectors[0], _row(document))]


def _terms(text: str, languages: Sequence[str | None]) -> Terms:
    """Words of the first line, the subject, count as if written once more: it says what the request is."""
    first, separator, _ = text.partition("\n")
    repeated = "\n".join((*(first,) * _FIRST_LINE_REPEATS, text)) if separator else text
    return analyze(repeated, languages=languages)


def _numbered(terms: Terms, number: Callable[[Sequence[str]], Integers]) -> dict[str, Integers]:
    """Numbers of the words with those of their pairs, in one leg, and of the identifiers."""
    words = np.concatenate((number(terms.words), pair_terms(terms.surface)))
    return {"words": words, IDENTIFIER_LEG: number(terms.identifiers)}


def _row(ticket: Ticket) -> TicketRow:
    return TicketRow(
        subject=ticket.subject,
        status=ticket.status,
        is_open=is_open(ticket),
        created_at=ticket.created_at,
        requester_id=ticket.requester_id,
        url=ticket.url,
        duplicate_of=ticket.duplicate_of,
        organization_id=ticket.organization_id,
        restricted_to=frozenset(ticket.restricted_to),
        answered=public_answer(ticket) is not None,
    )


def is_open(ticket: Ticket) -> bool:
    """Whether somebody still has to answer: no end is dated and the status names none."""
    if ticket.resolved_at is not None or ticket.closed_at is not None:
        return False
    return (ticket.status or "").strip().lower() not in _CLOSED


def _created_by(moment: datetime) -> Limit:
    return lambda created_at: not isinstance(created_at, datetime) or created_at <= moment


def _likeness(candidates: Candidates) -> Scores:
    """How sure one may be that a candidate is the same request, shape (m,), in [0, 1]; provisional, not calibrated."""
    alike = candidates.legs[VECTOR_LEG] + _SCORE_OF_CODE * candidates.legs[IDENTIFIER_LEG]
    likeness: Scores = (1 / (1 + np.exp(-_SCORE_SLOPE * (alike - _SCORE_MIDDLE)))).astype(np.float32)
    return likeness
