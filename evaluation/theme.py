"""The theme: requests that are alike, named by the words that tell them from all others."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.cluster import KMeans

from firstline.datasets.ticket import Ticket
from firstline.evaluation.estimate import Estimate, wilson
from firstline.evaluation.naming_word import naming_pairs, naming_words
from firstline.kb_index.analyzer import analyze
from firstline.models.encoder import Vectors

_SIZE = 20
_MOST_GROUPS = 30
_FEWEST = 3
_FEWEST_REQUESTS = 5
_FEWEST_OF_A_LANGUAGE = 10
_NAMING = 5
_LEAST_SHARE = 0.2
_LEAST_RATIO = 3.0
_MOST_OF_ALL, _SEVERAL_GROUPS = 1 / 2, 50
_LEAST_RATE = 2.0
_SHORT = 3.0
_DEVIATIONS = 4.0
_ALONE_SHARE, _ALONE_DEVIATIONS = 0.12, 3.0
_LEAST_HOLDING = 0.4
_PAIRED, _PAIRED_ALONE = 1 / 3, 0.1
_PAIR_SHARE, _ENOUGH = 0.05, 3
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

    A group is of about twenty. One of fewer than five requests, or without a word that at least three of them share
    and that tells it from others, is no theme, nor is one of whose requests fewer than two in five hold what names it,
    and a language with fewer than ten requests has none. Tickets that only some groups may see are counted, and give
    neither a word nor an example.
    """
    open_rows = [row for row, ticket in enumerate(tickets) if not ticket.restricted_to]
    said = [texts[row] for row in open_rows]
    naming = naming_words(said, [languages[row] for row in open_rows])
    words = dict(zip(open_rows, naming, strict=True))
    pairs = dict(zip(open_rows, naming_pairs(said, naming), strict=True))
    spoken: dict[str, list[int]] = {}
    for row in rows:
        spoken.setdefault(languages[row], []).append(row)
    found = []
    for language, own in spoken.items():
        others = [row for row in words if languages[row] == language]
        for members in _groups(own, vectors, seed=seed) if len(own) >= _FEWEST_OF_A_LANGUAGE else ():
            shown = [row for row in members if row in words]
            telling = telling_words(shown, others, words)
            if len(telling) == 1:
                weaker = telling_words(shown, others, words, least_share=_ALONE_SHARE, deviations=_ALONE_DEVIATIONS)
                telling = tuple(dict.fromkeys((*telling, *weaker)))[:_ENOUGH]
            if telling and len(members) >= _FEWEST_REQUESTS and _holding(telling, shown, words) >= _LEAST_HOLDING:
                more = telling_words(shown, others, pairs, least_share=_PAIR_SHARE)
                named = without_forms(filled_up(with_pairs(telling, shown, words, pairs), more), language)
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
    members: Sequence[int],
    speaking: Sequence[int],
    words: Mapping[int, frozenset[str]],
    *,
    least_share: float = _LEAST_SHARE,
    deviations: float = _DEVIATIONS,
) -> tuple[str, ...]:
    """Words that a fifth (`least_share`) of `members` hold, three times as many as of the others that are `speaking`
    so, at most half of all (of fifty or more), and not by chance: the difference of two shares is four standard
    deviations (`deviations`). Nor because their texts are longer: of all that they say it is twice as much as of what
    others say.
    """
    inside = set(members)
    others = [row for row in speaking if row not in inside]
    here = Counter(word for row in members for word in words[row])
    there = Counter(word for row in others for word in words[row])
    longer = _mean_length(here, len(members)) / _mean_length(there, len(others))
    lead = {}
    for word, count in here.items():
        share, other = count / len(members), (there[word] + 1) / (len(others) + 2)
        whole = (count + there[word] + 1) / (len(members) + len(others) + 2)
        chance = math.sqrt(whole * (1 - whole) * (1 / len(members) + 1 / max(1, len(others))))
        is_frequent = (
            count >= _FEWEST and share >= least_share and share >= other * max(_LEAST_RATIO, _LEAST_RATE * longer)
        )
        says_nothing = whole > _MOST_OF_ALL and len(members) + len(others) >= _SEVERAL_GROUPS
        if is_frequent and not says_nothing and share - other >= deviations * chance:
            lead[word] = share * math.log(share / other)
    return tuple(sorted(lead, key=lambda word: (-lead[word], word))[:_NAMING])


def _holding(telling: Sequence[str], members: Sequence[int], words: Mapping[int, frozenset[str]]) -> float:
    """The share of `members` that hold one of the words at least."""
    return sum(not words[row].isdisjoint(telling) for row in members) / max(1, len(members))


def _mean_length(counts: Counter[str], texts: int) -> float:
    """Words a text; of very short ones the length tells nothing."""
    return max(_SHORT, counts.total() / max(1, texts))


def with_pairs(
    telling: Sequence[str],
    members: Sequence[int],
    words: Mapping[int, frozenset[str]],
    pairs: Mapping[int, frozenset[str]],
) -> tuple[str, ...]:
    """Telling words, and in the place of one the pair that a third of its texts have it in: `address book` says more
    than `book`. A word that is in a pair already is not said again; a word alone takes the commonest pair."""
    holding = Counter(word for row in members for word in words[row])
    found = Counter(pair for row in members for pair in pairs[row])
    named: list[str] = []
    for word in telling:
        around = [(count, pair) for pair, count in found.items() if count >= _FEWEST and word in pair.split()]
        count, pair = max(around, key=lambda one: (one[0], one[1]), default=(0, ""))
        least = _PAIRED if len(telling) > 1 else _PAIRED_ALONE
        name = pair if pair and count >= least * holding[word] else word
        if not any(set(name.split()) & set(before.split()) for before in named):
            named.append(name)
    return tuple(named)


def filled_up(named: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    """Up to three names: of few the other pairs that tell the theme from others, none of whose words is said yet."""
    found = list(named)
    for pair in more:
        said = {word for name in found for word in name.split()}
        if len(found) < _ENOUGH and said.isdisjoint(pair.split()):
            found.append(pair)
    return tuple(found)


def without_forms(words: Sequence[str], language: str) -> tuple[str, ...]:
    """The first of several forms of one word, and no word of which a form stands in a pair before it."""
    said: set[str] = set()
    found = []
    for word in words:
        stems = set(analyze(word, languages=[language]).words)
        if not stems <= said or not stems:
            found.append(word)
            said |= stems
    return tuple(found)
