"""The search benchmark: articles or duplicates found by command against TF-IDF and BM25 on the same queries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
_DEPTHS = (1, 3, 5, 10)
_ACCEPTED_DEPTH = 5
_OURS = "firstline"


@dataclass(frozen=True, slots=True)
class SearchBenchmark:
    """One data set. `read` gives one set, or several whose answers are judged together.

    `recall` holds the targets of R@k; `accepted` is that of R@5 by the ids that askers confirmed.
    """

    name: str
    read: Callable[[Path], SearchSet | Sequence[SearchSet]]
    encoder: str
    split: str
    recall: Mapping[int, Target] = field(default_factory=dict)
    mrr: Target | None = None
    accepted: Target | None = None
    seed: int = 0

    def run(self, bench: Workbench) -> tuple[int, tuple[QualityRow, ...]]:
        """Train, index, search and compare; the number of training rows (of the last set) and the rows of the table."""
        read = self.read(bench.data)
        parts = [read] if isinstance(read, SearchSet) else list(read)
        if bench.fast:
            parts = [part.shrunk() for part in parts]
        hits: dict[str, list[list[str]]] = {_OURS: []}
        for number, part in enumerate(parts, start=1):
            hits[_OURS] += self._hits(part, bench, "" if len(parts) == 1 else f"-{number}")
            for name, found in _floor_hits(part).items():
                hits.setdefault(name, []).extend(found)
        ours, floors = _ranks(hits, [wanted for part in parts for wanted in part.wanted])
        rows = self._rows(ours, floors, bench.bootstrap)
        accepted = [right for part in parts for right in part.accepted]
        if any(accepted):
            ours, floors = _ranks(hits, accepted)
            row = _recall_row(_ACCEPTED_DEPTH, ours, floors, bench.bootstrap, self.accepted)
            rows = (*rows, replace(row, figure=f"{row.figure}, accepted solutions"))
        return len(parts[-1].train), rows

    def _hits(self, asked: SearchSet, bench: Workbench, mark: str) -> list[list[str]]:
        """Ids found for each query; `mark` tells the files of several sets apart."""
        train, documents, queries = (
            bench.write(f"{name}{mark}.jsonl", rows)
            for name, rows in (("train", asked.train), ("documents", asked.documents), ("queries", asked.queries))
        )
        bundle, hits = f"bundle{mark}", f"hits{mark}.jsonl"
        encoder = bench.encoder or self.encoder
        bench.run("train", train, "--field", asked.field, "--encoder", encoder, "--output", bundle)
        what = "articles" if asked.kind == "articles" else "tickets"
        bench.run("index", what, documents, "--bundle", bundle)
        if asked.links:
            bench.run("index", "tickets", bench.write(f"links{mark}.jsonl", asked.links), "--bundle", bundle)
        bench.run("search", asked.kind, bundle, queries, "--output", hits, "--top-k", str(_DEPTH))
        return [[str(hit["id"]) for hit in one["hits"]] for one in bench.read(hits)]

    def _rows(self, ours: Ranks, floors: Mapping[str, Ranks], bootstrap: Bootstrap) -> tuple[QualityRow, ...]:
        scores = ranking_scores(ours, bootstrap=bootstrap, depths=_DEPTHS)
        rows = [_recall_row(depth, ours, floors, bootstrap, self.recall.get(depth)) for depth in _DEPTHS]
        name, best = max(floors.items(), key=lambda item: float(reciprocal(item[1]).mean()))
        comparison = compare_scores(reciprocal(ours), reciprocal(best), bootstrap=bootstrap)
        mrr = QualityRow(
            figure="MRR",
            value=scores.mrr,
            n=scores.n,
            floor=bootstrap.mean(reciprocal(best)),
            difference=comparison.difference,
            target=self.mrr,
            note=f"floor: {name}",
        )
        return (*rows, mrr)


def _ranks(
    hits: Mapping[str, Sequence[Sequence[str]]], wanted: Sequence[frozenset[str]]
) -> tuple[Ranks, dict[str, Ranks]]:
    """Our ranks and those of the floors, of the queries for which something is wanted."""
    asked = [number for number, right in enumerate(wanted) if right]
    right = [wanted[number] for number in asked]
    ranks = {name: first_ranks([found[number] for number in asked], right) for name, found in hits.items()}
    return ranks.pop(_OURS), ranks


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


def _floor_hits(asked: SearchSet) -> dict[str, list[list[str]]]:
    documents, queries = [_text(row) for row in asked.documents], [_text(row) for row in asked.queries]
    searches: dict[str, Bm25Search | TfidfSearch] = {"TF-IDF": TfidfSearch(documents), "BM25": Bm25Search(documents)}
    ids = np.asarray([str(row["id"]) for row in asked.documents])
    # A ticket that is asked about is not its own duplicate: one place more, and it is struck out.
    orders = {name: ids[search.order(queries, depth=_DEPTH + 1)] for name, search in searches.items()}
    return {name: _without_self(order, asked.queries) for name, order in orders.items()}


def _without_self(order: NDArray[np.str_], queries: Sequence[Row]) -> list[list[str]]:
    return [
        [str(hit) for hit in found if hit != str(query["id"])][:_DEPTH]
        for found, query in zip(order, queries, strict=True)
    ]


def _text(row: Row) -> str:
    return f"{row.get('subject') or row.get('title') or ''}\n{row.get('body') or ''}".strip()
