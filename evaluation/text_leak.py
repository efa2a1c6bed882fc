"""The text leak: words in a request that nobody knew when it came, and that make a model look wiser than it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from firstline.datasets.clean import clean_text
from firstline.datasets.ticket import Ticket
from firstline.evaluation.estimate import Estimate, wilson

Kind = Literal[
    "resolution", "agent's message", "agent's signature", "agent's style", "label in the text", "telling word"
]

_FEWEST = 3
_EXAMPLES = 3
_SHINGLE = 4
_FEWEST_SHINGLES = 3
_QUOTED = 0.5
_SIGNATURE_SHARE = 0.05
_SIGNATURE_LEAD = 5.0
_LONGEST_SIGNATURE = 60
_OWN_LABEL, _OWN_LABEL_LEAD = 0.25, 5.0
_CODE_LABEL = 0.02
_ONE_VALUE, _ELSEWHERE = 0.8, 0.05
_FEWEST_OF_VALUE = 20
_PURE, _NEARLY_ALL = 0.98, 0.9
_STYLE_SAMPLE = 3_000
_FEWEST_AGENT_TEXTS = 100
_AGENTS_STYLE = 0.9
_STYLE_SHARE = 0.01
_WORD = re.compile(r"[\w-]{3,}")
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class TextLeak:
    """`tickets` whose text holds `what`, `share` of those it was looked for in; `field` where it gives one away.

    `examples` are ids, never of tickets that only some groups may see.
    """

    kind: Kind
    what: str
    tickets: int
    share: Estimate
    field: str = ""
    examples: tuple[str, ...] = ()


def text_leaks(tickets: Sequence[Ticket], texts: Sequence[str], fields: Sequence[str]) -> tuple[TextLeak, ...]:
    """Look for what only agents could have written, the surest signs first.

    `texts` are the request texts (what a model reads) and `fields` those that it is to learn.
    """
    found = [
        *_quoted(tickets, texts),
        *_signatures(tickets),
        *(leak for field in fields for leak in _labels(field, tickets, texts)),
        *(leak for field in fields for leak in _telling_words(field, tickets, texts)),
    ]
    return (*found, *(() if found else _agents_style(tickets, texts)))


def _quoted(tickets: Sequence[Ticket], texts: Sequence[str]) -> Iterator[TextLeak]:
    """Requests that hold at least half of what the resolution, or an agent's message, says."""
    kinds: dict[Kind, tuple[list[int], int]] = {"resolution": ([], 0), "agent's message": ([], 0)}
    for row, (ticket, text) in enumerate(zip(tickets, texts, strict=True)):
        own = _shingles(text)
        said: dict[Kind, list[str]] = {
            "resolution": [ticket.resolution] if ticket.resolution else [],
            "agent's message": [clean_text(m.text) for m in ticket.messages if m.author == "agent" and m.text],
        }
        for kind, parts in said.items():
            rows, looked_at = kinds[kind]
            if any(_holds(own, _shingles(part)) for part in parts):
                rows.append(row)
            kinds[kind] = rows, looked_at + bool(parts)
    for kind, (rows, looked_at) in kinds.items():
        if len(rows) >= _FEWEST:
            yield _leak(kind, f"the {kind}, word for word", rows, looked_at, tickets=tickets)


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = _TOKEN.findall(text.casefold())
    return frozenset(tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))


def _holds(own: frozenset[tuple[str, ...]], said: frozenset[tuple[str, ...]]) -> bool:
    return len(said) >= _FEWEST_SHINGLES and len(own & said) >= _QUOTED * len(said)


def _signatures(tickets: Sequence[Ticket]) -> Iterator[TextLeak]:
    """Lines with which agents end, and customers do not, in what is said to be a customer's first text."""
    shown = [m for ticket in tickets if not ticket.restricted_to for m in ticket.messages]
    agents = [last for m in shown if m.author == "agent" and (last := _last_line(m.text))]
    customers = [last for m in shown if m.author == "customer" and (last := _last_line(m.text))]
    ends, others = Counter(agents), Counter(customers)
    for line, count in ends.most_common():
        rate, other = count / len(agents), others[line] / max(1, len(customers))
        if count < _FEWEST or rate < _SIGNATURE_SHARE or rate < _SIGNATURE_LEAD * other:
            continue
        rows = [
            row for row, t in enumerate(tickets) if line in {part.strip().casefold() for part in t.body.split("\n")}
        ]
        if len(rows) >= _FEWEST:
            yield _leak(
                "agent's signature", f"the line “{line}”, with which agents end", rows, len(tickets), tickets=tickets
            )


def _last_line(text: str) -> str | None:
    lines = [line.strip().casefold() for line in text.strip().split("\n") if line.strip()]
    return lines[-1] if len(lines) > 1 and _FEWEST < len(lines[-1]) <= _LONGEST_SIGNATURE else None


