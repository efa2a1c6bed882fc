"""The knowledge gap: requests that are alike and that no article answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.cluster.hierarchy import linkage

from firstline.datasets.redaction import redact
from firstline.datasets.ticket import Ticket
from firstline.evaluation.estimate import Estimate, wilson
from firstline.evaluation.example import Example, examples
from firstline.evaluation.knowledge_answers import KnowledgeAnswers
from firstline.evaluation.knowledge_base import KnowledgeBase, Request
from firstline.evaluation.knowledge_outline import Outline, outline
from firstline.evaluation.theme import telling_words
from firstline.kb_index.analyzer import analyze
from firstline.kb_index.stop_words import STOP_WORDS
from firstline.models.encoder import Vectors

ALIKE = 0.75
"""Mean cosine distance, over pairs of requests less their language's middle, up to which a group is one subject. Chosen
by reading the groups of Thunderbird questions of late 2023."""

FEWEST = 2
SURE = 3
"""So many alike are a subject that keeps coming up; two are worth a look."""

LARGEST_SHARE = 0.03
"""A group of more of all requests than this is parted once more: it would be no article but a chapter."""

_SMALLEST_LARGEST = 30
_MOST_CLUSTERED = 4_000
_EXAMPLES = 3
_NEAREST = 2
_TELLING_SUBJECT = 3
_FEWEST_OF_A_LANGUAGE = 10
_NEWEST = 20
_WORD = re.compile(r"[^\W\d_]{3,}")
_NAMED_ID = re.compile(r"[\w./-]*\w")


@dataclass(frozen=True, slots=True)
class NearArticle:
    """An article that the search would have shown first to `requests` of a gap, without being sure of it."""

    article_id: str
    requests: int


@dataclass(frozen=True, slots=True)
class KnowledgeGap:
    """`requests` of one subject without a good article, `share` of all. `words` tell it from all others; `languages`
    are those of the requests with their numbers; `handle_minutes` is the sum where tickets say it. Of restricted
    tickets (`unseen`) nothing is shown; `ticket_ids` are all others, from the middle outwards."""

    words: tuple[str, ...]
    requests: int
    share: Estimate
    unseen: int
    languages: tuple[tuple[str, int], ...]
    handle_minutes: float | None
    near: tuple[NearArticle, ...]
    examples: tuple[Example, ...]
    outline: Outline
    ticket_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The requests that no article answers: `gaps` of those that are alike, biggest first; `unlisted` requests are in
    smaller groups than those, `unseen` ones in groups of which nothing may be shown; `alone` are like no other, of
    which `newest` are the last that may be shown. `replied` got a saved reply, and are in none of these."""

    gaps: tuple[KnowledgeGap, ...]
    unlisted: int
    alone: int
    newest: tuple[Example, ...]
    replied: int = 0
    unseen: int = 0


def unanswered(base: KnowledgeBase, answers: KnowledgeAnswers, *, limit: int = 10) -> Unanswered:
    """Group the requests that no article answers, whatever their language; pairs come after all bigger groups.

    Average linkage on the raw vectors less each language's middle; of more than 4,000 requests the newest count.
    """
    tickets = [request.ticket for request in base.requests]
    without = [row for row in range(len(base.requests)) if not answers.answered[row]]
    every = [row for row in without if not _got_reply(tickets[row], base.replies)]
    replied, rows = len(without) - len(every), every[-_MOST_CLUSTERED:]
    if len(rows) < FEWEST:
        return Unanswered((), 0, len(rows), redacted_examples(tickets, rows, limit=_NEWEST), replied)
    points = _centred(base.requests)
    largest = max(_SMALLEST_LARGEST, round(LARGEST_SHARE * len(base.requests)))
    groups = [[rows[place] for place in group] for group in _groups(points[rows], largest)]
    seen = {row: _words(request) for row, request in enumerate(base.requests) if request.is_open_to_all}
    alike = sorted((group for group in groups if len(group) >= FEWEST), key=lambda group: (-len(group), group[0]))
    shown = [group for group in alike if any(row in seen for row in group)]
    unseen = sum(map(len, alike)) - sum(map(len, shown))
    listed, alone = shown[:limit], sorted((group[0] for group in groups if len(group) == 1), reverse=True)
    return Unanswered(
        gaps=_told_apart([_gap(group, points, seen, base, answers) for group in listed]),
        unlisted=len(every) - len(alone) - unseen - sum(map(len, listed)),
        alone=len(alone),
        newest=redacted_examples(tickets, alone, limit=_NEWEST),
        replied=replied,
        unseen=unseen,
    )


def _got_reply(ticket: Ticket, replies: Collection[str]) -> bool:
    """Whether its links or the note on its resolution name a saved reply that is there."""
    noted = set(_NAMED_ID.findall(ticket.resolution or ""))
    return not noted.union(ticket.article_ids).isdisjoint(replies)


