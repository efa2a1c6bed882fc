"""The deletion check: whether the words that an explanation names carry the decision (DeYoung et al. 2020).

`python -m firstline.evaluation.deletion_check BUNDLE TICKETS` prints the curve.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from firstline.datasets.errors import InputError
from firstline.datasets.request_text import request_text
from firstline.datasets.ticket_reader import read_tickets
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.estimate import Estimate
from firstline.models.bundle import Bundle
from firstline.models.occlusion import without

MOST_WORDS = 5
_WORD = re.compile(r"(?u)\b\w\w+\b")


@dataclass(frozen=True, slots=True)
class DeletionPoint:
    """By how much the confidence of the value falls, on the mean of all texts, when `words` different words are taken
    away: those that the explanation `named` first, those that its lexical part alone names first, and `random` ones.
    `lead` is named less random, paired by text."""

    words: int
    texts: int
    named: Estimate
    lexical: Estimate
    random: Estimate
    lead: Estimate


@dataclass(frozen=True, slots=True)
class _Case:
    """One text, the position of its value, and three orders in which its words may be taken away."""

    text: str
    value: str
    orders: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def deletion_curve(
    bundle: Bundle,
    texts: Sequence[str],
    *,
    field: str,
    most: int = MOST_WORDS,
    bootstrap: Bootstrap | None = None,
    seed: int = 0,
) -> tuple[DeletionPoint, ...]:
    """The fall of confidence after 1, 2, … `most` words, on those `texts` that have at least twice as many.

    Raises InputError where none has.
    """
    bootstrap, generator = bootstrap or Bootstrap(), np.random.default_rng(seed)
    cases = list(_cases(bundle, texts, field=field, most=most, generator=generator))
    if not cases:
        raise InputError(f"no text has {2 * most} different words of which {most} speak for its value of {field}")
    whole = _confidence(bundle, [case.text for case in cases], cases, field)
    points = []
    for count in range(1, most + 1):
        falls = [
            whole - _confidence(bundle, [without(c.text, c.orders[way][:count]) for c in cases], cases, field)
            for way in range(3)
        ]
        named, lexical, random = (bootstrap.mean(fall) for fall in falls)
        lead = bootstrap.mean(falls[0] - falls[2])
        points.append(DeletionPoint(count, len(cases), named, lexical, random, lead))
    return tuple(points)


def deletion_lines(points: Sequence[DeletionPoint]) -> Iterator[str]:
    """The curve as a Markdown table."""
    yield f"Mean fall of confidence on {points[0].texts:,} texts, with 95 % intervals."
    yield ""
    yield "| words taken away | those named | those of the lexical part | random ones | named less random |"
    yield "|---|---|---|---|---|"
    for point in points:
        figures = (point.named, point.lexical, point.random, point.lead)
        shown = " | ".join(f"{figure.value:.3f} ({figure.low:.3f}–{figure.high:.3f})" for figure in figures)
        yield f"| {point.words} | {shown} |"


def _cases(
    bundle: Bundle, texts: Sequence[str], *, field: str, most: int, generator: np.random.Generator
) -> Iterator[_Case]:
    vectors = bundle.encoder.encode(texts)
    for text, vector, said in zip(texts, vectors, bundle.predict(texts, vectors, fields=(field,)), strict=True):
        words = list(dict.fromkeys(match.group().lower() for match in _WORD.finditer(text)))
        value = said.fields[field].value
        if len(words) < 2 * most or not value:
            continue
        occlusion = bundle.occlude(text, vector, bundle.encoder.encode)
        ways = [
            tuple(
                text[reason.start : reason.end].lower()
                for reason in bundle.explain(text, field, value, limit=most, occlusion=seen)
                if reason.contribution > 0
            )
            for seen in (occlusion, None)
        ]
        if min(map(len, ways)) >= most:
            shuffled = tuple(words[place] for place in generator.permutation(len(words))[:most])
            yield _Case(text, value, (ways[0], ways[1], shuffled))


def _confidence(bundle: Bundle, texts: Sequence[str], cases: Sequence[_Case], field: str) -> NDArray[np.float64]:
    """How likely each case's value is held for its changed text."""
    found = bundle.predict(texts, bundle.encoder.encode(texts), fields=(field,), alternatives=len(bundle.values(field)))
    confidences = []
    for case, prediction in zip(cases, found, strict=True):
        said = prediction.fields[field]
        every = {said.value: said.confidence, **{other.value: other.confidence for other in said.alternatives}}
        confidences.append(every.get(case.value, 0.0))
    return np.array(confidences)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Whether the words that explanations name carry the decisions.")
    parser.add_argument("bundle", type=Path)
    parser.add_argument("tickets", type=Path)
    parser.add_argument("--field", default="category")
    parser.add_argument("--sample", type=int, default=500, help="texts at most, drawn at random")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(arguments)
    bundle = Bundle.load(given.bundle)
    texts = [text for ticket in read_tickets(given.tickets).tickets if (text := request_text(ticket)).strip()]
    drawn = np.random.default_rng(given.seed).permutation(len(texts))[: given.sample]
    points = deletion_curve(bundle, [texts[row] for row in drawn], field=given.field, seed=given.seed)
    print("\n".join(deletion_lines(points)))  # noqa: T201 (its output)


if __name__ == "__main__":
    main()
