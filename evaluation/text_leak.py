"""The text leak: words in a request that nobody knew when it came, and that make a model look wiser than it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.stats import fisher_exact
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from firstline.datasets.clean import clean_text
from firstline.datasets.ticket import Ticket
from firstline.evaluation.estimate import Estimate, wilson
from firstline.evaluation.plain_field import plain_field
from firstline.evaluation.telling_sentence import sentences, telling_sentences
from firstline.evaluation.word_context import contexts, is_planted, share_bounds, tokens

Kind = Literal[
    "resolution",
    "agent's message",
    "agent's signature",
    "agent's style",
    "label in the text",
    "telling word",
    "telling sentence",
]

_FEWEST = 3
_EXAMPLES = 3
_SHINGLE = 4
_FEWEST_SHINGLES = 3
_QUOTED = 0.5
_SIGNATURE_SHARE = 0.05
_FEWEST_LAST_LINES = 20
_LONGEST_SIGNATURE = 60
_BY_CHANCE = 0.01
_OWN_LABEL_LEAD = 5.0
_SYSTEMS_LABEL = 0.02
_SAME_PLACE = 0.6
_FEWEST_OF_VALUE = 20
_PURE, _NEARLY_ALL = 0.98, 0.9
_SURELY_THERE, _SURELY_ELSEWHERE = 0.5, 0.25
_MOST_OF_A_TEXT = 0.25
_STYLE_SAMPLE = 3_000
_FEWEST_AGENT_TEXTS = 100
_FEWEST_CUSTOMER_TEXTS = 30
_AGENTS_STYLE = 0.9
_STYLE_SHARE = 0.01
_WORD = re.compile(r"[\w-]{3,}")
_TOKEN = re.compile(r"\w+")
_CODED = re.compile(r"_|::")
_STEP = re.compile(r"::|[/>\\→»]| - ")


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
    labels = [leak for field in fields for leak in _labels(field, tickets, texts)]
    named = {leak.field for leak in labels}
    found = [
        *_quoted(tickets, texts),
        *_signatures(tickets),
        *labels,
        *(leak for field in fields for leak in _telling(field, tickets, texts, named=field in named)),
    ]
    return (*found, *(() if found else _agents_style(tickets, texts)))


def _quoted(tickets: Sequence[Ticket], texts: Sequence[str]) -> Iterator[TextLeak]:
    """Requests that hold at least half of what the resolution, or an agent's message, says.

    What other requests say too, whose resolution does not, is everybody's: a greeting, or a form.
    """
    kinds: tuple[Kind, ...] = ("resolution", "agent's message")
    for kind in kinds:
        said = [[shingles for part in _said(kind, ticket) if (shingles := _shingles(part))] for ticket in tickets]
        looked_at = sum(map(bool, said))
        own = [_shingles(text) if parts else frozenset() for text, parts in zip(texts, said, strict=True)]
        rows = [row for row, parts in enumerate(said) if any(_holds(own[row], part) for part in parts)]
        if len(rows) < _FEWEST:
            continue
        everybodys = _everybodys(own, said, frozenset().union(*(own[row] & part for row in rows for part in said[row])))
        rows = [row for row in rows if any(_holds(own[row], part - everybodys) for part in said[row])]
        if len(rows) >= _FEWEST:
            yield _leak(kind, f"the {kind}, word for word", rows, looked_at, tickets=tickets)


def _said(kind: Kind, ticket: Ticket) -> list[str]:
    """Without what it quotes: an answer that repeats the question is no leak."""
    if kind == "resolution":
        return [clean_text(ticket.resolution)] if ticket.resolution else []
    return [clean_text(message.text) for message in ticket.messages if message.author == "agent" and message.text]


Shingles = frozenset[tuple[str, ...]]


def _everybodys(own: Sequence[Shingles], said: Sequence[Sequence[Shingles]], looked_for: Shingles) -> Shingles:
    """Those that requests hold whose own answer does not, more often than by a slip."""
    without, alone = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    answered = 0
    for text, parts in zip(own, said, strict=True):
        if parts:
            answered += 1
            theirs = frozenset().union(*parts)
            alone.update((text & looked_for) - theirs)
            without.update(looked_for & theirs)
    return frozenset(one for one in looked_for if alone[one] >= max(_FEWEST, _BY_CHANCE * (answered - without[one])))


def _shingles(text: str) -> Shingles:
    words = _TOKEN.findall(text.casefold())
    return frozenset(tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))


def _holds(own: Shingles, said: Shingles) -> bool:
    return len(said) >= _FEWEST_SHINGLES and len(own & said) >= _QUOTED * len(said)


def _signatures(tickets: Sequence[Ticket]) -> Iterator[TextLeak]:
    """Lines with which agents end, and customers do not, in what is said to be a customer's first text.

    Without some twenty messages of customers to compare with, "Kind regards" would be one.
    """
    shown = [m for ticket in tickets if not ticket.restricted_to for m in ticket.messages]
    agents = [last for m in shown if m.author == "agent" and (last := _last_line(m.text))]
    customers = [last for m in shown if m.author == "customer" and (last := _last_line(m.text))]
    if len(customers) < _FEWEST_LAST_LINES:
        return
    ends, others = Counter(agents), Counter(customers)
    for line, count in ends.most_common():
        if count < max(_FEWEST, _SIGNATURE_SHARE * len(agents)):
            return
        table = [[count, len(agents) - count], [others[line], len(customers) - others[line]]]
        if fisher_exact(table, alternative="greater").pvalue * len(ends) > _BY_CHANCE:
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
    """Labels that stand in the text as a form, a rule or an agent puts them there.

    `net_vpn` no customer writes. “Account” one does, of an account: it counts only where it stands in one and the same
    place, such as `Category: Account`, in texts of several values. Of a path (`Support::SAP`) its end counts too.
    """
    labels = [ticket.label(field) for ticket in tickets]
    values = dict.fromkeys(label for label in labels if label)
    if len(values) < 2:
        return
    forms = {value: [form for form in (value, _leaf(value)) if len(form) > 2] for value in values}
    said = {form: np.array(_mentions(form, texts), dtype=np.bool_) for form in {f for of in forms.values() for f in of}}
    rows = [row for row, label in enumerate(labels) if label and forms[label]]
    own = {row: form for row in rows if (form := next((f for f in forms[str(labels[row])] if said[f][row]), ""))}
    elsewhere = [
        any(said[form][row] for form in forms[value]) for value in values for row in rows if labels[row] != value
    ]
    stray = float(np.mean(elsewhere)) if elsewhere else 0.0
    if len(own) / max(1, len(rows)) < _OWN_LABEL_LEAD * stray:
        return
    coded = {row for row, form in own.items() if _CODED.search(form)}
    placed = sorted(coded | set(_in_one_place({r: f for r, f in own.items() if r not in coded}, texts)))
    if len(placed) >= max(_FEWEST, _SYSTEMS_LABEL * len(rows)):
        parts = {row: own[row] for row in placed if own[row] != labels[row] and not tickets[row].restricted_to}
        what = f"the {plain_field(field)} as the system writes it"
        if 2 * len(parts) > len(placed):
            row, part = next(iter(parts.items()))
            what = f"the last part of the {plain_field(field)} (“{part}” of “{labels[row]}”) as the system writes it"
        yield _leak("label in the text", what, placed, len(rows), tickets=tickets, field=field)


def _leaf(value: str) -> str:
    """`SAP` of `Support::SAP`: agents sign with that, and forms write it; empty where a value is no path."""
    *above, last = _STEP.split(value)
    return last.strip() if above else ""


def _mentions(value: str, texts: Sequence[str]) -> list[bool]:
    pattern = re.compile(rf"(?<!\w){re.escape(value.casefold())}(?!\w)")
    return [bool(pattern.search(text.casefold())) for text in texts]


def _in_one_place(said: Mapping[int, str], texts: Sequence[str]) -> list[int]:
    """The tickets whose label, as it is `said`, stands between the neighbours that most of several values do."""
    found = {row: set(contexts(tokens(form), tokens(texts[row]))) for row, form in said.items()}
    places = Counter(place for around in found.values() for place in around)
    for place, count in places.most_common(1):
        holding = [row for row, around in found.items() if place in around]
        if count >= _SAME_PLACE * len(said) and len({said[row] for row in holding}) > 1:
            return holding
    return []


def _telling(field: str, tickets: Sequence[Ticket], texts: Sequence[str], *, named: bool) -> Iterator[TextLeak]:
    """Words, and for values without such a word the sentence that many of their texts end with: not where texts hold
    the values as they are `named`, which says it already."""
    words = list(_telling_words(field, tickets, texts))
    yield from (leak for _, leak in words)
    if named:
        return
    done = {value for value, _ in words}
    read = [
        (label, text)
        for label, text in dict.fromkeys(
            (ticket.label(field), text) for ticket, text in zip(tickets, texts, strict=True) if not ticket.restricted_to
        )
        if label and text.strip()
    ]
    again = {part for ticket in tickets for m in ticket.messages if m.author == "customer"
             for part in map(str.casefold, sentences(m.text))} if read else set()  # fmt: skip
    for value, said in telling_sentences([label for label, _ in read], [text for _, text in read]):
        if value not in done and said not in again:
            done.add(value)
            yield _telling_sentence(field, value, said, tickets, texts)


def _telling_sentence(field: str, value: str, said: str, tickets: Sequence[Ticket], texts: Sequence[str]) -> TextLeak:
    of_value = [row for row, ticket in enumerate(tickets) if ticket.label(field) == value]
    rows = [row for row in of_value if said in map(str.casefold, sentences(texts[row])[-1:])]
    what = f"the words “{said}”, with which only texts end where the {plain_field(field)} is “{value}”"
    return _leak("telling sentence", what, rows, len(of_value), tickets=tickets, field=field)


def _telling_words(field: str, tickets: Sequence[Ticket], texts: Sequence[str]) -> Iterator[tuple[str, TextLeak]]:
    """Values with words that nearly all texts of one value hold and hardly any other, and always in the same place.

    How often is judged on texts that differ, with bounds that hold for all words and values looked at together. The
    topic itself is no leak: it stands in many sentences, customers use its words again, or it is most of the text.
    Words of tickets that only some groups may see are never named.
    """
    read = _distinct(field, tickets, texts)
    telling = _sorted_by_value(read)
    customers = {word for ticket in tickets for word in _customers_words(ticket)} if telling else set()
    for value, words in telling.items():
        own = [text for label, text in read if label == value]
        if np.mean([sum(word in words for word in text) / len(text) for text in own]) > _MOST_OF_A_TEXT:
            continue
        known = customers.union(tokens(value))
        planted = [word for word in words if word not in known and is_planted(word, own)]
        if planted:
            yield value, _telling_word(field, value, planted, tickets, texts)


def _distinct(field: str, tickets: Sequence[Ticket], texts: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Value and tokens of each text, equal ones once: what is copied is no second witness."""
    found = (
        (label, text.casefold())
        for ticket, text in zip(tickets, texts, strict=True)
        if (label := ticket.label(field)) and text.strip() and not ticket.restricted_to
    )
    return [(label, words) for label, text in dict.fromkeys(found) if (words := tokens(text))]