def _told_apart(gaps: Sequence[KnowledgeGap]) -> tuple[KnowledgeGap, ...]:
    """Two gaps with the same words: the second is named by an example."""
    known: set[tuple[str, ...]] = set()
    found = []
    for gap in gaps:
        found.append(replace(gap, words=()) if gap.words in known else gap)
        known.add(gap.words)
    return tuple(found)


def _gap(
    group: Sequence[int],
    points: Vectors,
    seen: Mapping[int, frozenset[str]],
    base: KnowledgeBase,
    answers: KnowledgeAnswers,
) -> KnowledgeGap:
    middle = points[list(group)].mean(axis=0)
    central = sorted(group, key=lambda row: float(-points[row] @ middle))
    tickets = [request.ticket for request in base.requests]
    minutes = [minute for row in group if (minute := tickets[row].handle_minutes) is not None]
    near = Counter(answers.found[row][0].article_id for row in group if answers.found[row])
    shown = [row for row in central if row in seen]
    return KnowledgeGap(
        words=_name(shown, seen, base),
        requests=len(group),
        share=wilson(len(group), len(base.requests)),
        unseen=len(group) - len(shown),
        languages=tuple(Counter(base.requests[row].language for row in group).most_common()),
        handle_minutes=sum(minutes) if minutes else None,
        near=tuple(NearArticle(*one) for one in near.most_common(_NEAREST)),
        examples=_examples(tickets, central),
        outline=outline([tickets[row] for row in shown], [base.requests[row].text for row in shown]),
        ticket_ids=tuple(tickets[row].id for row in shown),
    )


def _examples(tickets: Sequence[Ticket], central: Sequence[int]) -> tuple[Example, ...]:
    """From the middle outwards, subjects that say something first, then other subjects, then first words."""
    named = sorted(central, key=lambda row: _says_little(tickets[row].subject))
    return redacted_examples(tickets, named, limit=_EXAMPLES)


def _says_little(subject: str) -> int:
    words = len(subject.split())
    return 2 if not words else int(words < _TELLING_SUBJECT)


def redacted_examples(tickets: Sequence[Ticket], rows: Sequence[int], *, limit: int) -> tuple[Example, ...]:
    """The first `limit` of the tickets at `rows` that may be shown, without what tells of persons."""
    return tuple(replace(one, subject=redact(one.subject)) for one in examples(tickets, rows, limit=limit))


def _name(shown: Sequence[int], seen: Mapping[int, frozenset[str]], base: KnowledgeBase) -> tuple[str, ...]:
    """Telling words, of each language that enough of the requests are in."""
    found: list[str] = []
    for language, count in Counter(base.requests[row].language for row in shown).most_common():
        if count >= FEWEST:
            own = [row for row in shown if base.requests[row].language == language]
            speaking = [row for row in seen if base.requests[row].language == language]
            found += _without_forms(telling_words(own, speaking, seen), language)
    return tuple(dict.fromkeys(found))


def _without_forms(words: Sequence[str], language: str) -> list[str]:
    """The first of several forms of one word."""
    stems: dict[tuple[str, ...], str] = {}
    for word in words:
        stems.setdefault(analyze(word, languages=[language]).words, word)
    return list(stems.values())


def _words(request: Request) -> frozenset[str]:
    return frozenset(_WORD.findall(request.text.casefold())) - STOP_WORDS


def _centred(requests: Sequence[Request]) -> Vectors:
    """Unit vectors less the middle of their language, or of all requests where a language has few: what is said in it,
    and not which it is."""
    vectors = np.stack([request.vector for request in requests]).astype(np.float32)
    spoken = np.array([request.language for request in requests])
    middles = np.tile(vectors.mean(axis=0), (len(vectors), 1))
    for language in np.unique(spoken):
        own = spoken == language
        if own.sum() >= _FEWEST_OF_A_LANGUAGE:
            middles[own] = vectors[own].mean(axis=0)
    vectors = vectors - middles
    points: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return points


def _groups(points: Vectors, largest: int) -> Iterator[list[int]]:
    """The largest groups of the tree that are alike and hold at most `largest` rows."""
    tree = linkage(points, "average", metric="cosine")
    leaves: dict[int, list[int]] = {place: [place] for place in range(len(points))}
    for number, (left, right, distance, _) in enumerate(tree):
        one, other = leaves.pop(int(left), None), leaves.pop(int(right), None)
        node = len(points) + number
        if one is not None and other is not None and distance <= ALIKE and len(one) + len(other) <= largest:
            leaves[node] = one + other
            continue
        yield from (group for group in (one, other) if group is not None)
    yield from leaves.values()
