"""The article coverage: how many requests the knowledge base has something good for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from tempfile import TemporaryDirectory

import numpy as np

from firstline.datasets.article import Article
from firstline.datasets.ticket import Ticket
from firstline.evaluation.bootstrap import Flags
from firstline.evaluation.estimate import Estimate, wilson
from firstline.evaluation.search_scores import SearchModel
from firstline.kb_index.hit import ArticleHit
from firstline.kb_index.state import State
from firstline.models.encoder import Encoder, Progress, Vectors

GOOD = 0.5
"""The confidence from which an article is taken for a good one."""

_SHORT_LIST = 3


@dataclass(frozen=True, slots=True)
class ArticleCoverage:
    """Of `n` requests, `good` have an article: one that people linked to them, or one that the search is sure of.

    `linked` is the share with a link to an article that is there, None where no ticket has links. `kept` is, of the
    requests with a link of which the search was sure, the share whose linked article was among its first three: how far
    that sureness can be trusted.
    """

    n: int
    articles: int
    good: Estimate
    linked: Estimate | None
    sure: Estimate
    kept: Estimate | None
    kept_of: int


def article_coverage(
    model: SearchModel,
    encoder: Encoder,
    tickets: Sequence[Ticket],
    texts: Sequence[str],
    vectors: Vectors,
    *,
    articles: Sequence[Article],
    progress: Progress | None = None,
) -> tuple[ArticleCoverage, tuple[int, ...]] | None:
    """Search for every request that has a text; also the rows of those without a good article, None without articles.

    `encoder` is the model's, or one that remembers what the model's said.
    """
    rows = [row for row, text in enumerate(texts) if text.strip()]
    known = {article.id for article in articles}
    if not rows or not known:
        return None
    with (
        TemporaryDirectory(prefix="firstline-") as folder,
        State.open(folder, encoder=encoder, centre=model.centre, offsets=model.offsets) as state,
    ):
        state.articles.put(list({article.id: article for article in articles}.values()), progress=progress)
        found = [
            state.articles.search(texts[row], vectors[row], top_k=_SHORT_LIST, language=tickets[row].language)
            for row in rows
        ]
    links = [known.intersection(tickets[row].article_ids) for row in rows]
    coverage, answered = coverage_of(found, links, articles=len(known))
    return coverage, tuple(row for row, good in zip(rows, answered, strict=True) if not good)


def coverage_of(
    found: Sequence[Sequence[ArticleHit]], links: Sequence[Collection[str]], *, articles: int
) -> tuple[ArticleCoverage, Flags]:
    """The coverage of requests for which `found` are the hits, best first, and `links` the known articles that people
    named; also which requests have a good article, shape (requests,)."""
    sure = np.array([bool(hits) and hits[0].confidence >= GOOD for hits in found], dtype=np.bool_)
    linked = np.array([bool(ids) for ids in links], dtype=np.bool_)
    kept = np.array(
        [any(hit.article_id in ids for hit in hits[:_SHORT_LIST]) for ids, hits in zip(links, found, strict=True)],
        dtype=np.bool_,
    )
    checked, answered = sure & linked, sure | linked
    coverage = ArticleCoverage(
        n=len(found),
        articles=articles,
        good=_share(answered),
        linked=_share(linked) if linked.any() else None,
        sure=_share(sure),
        kept=wilson(int(kept[checked].sum()), int(checked.sum())) if checked.any() else None,
        kept_of=int(checked.sum()),
    )
    return coverage, answered


def _share(flags: Flags) -> Estimate:
    return wilson(int(flags.sum()), len(flags))
