"""The knowledge pair: two articles that seem to say the same, or to contradict each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from firstline.evaluation.knowledge_base import KnowledgeBase, same_language
from firstline.kb_index.article_entry import TITLE_SHARE
from firstline.kb_index.passage import Passage, split_into_passages
from firstline.models.encoder import Vectors

SAME = 0.7
"""Mean cosine, over the passages of either article, of the nearest passage in the other one, from which two articles
say the same; less the middle of all passages of a language."""

SAME_SUBJECT = 0.25
"""Cosine of two passages from which numbers in them are compared; the words of their sentences decide."""

SHARED_WORDS = 0.4
"""Share of the words of two sentences that both hold (Jaccard) from which they are taken to be about one thing."""

_MOST_COMPARED = 2_000
_LONGEST_SHOWN = 400
_SENTENCE_WORDS = 4
_UNIT_SHARE = 0.1
_WORD = re.compile(r"[^\W\d_]{2,}")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_QUANTITY = re.compile(r"(?<![\w.,])(\d+(?:[.,]\d+)*)[ \u00a0]?([^\W\d_]{2,}|%|€|\$|£|₽)")


@dataclass(frozen=True, slots=True)
class KnowledgePair:
    """A suspicion: `likeness` is the cosine behind it; `differing` names what disagrees (`14 days / 30 days`);
    `one_says` and `other_says` are what to read."""

    kind: Literal["same", "contradiction"]
    one: str
    other: str
    likeness: float
    differing: tuple[str, ...]
    one_says: str
    other_says: str


def knowledge_pairs(base: KnowledgeBase, *, limit: int = 20) -> tuple[KnowledgePair, ...]:
    """Pairs in one language, most suspicious first, up to `limit` of each kind.

    Translations of one another are never compared, nor articles that only some groups may see.
    """
    passages = {
        article_id: split_into_passages(article.body)
        for article_id, article in base.articles.items()
        if not article.restricted_to and article.body.strip()
    }
    points, units = _points(base, passages), _units(passages)
    same: list[KnowledgePair] = []
    differing: list[KnowledgePair] = []
    for one, other in _candidates(base, points):
        alike = points[one] @ points[other].T
        likeness = float(min(alike.max(axis=0).mean(), alike.max(axis=1).mean()))
        place = np.unravel_index(int(alike.argmax()), alike.shape)
        if likeness >= SAME:
            texts = passages[one][place[0]].text, passages[other][place[1]].text
            same.append(KnowledgePair("same", one, other, likeness, (), *map(_short, texts)))
        differing += list(_contradictions(one, other, alike, passages, units))
    same.sort(key=lambda pair: -pair.likeness)
    differing.sort(key=lambda pair: -pair.likeness)
    return (*differing[:limit], *same[:limit])


def _points(base: KnowledgeBase, passages: Mapping[str, Sequence[Passage]]) -> dict[str, Vectors]:
    """Unit vectors of each article's passages with their title, less the middle of the language."""
    found = {}
    for article_id, parts in passages.items():
        own = base.vectors[article_id]
        found[article_id] = _unit(own[1 : 1 + len(parts)] + np.float32(TITLE_SHARE) * own[0])
    spoken: dict[str, list[str]] = {}
    for article_id in found:
        spoken.setdefault((base.articles[article_id].language or "").lower()[:2], []).append(article_id)
    for ids in spoken.values():
        middle = np.concatenate([found[article_id] for article_id in ids]).mean(axis=0)
        for article_id in ids if len(ids) > 1 else ():
            found[article_id] = _unit(found[article_id] - middle)
    return found


def _candidates(base: KnowledgeBase, points: Mapping[str, Vectors]) -> Iterator[tuple[str, str]]:
    """Pairs of articles that may be worth a look: of many, the ones whose middles are nearest."""
    ids = list(points)
    if len(ids) < 2:
        return
    middles = _unit(np.stack([points[article_id].mean(axis=0) for article_id in ids]))
    alike = np.triu(middles @ middles.T, k=1)
    most = min(_MOST_COMPARED, alike.size)
    nearest = np.argpartition(-alike, most - 1, axis=None)[:most]
    allowed = {frozenset(pair) for pair in combinations(range(len(ids)), 2)} if len(ids) < 60 else None
    pairs = [divmod(int(place), len(ids)) for place in nearest] if allowed is None else map(sorted, allowed)
    for left, right in pairs:
        one, other = ids[left], ids[right]
        is_translation = base.families[one] == base.families[other]
        languages = base.articles[one].language, base.articles[other].language
        if one != other and not is_translation and same_language(*languages):
            yield one, other


def _contradictions(
    one: str, other: str, alike: Vectors, passages: Mapping[str, Sequence[Passage]], units: frozenset[str]
) -> Iterator[KnowledgePair]:
    ours, theirs = ([_sentences(passage) for passage in passages[article_id]] for article_id in (one, other))
    for left, right in np.argwhere(alike >= SAME_SUBJECT).tolist():
        for here in ours[left]:
            for there in theirs[right]:
                if differing := _differing(here, there, units):
                    likeness = float(alike[left, right])
                    yield KnowledgePair("contradiction", one, other, likeness, differing, _short(here), _short(there))


def _differing(here: str, there: str, known: frozenset[str]) -> tuple[str, ...]:
    """Quantities of one unit that two sentences about one thing give differently."""
    ours, theirs = _quantities(here), _quantities(there)
    said_here, said_there = frozenset(_NUMBER.findall(here)), frozenset(_NUMBER.findall(there))
    units = [
        unit
        for unit in ours
        if unit in theirs and unit in known and not ours[unit] & said_there and not theirs[unit] & said_here
    ]
    if not units:
        return ()
    words, others = (frozenset(_WORD.findall(text.casefold())) for text in (here, there))
    if len(words & others) < _SENTENCE_WORDS or len(words & others) < SHARED_WORDS * len(words | others):
        return ()
    return tuple(f"{_listed(ours[unit], unit)} / {_listed(theirs[unit], unit)}" for unit in units)


def _units(passages: Mapping[str, Sequence[Passage]]) -> frozenset[str]:
    """Words that count something: of all times that they are written, a number stands before one in ten. "And" does
    not; signs always do."""
    written: Counter[str] = Counter()
    counting: Counter[str] = Counter()
    for own in passages.values():
        for passage in own:
            written.update(_WORD.findall(passage.text.casefold()))
            counting.update(unit.casefold() for _, unit in _QUANTITY.findall(passage.text))
    return frozenset(unit for unit, count in counting.items() if count >= _UNIT_SHARE * written[unit])


def _quantities(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for number, unit in _QUANTITY.findall(text):
        found.setdefault(unit.casefold(), set()).add(number)
    return found


def _sentences(passage: Passage) -> list[str]:
    return [text for span in passage.sentences if _QUANTITY.search(text := passage.text[slice(*span)])]


def _listed(numbers: set[str], unit: str) -> str:
    return f"{', '.join(sorted(numbers))} {unit}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 1] + "…"


def _unit(vectors: Vectors) -> Vectors:
    found: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return found