def _sorted_by_value(read: Sequence[tuple[str, Sequence[str]]]) -> dict[str, list[str]]:
    """The words that give a value away, under it."""
    counts = Counter(label for label, _ in read)
    holders: dict[str, Counter[str]] = {}
    for label, words in read:
        for word in dict.fromkeys(words):
            if _WORD.fullmatch(word):
                holders.setdefault(word, Counter())[label] += 1
    tests = len(holders) * len(counts)
    telling: dict[str, list[str]] = {}
    for word, by_label in holders.items():
        value, count = by_label.most_common(1)[0]
        if _tells(count, by_label.total(), counts[value], counts.total(), tests=tests):
            telling.setdefault(value, []).append(word)
    return telling


def _tells(count: int, everywhere: int, of_value: int, of_all: int, *, tests: int) -> bool:
    """Whether a word that `count` of a value's texts hold, and `everywhere` texts in all, gives the value away."""
    if of_value < _FEWEST_OF_VALUE or count < _NEARLY_ALL * of_value or count < _PURE * everywhere:
        return False
    there, _ = share_bounds(count, of_value, tests=tests)
    _, elsewhere = share_bounds(everywhere - count, of_all - of_value, tests=tests)
    return there >= _SURELY_THERE and elsewhere <= _SURELY_ELSEWHERE


