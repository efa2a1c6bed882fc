"""The search benchmark: articles or duplicates found by command against TF-IDF and BM25 on the same queries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from firstline.evaluation.benchmark_row import QualityRow, Target
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.comparison import compare_answers, compare_scores
from firstline.evaluation.floor import Bm25Search, TfidfSearch
from firstline.evaluation.ranking import Ranks, first_ranks, found_within, ranking_scores, reciprocal
from firstline.evaluation.search_data import SearchSet
from firstline.evaluation.workbench import Row, Workbench

_DEPTH = 20
_DEPTHS = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class SearchBenchmark:
    """One data set; `recall` holds the targets of R@k."""

    name: str
    read: Callable[[Path], SearchSet]
    encoder: str
    split: str
    recall: Mapping[int, Target] = field(default_factory=dict)
    seed: int = 0

    def run(self, bench: Workbench) -> tuple[int, tuple[QualityRow, ...]]:
        """Train, index, search and compare; the number of training rows and the rows of the table."""
        asked = self.read(bench.data).shrunk() if bench.fast else self.read(bench.data)
        ours = first_ranks(self._hits(asked, bench), asked.wanted)
        return len(asked.train), self._rows(ours, _floors(asked), bench.bootstrap)

    def _hits(self, asked: SearchSet, bench: Workbench) -> list[list[str]]:
        train, documents = bench.write("train.jsonl", asked.train), bench.write("documents.jsonl", asked.documents)
        queries = bench.write("queries.jsonl", asked.queries)
        encoder = bench.encoder or self.encoder
        bench.run("train", train, "--field", asked.field, "--encoder", encoder, "--output", "bundle")
        what = "articles" if asked.kind == "articles" else "tickets"
        bench.run("index", what, documents, "--bundle", "bundle")
        output = ("--output", "hits.jsonl", "--top-k", str(_DEPTH))
        bench.run("search", asked.kind, "bundle", queries, *output)
        found = bench.read("hits.jsonl")
        return [[str(hit["id"]) for hit in one["hits"]] for one in found]

    def _rows(self, ours: Ranks, floors: Mapping[str, Ranks], bootstrap: Bootstrap) -> tuple[QualityRow, ...]:
        scores = ranking_scores(ours, bootstrap=bootstrap, depths=_DEPTHS)
        rows = [_recall_row(depth, ours, floors, bootstrap, self.recall.get(depth)) for depth in _DEPTHS]
        name, best = max(floors.items(), key=lambda item: float(reciprocal(item[1]).mean()))
        comparison = compare_scores(reciprocal(ours), reciprocal(best), bootstrap=bootstrap)
        floor = bootstrap.mean(reciprocal(best))
        return (*rows, QualityRow("MRR", scores.mrr, scores.n, floor, comparison.difference, note=f"floor: {name}"))


def _recall_row(
    depth: int, ours: Ranks, floors: Mapping[str, Ranks], bootstrap: Bootstrap, target: Target | None
) -> QualityRow:
    """R@depth against the better of the floors at that depth."""
    found = found_within(ours, depth)
    by_floor = {name: found_within(ranks, depth) for name, ranks in floors.items()}
    name = max(by_floor, key=lambda key: int(by_floor[key].sum()))
    comparison = compare_answers(found, by_floor[name], bootstrap=bootstrap)
    all_floors = ", ".join(f"{key} {flags.mean():.3f}" for key, flags in by_floor.items())
    return QualityRow(
        figure=f"R@{depth}",
        value=bootstrap.share(found),
        n=len(found),
        floor=bootstrap.share(by_floor[name]),
        difference=comparison.difference,
        p_value=comparison.p_value,
        target=target,
        note=f"floors: {all_floors}",
    )


def _floors(asked: SearchSet) -> dict[str, Ranks]:
    documents, queries = [_text(row) for row in asked.documents], [_text(row) for row in asked.queries]
    searches: dict[str, Bm25Search | TfidfSearch] = {"TF-IDF": TfidfSearch(documents), "BM25": Bm25Search(documents)}
    ids = np.asarray([str(row["id"]) for row in asked.documents])
    # A ticket that is asked about is not its own duplicate: one place more, and it is struck out.
    orders = {name: ids[search.order(queries, depth=_DEPTH + 1)] for name, search in searches.items()}
    return {name: first_ranks(_without_self(order, asked.queries), asked.wanted) for name, order in orders.items()}


def _without_self(order: NDArray[np.str_], queries: Sequence[Row]) -> list[list[str]]:
    return [
        [str(hit) for hit in found if hit != str(query["id"])][:_DEPTH]
        for found, query in zip(order, queries, strict=True)
    ]


def _text(row: Row) -> str:
    return f"{row.get('subject') or row.get('title') or ''}\n{row.get('body') or ''}".strip()
