"""Findable: whether the search shows an article to those who ask in their own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from tempfile import TemporaryDirectory

from firstline.evaluation.estimate import Estimate, wilson
from firstline.evaluation.knowledge_answers import DEPTH, KnowledgeAnswers
from firstline.evaluation.knowledge_base import KnowledgeBase, languages_of
from firstline.evaluation.knowledge_quality import Judgement, Reason
from firstline.evaluation.language_name import language_name
from firstline.evaluation.search_scores import SearchModel
from firstline.kb_index.hit import ArticleHit
from firstline.kb_index.state import State

FEWEST_NAMING = 5
WANTED_AMONG_FIVE = 0.7
"""A person looks at five suggestions; three misses in ten are too many."""

Found = Mapping[int, Sequence[ArticleHit]]
"""Hits by row of the request."""


@dataclass(frozen=True, slots=True)
class FoundAgain:
    """Of `n` requests whose ticket names an article, how often it, or a translation, came first and among five."""

    n: int
    first: Estimate
    five: Estimate


@dataclass(frozen=True, slots=True)
class FindableReport:
    """`overall` over all requests that name an article, None where none does. `by_title` articles were asked for by
    their own title, because fewer than `FEWEST_NAMING` requests name them. `reached` are the rows of the requests for
    which one that they name, or a translation of it, is among the first `DEPTH`."""

    judgements: tuple[Judgement, ...]
    overall: FoundAgain | None
    by_title: int
    reached: frozenset[int]


def judge_findable(base: KnowledgeBase, answers: KnowledgeAnswers, model: SearchModel) -> FindableReport:
    """Ranks are those of the articles' own text alone, in an index of its own: a desk's search has learned from the
    very requests that name articles, and finds what it has seen."""
    with (
        TemporaryDirectory(prefix="firstline-") as folder,
        State.open(folder, encoder=model.encoder, centre=model.centre, offsets=model.offsets) as untaught,
    ):
        put = list(base.articles.values())
        untaught.articles.put(put, vectors=[base.vectors[article.id] for article in put])
        return _judged(base, answers, untaught)


def _judged(base: KnowledgeBase, answers: KnowledgeAnswers, state: State) -> FindableReport:
    found = {
        row: state.articles.search(
            base.requests[row].text, base.requests[row].vector, top_k=DEPTH, language=base.requests[row].spoken
        )
        for row, named in enumerate(answers.named)
        if named
    }
    naming: dict[str, list[int]] = {}
    for row, named in enumerate(answers.named):
        for article_id in named:
            naming.setdefault(article_id, []).append(row)
    judgements, by_title = [], 0
    for article_id in base.articles:
        rows = naming.get(article_id, [])
        if len(rows) >= FEWEST_NAMING:
            judgements.append(_by_customers(article_id, rows, base, found))
        else:
            by_title += 1
            judgements.append(_by_title(article_id, base, state))
    reached = frozenset(row for row, hits in found.items() if _rank(hits, answers.named[row], base) is not None)
    return FindableReport(tuple(judgements), _overall(base, answers, found), by_title, reached)


def _overall(base: KnowledgeBase, answers: KnowledgeAnswers, found: Found) -> FoundAgain | None:
    ranks = [_rank(found[row], named, base) for row, named in enumerate(answers.named) if named]
    if not ranks:
        return None
    first, five = sum(rank == 0 for rank in ranks), sum(rank is not None for rank in ranks)
    return FoundAgain(len(ranks), wilson(first, len(ranks)), wilson(five, len(ranks)))


def _rank(hits: Sequence[ArticleHit], wanted: Collection[str], base: KnowledgeBase) -> int | None:
    """The place of the first hit that is one of `wanted` or its translation, from 0; None beyond `DEPTH`."""
    versions = {version for article_id in wanted for version in base.members[article_id]}
    return next((place for place, hit in enumerate(hits) if hit.article_id in versions), None)


def _by_customers(article_id: str, rows: Sequence[int], base: KnowledgeBase, found: Found) -> Judgement:
    ranks = [_rank(found[row], (article_id,), base) for row in rows]
    five, first = sum(rank is not None for rank in ranks), sum(rank == 0 for rank in ranks)
    if five >= WANTED_AMONG_FIVE * len(rows):
        return Judgement(article_id, "findable", is_known=True)
    instead = Counter(
        found[row][0].article_id for row, rank in zip(rows, ranks, strict=True) if rank is None and found[row]
    ).most_common(1)
    missed = [base.requests[row].language for row, rank in zip(rows, ranks, strict=True) if rank is None]
    foreign = [one for one in missed if one not in languages_of(base.members[article_id], base)]
    other = f"; what comes instead is most often {base.named(instead[0][0])}" if instead else ""
    if 2 * len(foreign) > len(missed):
        most, count = Counter(foreign).most_common(1)[0]
        other = f"; {count} of those that miss it are in {language_name(most)}, in which it has no version"
    words = (
        f"of {len(rows)} requests that name it, its text alone brings it among the first {DEPTH} for only {five} "
        f"(first for {first}){other}"
    )
    return Judgement(article_id, "findable", is_known=True, reasons=(Reason("not_found", words),))


def _by_title(article_id: str, base: KnowledgeBase, state: State) -> Judgement:
    article = base.articles[article_id]
    if not article.title.strip():
        return Judgement(article_id, "findable", is_known=True, reasons=(Reason("no_title", "has no title"),))
    hits = state.articles.search(article.title, base.vectors[article_id][0], top_k=1, language=article.language)
    if not hits or hits[0].article_id in base.members[article_id] or hits[0].article_id not in base.articles:
        return Judgement(article_id, "findable", is_known=True)
    words = f"asked for by its own title, the search shows {base.named(hits[0].article_id)} before it"
    return Judgement(article_id, "findable", is_known=True, reasons=(Reason("not_by_title", words),))