def _customers_words(ticket: Ticket) -> set[str]:
    return {word for message in ticket.messages if message.author == "customer" for word in tokens(message.text)}


def _telling_word(
    field: str, value: str, words: Sequence[str], tickets: Sequence[Ticket], texts: Sequence[str]
) -> TextLeak:
    of_value = [row for row, ticket in enumerate(tickets) if ticket.label(field) == value]
    rows = [row for row in of_value if words[0] in texts[row].casefold()]
    named = ", ".join(f"“{word}”" for word in words[:_EXAMPLES])
    what = f"{named}, which nearly always and only stands where the {plain_field(field)} is “{value}”"
    return _leak("telling word", what, rows, len(of_value), tickets=tickets, field=field)


def _agents_style(tickets: Sequence[Ticket], texts: Sequence[str]) -> Iterator[TextLeak]:
    """Requests that a model takes for agents' messages, having read others of both: TF-IDF, logistic regression.

    It must take surely more of them for agents' than of customers' later messages, of which it has read none: without
    some thirty of these nothing is said.
    """
    agents = _messages(tickets, "agent")[:_STYLE_SAMPLE]
    customers = _messages(tickets, "customer")[:_STYLE_SAMPLE]
    rows = [row for row, text in enumerate(texts) if text.strip()]
    rows = rows[:: max(1, len(rows) // _STYLE_SAMPLE)]
    if min(len(agents), len(rows)) < _FEWEST_AGENT_TEXTS or len(customers) < _FEWEST_CUSTOMER_TEXTS:
        return
    view = TfidfVectorizer(sublinear_tf=True, min_df=2)
    matrix = view.fit_transform([*(texts[row] for row in rows), *agents])
    truth = np.array([0] * len(rows) + [1] * len(agents))
    model = LogisticRegression(C=10, class_weight="balanced")
    scores = cross_val_predict(model, matrix, truth, cv=5, method="predict_proba")[: len(rows), 1]
    known = model.fit(matrix, truth).predict_proba(view.transform(customers))[:, 1]
    taken = [row for row, score in zip(rows, scores, strict=True) if score >= _AGENTS_STYLE]
    mistaken = int((known >= _AGENTS_STYLE).sum())
    table = [[len(taken), len(rows) - len(taken)], [mistaken, len(customers) - mistaken]]
    by_chance = fisher_exact(table, alternative="greater").pvalue
    if len(taken) >= max(_FEWEST, _STYLE_SHARE * len(rows)) and by_chance <= _BY_CHANCE:
        yield _leak("agent's style", "what reads like an agent's message", taken, len(rows), tickets=tickets)


def _messages(tickets: Sequence[Ticket], author: str) -> list[str]:
    """Public ones, each once."""
    found = (clean_text(m.text) for t in tickets for m in t.messages if m.author == author and m.public)
    return list(dict.fromkeys(text for text in found if text.strip()))


def _leak(
    kind: Kind, what: str, rows: Sequence[int], looked_at: int, *, tickets: Sequence[Ticket], field: str = ""
) -> TextLeak:
    shown = tuple(tickets[row].id for row in rows if not tickets[row].restricted_to)[:_EXAMPLES]
    return TextLeak(kind, what, len(rows), wilson(len(rows), max(looked_at, len(rows))), field, shown)


PERHAPS_CUSTOMERS: frozenset[Kind] = frozenset({"telling word", "telling sentence"})
"""What customers may say of their own accord: a question, and no verdict."""

KINDS_OF_AGENTS: Mapping[Kind, str] = {
    "resolution": "the resolution is only known at the end",
    "agent's message": "agents answer after the request has come",
    "agent's signature": "customers do not sign like that",
    "agent's style": "an agent may have written it down, or answered in it",
    "label in the text": "a form, a rule or an agent puts it there",
    "telling sentence": "do customers end with that, or does a form, a rule or an agent once the request has come, "
    "which gives the answer away?",
    "telling word": "always in the same place: do customers write that, or does a form, a rule or an agent once the "
    "request has come, which gives the answer away?",
}
"""Why each is not the customer's."""
