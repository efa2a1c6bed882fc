"""Search scores: whether the right article, and the earlier ticket of the same kind, is found.

Everything is indexed anew in a temporary state: only the given articles, and of tickets only those that were there when
the request came.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from tempfile import TemporaryDirectory
from typing import Literal, Protocol

import numpy as np

from firstline.datasets.article import Article
from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.comparison import compare_scores
from firstline.evaluation.estimate import Estimate
from firstline.evaluation.floor import Bm25Search, TfidfSearch
from firstline.evaluation.ranking import RankingScores, Ranks, first_ranks, ranking_scores, reciprocal
from firstline.kb_index.state import State
from firstline.models.encoder import Encoder, Progress, Vectors
from firstline.models.language_offsets import LanguageOffsets

DEPTH = 20

_FLOORS: Mapping[str, Callable[[Sequence[str]], TfidfSearch | Bm25Search]] = {"TF-IDF": TfidfSearch, "BM25": Bm25Search}


class SearchModel(Protocol):
    """What searching needs of a bundle."""

    @property
    def encoder(self) -> Encoder: ...
    @property
    def centre(self) -> Vectors: ...
    @property
    def offsets(self) -> LanguageOffsets: ...


@dataclass(frozen=True, slots=True)
class SearchScores:
    """One search over `documents` articles or tickets, beside what cheap methods find on the same requests.

    `left_out` requests name only documents that are not there. `taught` earlier tickets that name articles taught the
    order, 0 where there were none or they did not help. `gain` is the mean reciprocal rank less that of
    `best_floor`, the better of `floors`. Ranks beyond `DEPTH` count as not found.
    """

    kind: Literal["articles", "duplicates"]
    documents: int
    left_out: int
    ours: RankingScores
    floors: Mapping[str, RankingScores]
    best_floor: str
    gain: Estimate
    taught: int = 0


@dataclass(frozen=True, slots=True)
class _Asked:
    """Rows of tickets that ask, with the ids that are right for each."""

    rows: list[int]
    wanted: list[frozenset[str]]
    left_out: int


def article_scores(
    model: SearchModel,
    tickets: Sequence[Ticket],
    texts: Sequence[str],
    vectors: Vectors,
    *,
    articles: Sequence[Article],
    history: Sequence[Ticket] = (),
    bootstrap: Bootstrap,
    progress: Progress | None = None,
) -> SearchScores | None:
    """Score the article search on tickets with `article_ids`; None where there are none, or no such articles.

    What those of `history` that are none of `tickets` teach of the order is learned before, as `firstline index` does.
    `texts` and `vectors` (tickets, dimension) are those of all tickets.
    """
    by_id = {article.id: article for article in articles}
    asked = _asked([frozenset(ticket.article_ids) for ticket in tickets], [by_id.keys()] * len(tickets))
    if not asked.rows:
        return None
    with _empty_state(model) as state:
        state.articles.put(list(by_id.values()), progress=progress)
        own = {ticket.id for ticket in tickets}
        state.tickets.put([ticket for ticket in history if ticket.article_ids and ticket.id not in own])
        fit = state.learn_order()
        found = [
            state.articles.search(texts[row], vectors[row], top_k=DEPTH, language=tickets[row].language)
            for row in asked.rows
        ]
    ours = first_ranks([[hit.article_id for hit in hits] for hits in found], asked.wanted)
    documents = {article.id: f"{article.title}\n{article.body}" for article in by_id.values()}
    floors = _floor_ranks(documents, [(texts[row], documents) for row in asked.rows], asked)
    scores = _scores("articles", asked, ours, floors, documents=documents, bootstrap=bootstrap)
    return replace(scores, taught=fit.links if fit.ranker else 0)


def duplicate_scores(
    model: SearchModel,
    tickets: Sequence[Ticket],
    texts: Sequence[str],
    vectors: Vectors,
    *,
    history: Sequence[Ticket],
    bootstrap: Bootstrap,
    progress: Progress | None = None,
) -> SearchScores | None:
    """Score the duplicate search on tickets with `duplicate_of`, among `history` and the tickets, earlier ones only.

    Any ticket of the same group of duplicates is right. None where no ticket has an earlier one of its group.
    """
    every = {ticket.id: ticket for ticket in (*history, *tickets)}
    earlier = [_earlier(ticket, every) if ticket.duplicate_of else frozenset() for ticket in tickets]
    asked = _asked(_groups(tickets, every), earlier)
    if not asked.rows:
        return None
    own = {ticket.id: vectors[row : row + 1] for row, ticket in enumerate(tickets)}
    with _empty_state(model) as state:
        state.tickets.put([ticket for ticket in every.values() if ticket.id not in own], progress=progress)
        state.tickets.put([every[ticket_id] for ticket_id in own], vectors=list(own.values()))
        found = [
            state.tickets.search(
                texts[row], vectors[row], top_k=DEPTH, exclude_ids=(tickets[row].id,), at=tickets[row].created_at
            )
            for row in asked.rows
        ]
    ours = first_ranks([[hit.ticket_id for hit in hits] for hits in found], asked.wanted)
    documents = {ticket_id: request_text(ticket) for ticket_id, ticket in every.items()}
    queries = [(texts[row], earlier[row]) for row in asked.rows]
    floors = _floor_ranks(documents, queries, asked)
    return _scores("duplicates", asked, ours, floors, documents=documents, bootstrap=bootstrap)


@contextmanager
def _empty_state(model: SearchModel) -> Iterator[State]:
    with (
        TemporaryDirectory(prefix="firstline-") as folder,
        State.open(folder, encoder=model.encoder, centre=model.centre, offsets=model.offsets) as state,
    ):
        yield state


def _asked(wanted: Sequence[frozenset[str]], reachable: Sequence[Collection[str]]) -> _Asked:
    there = [frozenset(one for one in ids if one in known) for ids, known in zip(wanted, reachable, strict=True)]
    rows = [row for row, ids in enumerate(there) if ids]
    return _Asked(rows, [there[row] for row in rows], sum(map(bool, wanted)) - len(rows))


def _groups(tickets: Sequence[Ticket], every: Mapping[str, Ticket]) -> list[frozenset[str]]:
    """For each ticket that is a duplicate, all others of its group and what it was named after; else nothing."""
    roots = {ticket_id: _root(ticket_id, every) for ticket_id in every}
    members: dict[str, set[str]] = {}
    for ticket_id, root in roots.items():
        members.setdefault(root, {root}).add(ticket_id)
    return [frozenset(members[roots[t.id]] - {t.id}) if t.duplicate_of else frozenset() for t in tickets]


def _root(ticket_id: str, every: Mapping[str, Ticket]) -> str:
    """The first ticket of a chain of duplicates, also where it is not there, or the least id of a circle."""
    seen = [ticket_id]
    while seen[-1] in every and (parent := every[seen[-1]].duplicate_of):
        if parent in seen:
            return min(seen[seen.index(parent) :])
        seen.append(parent)
    return seen[-1]


def _earlier(ticket: Ticket, every: Mapping[str, Ticket]) -> frozenset[str]:
    """The tickets that were there when this one came; those without a date always."""
    at = ticket.created_at
    return frozenset(
        other.id
        for other in every.values()
        if other.id != ticket.id and (at is None or other.created_at is None or other.created_at <= at)
    )


def _floor_ranks(
    documents: Mapping[str, str], queries: Sequence[tuple[str, Collection[str]]], asked: _Asked
) -> dict[str, Ranks]:
    """The ranks of each floor; a query is a text with the ids that it may find."""
    ids = list(documents)
    found = {}
    for name, search in _FLOORS.items():
        try:
            orders = search(list(documents.values())).order([text for text, _ in queries], depth=len(ids))
        except ValueError:  # scikit-learn: no document holds a word
            continue
        hits = [
            [ids[place] for place in order if ids[place] in allowed][:DEPTH]
            for order, (_, allowed) in zip(orders, queries, strict=True)
        ]
        found[name] = first_ranks(hits, asked.wanted)
    return found


def _scores(
    kind: Literal["articles", "duplicates"],
    asked: _Asked,
    ours: Ranks,
    floors: Mapping[str, Ranks],
    *,
    documents: Mapping[str, str],
    bootstrap: Bootstrap,
) -> SearchScores:
    nothing = {"nothing": np.zeros(len(ours), dtype=np.int64)}
    best, ranks = max((floors or nothing).items(), key=lambda item: float(reciprocal(item[1]).mean()))
    return SearchScores(
        kind=kind,
        documents=len(documents),
        left_out=asked.left_out,
        ours=ranking_scores(ours, bootstrap=bootstrap),
        floors={name: ranking_scores(found, bootstrap=bootstrap) for name, found in floors.items()},
        best_floor=best,
        gain=compare_scores(reciprocal(ours), reciprocal(ranks), bootstrap=bootstrap).difference,
    )