def _labels(field: str, tickets: Sequence[Ticket], texts: Sequence[str]) -> Iterator[TextLeak]:
    """Labels that stand in the text as they are written in the list: a form, a rule or an agent puts them there."""
    labels = [ticket.label(field) for ticket in tickets]
    counts = Counter(label for label in labels if label)
    if len(counts) < 2:
        return
    said = {value: np.array(_mentions(value, texts), dtype=np.bool_) for value in counts if len(value) > 2}
    rows = [row for row, label in enumerate(labels) if label in said]
    own = [row for row in rows if said[str(labels[row])][row]]
    elsewhere = [said[value][row] for value in said for row in rows if labels[row] != value]
    other = float(np.mean(elsewhere)) if elsewhere else 0.0
    share = len(own) / max(1, len(rows))
    coded = [row for row in own if re.search(r"[_\d]|\w-\w", str(labels[row]))]
    if len(own) >= _FEWEST and share >= _OWN_LABEL and share >= _OWN_LABEL_LEAD * other:
        yield _leak("label in the text", f"the {_plain(field)} itself", own, len(rows), tickets=tickets, field=field)
    elif len(coded) >= max(_FEWEST, _CODE_LABEL * len(rows)):
        yield _leak(
            "label in the text",
            f"the {_plain(field)} as the system writes it",
            coded,
            len(rows),
            tickets=tickets,
            field=field,
        )
    else:
        for value, mentions in said.items():
            mine = [row for row in rows if labels[row] == value]
            hit = [row for row in mine if mentions[row]]
            stray = (int(mentions[rows].sum()) - len(hit)) / max(1, len(rows) - len(mine))
            if len(mine) >= _FEWEST_OF_VALUE and len(hit) >= _ONE_VALUE * len(mine) and stray <= _ELSEWHERE:
                what = f"“{value}”, the {_plain(field)} itself"
                yield _leak("label in the text", what, hit, len(mine), tickets=tickets, field=field)


def _mentions(value: str, texts: Sequence[str]) -> list[bool]:
    pattern = re.compile(rf"(?<!\w){re.escape(value.casefold())}(?!\w)")
    return [bool(pattern.search(text.casefold())) for text in texts]


def _telling_words(field: str, tickets: Sequence[Ticket], texts: Sequence[str]) -> Iterator[TextLeak]:
    """Words that nearly all tickets of one value hold and hardly any other: customers do not write so alike.

    Words of tickets that only some groups may see are never named.
    """
    labels = [ticket.label(field) for ticket in tickets]
    counts = Counter(label for label in labels if label)
    if len(counts) < 2:
        return
    holders: dict[str, Counter[str]] = {}
    for ticket, label, text in zip(tickets, labels, texts, strict=True):
        if label and counts[label] >= _FEWEST_OF_VALUE and not ticket.restricted_to:
            for word in set(_WORD.findall(text.casefold())):
                holders.setdefault(word, Counter())[label] += 1
    telling: dict[str, list[str]] = {}
    for word, by_label in holders.items():
        value, count = by_label.most_common(1)[0]
        if value.casefold() == word or 2 * counts[value] > counts.total():
            continue
        if count >= _NEARLY_ALL * counts[value] and count >= _PURE * by_label.total():
            telling.setdefault(value, []).append(word)
    for value, words in telling.items():
        rows = [row for row, text in enumerate(texts) if labels[row] == value and words[0] in text.casefold()]
        named = ", ".join(f"“{word}”" for word in words[:_EXAMPLES])
        what = f"{named}, which nearly always and only stands where the {_plain(field)} is “{value}”"
        yield _leak("telling word", what, rows, counts[value], tickets=tickets, field=field)


def _agents_style(tickets: Sequence[Ticket], texts: Sequence[str]) -> Iterator[TextLeak]:
    """Requests that a model takes for agents' messages, having read others of both: TF-IDF, logistic regression."""
    written = [clean_text(m.text) for t in tickets for m in t.messages if m.author == "agent" and m.public and m.text]
    agents = list(dict.fromkeys(written))[:_STYLE_SAMPLE]
    rows = [row for row, text in enumerate(texts) if text.strip()]
    rows = rows[:: max(1, len(rows) // _STYLE_SAMPLE)]
    if len(agents) < _FEWEST_AGENT_TEXTS or len(rows) < _FEWEST_AGENT_TEXTS:
        return
    matrix = TfidfVectorizer(sublinear_tf=True, min_df=2).fit_transform([*(texts[row] for row in rows), *agents])
    truth = np.array([0] * len(rows) + [1] * len(agents))
    model = LogisticRegression(C=10, class_weight="balanced")
    scores = cross_val_predict(model, matrix, truth, cv=5, method="predict_proba")[: len(rows), 1]
    taken = [row for row, score in zip(rows, scores, strict=True) if score >= _AGENTS_STYLE]
    if len(taken) >= max(_FEWEST, _STYLE_SHARE * len(rows)):
        yield _leak("agent's style", "what reads like an agent's message", taken, len(rows), tickets=tickets)


def _leak(
    kind: Kind, what: str, rows: Sequence[int], looked_at: int, *, tickets: Sequence[Ticket], field: str = ""
) -> TextLeak:
    shown = tuple(tickets[row].id for row in rows if not tickets[row].restricted_to)[:_EXAMPLES]
    return TextLeak(kind, what, len(rows), wilson(len(rows), max(looked_at, len(rows))), field, shown)


def _plain(field: str) -> str:
    return field.replace("_", " ")


KINDS_OF_AGENTS: Mapping[Kind, str] = {
    "resolution": "the resolution is only known at the end",
    "agent's message": "agents answer after the request has come",
    "agent's signature": "customers do not sign like that",
    "agent's style": "an agent may have written it down, or answered in it",
    "label in the text": "a form, a rule or an agent puts it there",
    "telling word": "hardly a customer's own choice of words",
}
"""Why each is not the customer's."""
