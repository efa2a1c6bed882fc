"""The theme: requests that are alike, named by the words that tell them from all others."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.cluster import KMeans

from firstline.datasets.ticket import Ticket
from firstline.evaluation.estimate import Estimate, wilson
from firstline.models.encoder import Vectors

_WORD = re.compile(r"[^\W\d_]{3,}")
_SIZE = 20
_MOST_GROUPS = 30
_FEWEST = 3
_FEWEST_OF_A_LANGUAGE = 10
_NAMING = 5
_LEAST_SHARE = 0.2
_LEAST_RATIO = 3.0
_DEVIATIONS = 4.0
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Theme:
    """`tickets` requests, `share` of all that were looked at. `words` are those that far more of its requests hold than
    others of their language, most telling first; `examples` are ids of the requests nearest to its middle."""

    words: tuple[str, ...]
    language: str
    tickets: int
    share: Estimate
    examples: tuple[str, ...]


def biggest_themes(
    tickets: Sequence[Ticket],
    texts: Sequence[str],
    vectors: Vectors,
    *,
    rows: Sequence[int],
    languages: Sequence[str],
    limit: int = 10,
    seed: int = 0,
) -> tuple[Theme, ...]:
    """Group the requests of `rows`, each language apart, by k-means on their vectors (tickets, dimension).

    A group is of about twenty. One without a word that at least three of its requests share and that tells it from
    others is no theme, and a language with fewer than ten requests has none. Tickets that only some groups may see
    are counted, and give neither a word nor an example.
    """
    words = {
        row: frozenset(_WORD.findall(texts[row].casefold()))
        for row, ticket in enumerate(tickets)
        if not ticket.restricted_to
    }
    spoken: dict[str, list[int]] = {}
    for row in rows:
        spoken.setdefault(languages[row], []).append(row)
    found = []
    for language, own in spoken.items():
        others = [row for row in words if languages[row] == language]
        for members in _groups(own, vectors, seed=seed) if len(own) >= _FEWEST_OF_A_LANGUAGE else ():
            shown = [row for row in members if row in words]
            named = telling_words(shown, others, words)
            if named:
                examples = tuple(tickets[row].id for row in shown[:_EXAMPLES])
                share = wilson(len(members), len(tickets))
                found.append(Theme(named, language, len(members), share, examples))
    return tuple(sorted(found, key=lambda theme: -theme.tickets)[:limit])


def _groups(rows: Sequence[int], vectors: Vectors, *, seed: int) -> Iterator[list[int]]:
    """Each group's rows, from its middle outwards."""
    points = vectors[list(rows)]
    count = min(_MOST_GROUPS, max(2, round(len(rows) / _SIZE)))
    model = KMeans(count, n_init=4, random_state=seed).fit(points)
    for group in range(count):
        places = np.flatnonzero(model.labels_ == group)
        away = np.linalg.norm(points[places] - model.cluster_centers_[group], axis=1)
        yield [rows[place] for place in places[np.argsort(away, kind="stable")]]


def telling_words(
    members: Sequence[int], speaking: Sequence[int], words: Mapping[int, frozenset[str]]
) -> tuple[str, ...]:
    """Words that a fifth of `members` hold, three times as many as of the others that are `speaking` so, and not by
    chance: the difference of two shares is four standard deviations."""
    inside = set(members)
    others = [row for row in speaking if row not in inside]
    here = Counter(word for row in members for word in words[row])
    there = Counter(word for row in others for word in words[row])
    lead = {}
    for word, count in here.items():
        share, other = count / len(members), (there[word] + 1) / (len(others) + 2)
        whole = (count + there[word] + 1) / (len(members) + len(others) + 2)
        chance = math.sqrt(whole * (1 - whole) * (1 / len(members) + 1 / max(1, len(others))))
        is_frequent = count >= _FEWEST and share >= _LEAST_SHARE and share >= _LEAST_RATIO * other
        if is_frequent and share - other >= _DEVIATIONS * chance:
            lead[word] = share * math.log(share / other)
    return tuple(sorted(lead, key=lambda word: (-lead[word], word))[:_NAMING])
