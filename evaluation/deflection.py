"""Deflection: which requests articles kept from being sent, counted so that nothing is claimed twice or too early.

Only interactions in which the search had an article to show are counted; of the held-out ones those in which it would
have had one. Up to that moment both kinds look the same to the customer, so they can be compared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, get_args

import numpy as np

from firstline.evaluation.deflection_effect import DeflectionEffect
from firstline.evaluation.deflection_record import Contact, Interaction, Vector
from firstline.kb_index.same_subject import alike

Subjects = Callable[[Contact, frozenset[str]], bool]
"""Whether one of these articles, or a translation, is what the search finds for a contact, or its agents named."""

WINDOW = timedelta(days=7)
"""Who asks a person about the same within this time was not helped."""

_FEWEST_VECTORS = 100
"""Of fewer texts the mean is not known well enough to say that two are about different things."""

Outcome = Literal[
    "confirmed",
    "assumed",
    "taken_back",
    "failed",
    "asked_person",
    "left",
    "going_on",
    "too_early",
    "said_solved",
    "read",
]
"""`confirmed`: said that it is solved, sent nothing, and did not come back about the same; `assumed`: opened an article
and did neither send anything nor come back; `taken_back`: would be one of those two, but came back; `failed`: sent the
request anyway; `asked_person`: asked for a person; `left`: without opening anything; `going_on`: may still be writing;
`too_early`: may still come back. `said_solved` and `read` would be the first two of customers who were not signed in:
nobody can follow those.
"""
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True, slots=True)
class OutcomeCounts:
    """What became of the customers who were shown articles."""

    shown: int
    outcomes: Mapping[Outcome, int]

    def count(self, outcome: Outcome) -> int:
        return self.outcomes.get(outcome, 0)


@dataclass(frozen=True, slots=True)
class ArticleOutcome:
    """One article: in how many interactions it was `shown`, `opened`, judged, and opened before a person was asked
    anyway, at once or by coming back about the same (`sent`). `solved` are those who said so and asked nobody,
    `taken_back` those who said so and did. `useful` is the shrunk share of all votes that say "solved", None where
    nobody voted: of those who vote, and not of all readers. `title` is empty where none is known."""

    article_id: str
    shown: int
    opened: int
    solved: int
    did_not_answer: int
    not_related: int
    sent: int
    useful: float | None
    taken_back: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class DeflectionReport:
    """Interactions begun in [`since`, `until`). Of customers who were not signed in (`strangers`) nobody can tell
    whether they came back, so `effect` is of the `signed_in`, and `effect_of_all` a hint at most. `by_articles` says
    whether what the search finds was asked too to tell a return about the same, and not the texts' likeness alone."""

    since: datetime | None
    until: datetime
    interactions: int
    without_articles: int
    held_out: int
    signed_in: OutcomeCounts
    strangers: OutcomeCounts
    effect: DeflectionEffect
    effect_of_all: DeflectionEffect
    articles: tuple[ArticleOutcome, ...]
    by_articles: bool = False


@dataclass(frozen=True, slots=True)
class _Followed:
    interaction: Interaction
    outcome: Outcome
    asked: bool
    """Ended with a person: at once, or by coming back about the same."""


def deflection(
    interactions: Iterable[Interaction],
    contacts: Iterable[Contact],
    *,
    now: datetime,
    since: datetime | None = None,
    useful: Callable[[frozenset[str]], Mapping[str, float]] | None = None,
    subjects: Subjects | None = None,
    titles: Callable[[str], str] | None = None,
) -> DeflectionReport:
    """Follow each interaction to its end.

    Args:
        interactions: none of people who only tried the portal out.
        contacts: all tickets of the time, those that were sent from the portal among them.
        now: up to when contacts are known, with an offset.
        useful: article id to the expected share of readers whom it helps, without "solved" of the interactions that it
            is given.
        subjects: tells by its articles whether a contact is about what an interaction was about.
        titles: what may be shown of an article's title, by its id.
    """
    known = sorted(interactions, key=lambda one: (one.started_at, one.id))
    reached = [one for one in known if one.article_ids]
    followed = _follow(known, reached, list(contacts), now=now, subjects=subjects)
    asked = frozenset(one.interaction.id for one in followed if one.asked)
    shown = [one for one in followed if not one.interaction.held_out]
    return DeflectionReport(
        since=since,
        until=now,
        interactions=len(known),
        without_articles=len(known) - len(reached),
        held_out=len(reached) - len(shown),
        signed_in=_counts([one for one in shown if one.interaction.requester_id is not None]),
        strangers=_counts([one for one in shown if one.interaction.requester_id is None]),
        effect=_effect([one for one in _first_of_each(followed) if one.interaction.requester_id is not None], now),
        effect_of_all=_effect(_first_of_each(followed), now),
        articles=_articles(shown, useful(asked) if useful else {}, titles or (lambda _: "")),
        by_articles=subjects is not None,
    )


def asked_a_person(
    interactions: Iterable[Interaction],
    contacts: Iterable[Contact],
    *,
    now: datetime,
    subjects: Subjects | None = None,
) -> frozenset[str]:
    """Interactions that ended with a person, at once or by coming back about the same: what "solved" said there is
    taken back."""
    known = sorted(interactions, key=lambda one: (one.started_at, one.id))
    followed = _follow(known, known, list(contacts), now=now, subjects=subjects)
    return frozenset(one.interaction.id for one in followed if one.asked)


def _follow(
    known: Sequence[Interaction],
    reached: Sequence[Interaction],
    contacts: list[Contact],
    *,
    now: datetime,
    subjects: Subjects | None = None,
) -> list[_Followed]:
    linked = {contact.interaction_id: contact.id for contact in contacts if contact.interaction_id}
    own = {one.id: {one.ticket_id, linked.get(one.id)} - {None} for one in known}
    kept = {contact.id for contact in contacts}
    # Whoever sent a request whose ticket is not kept, or asked for a person, has asked one all the same.
    asked = [
        Contact(f"interaction {one.id}", one.started_at, one.requester_id, one.id, one.vector)
        for one in known
        if (one.submitted or one.asked_person) and not own[one.id] & kept
    ]
    centre = _centre([*contacts, *asked, *reached])
    by_person: dict[str, list[Contact]] = defaultdict(list)
    for contact in [*contacts, *asked]:
        if contact.requester_id is not None:
            by_person[contact.requester_id].append(contact)
    followed = []
    for one in reached:
        later = [
            contact
            for contact in by_person.get(one.requester_id or "", ())
            if one.started_at < contact.at <= one.started_at + WINDOW
            and contact.id not in own[one.id]
            and contact.interaction_id != one.id
            and (_about_the_same(one.vector, contact.vector, centre) or (subjects and subjects(contact, one.about)))
        ]
        sent = one.submitted or bool(own[one.id])
        outcome = _outcome(one, sent=sent, came_back=bool(later), now=now)
        followed.append(_Followed(one, outcome, asked=sent or one.asked_person or bool(later)))
    return followed


def _outcome(one: Interaction, *, sent: bool, came_back: bool, now: datetime) -> Outcome:
    if sent or one.asked_person:
        return "failed" if sent else "asked_person"
    if not came_back and not one.is_over(now):
        return "going_on"
    if not one.solved and not one.opened:
        return "left"
    if one.requester_id is None:
        return "said_solved" if one.solved else "read"
    if came_back or one.started_at + WINDOW > now:
        return "taken_back" if came_back else "too_early"
    return "confirmed" if one.solved else "assumed"


def _counts(followed: Sequence[_Followed]) -> OutcomeCounts:
    counted = Counter(one.outcome for one in followed)
    return OutcomeCounts(len(followed), {outcome: counted[outcome] for outcome in OUTCOMES})


def _first_of_each(followed: Sequence[_Followed]) -> list[_Followed]:
    """Of one person's interactions within the window the first: what they do in the next ones is its consequence."""
    last: dict[str, datetime] = {}
    first = []
    for one in followed:
        person, at = one.interaction.requester_id, one.interaction.started_at
        if person is None or person not in last or at > last[person] + WINDOW:
            first.append(one)
            if person is not None:
                last[person] = at
    return first


def _effect(followed: Sequence[_Followed], now: datetime) -> DeflectionEffect:
    settled = [one for one in followed if one.interaction.started_at + WINDOW <= now]
    arms = [[one.asked for one in settled if one.interaction.held_out is held] for held in (False, True)]
    shown, held_out = arms
    return DeflectionEffect.of(
        shown=len(shown), shown_asked=sum(shown), held_out=len(held_out), held_out_asked=sum(held_out)
    )


def _articles(
    shown: Sequence[_Followed], useful: Mapping[str, float], title: Callable[[str], str]
) -> tuple[ArticleOutcome, ...]:
    found: dict[str, ArticleOutcome] = {}
    for one, asked in ((followed.interaction, followed.asked) for followed in shown):
        # What was said last of an article counts.
        said = {article_id: verdict for article_id, verdict in one.verdicts if article_id is not None}
        for article_id in dict.fromkeys(one.article_ids):
            was = found.get(article_id) or ArticleOutcome(
                article_id, 0, 0, 0, 0, 0, 0, useful.get(article_id), title=title(article_id)
            )
            verdict, opened = said.get(article_id), article_id in one.opened
            found[article_id] = replace(
                was,
                shown=was.shown + 1,
                opened=was.opened + opened,
                solved=was.solved + (verdict == "solved" and not asked),
                taken_back=was.taken_back + (verdict == "solved" and asked),
                did_not_answer=was.did_not_answer + (verdict == "did_not_answer"),
                not_related=was.not_related + (verdict == "not_related"),
                sent=was.sent + (opened and asked),
            )
    return tuple(sorted(found.values(), key=lambda one: (-one.shown, one.article_id)))


def _centre(texts: Iterable[Contact | Interaction]) -> Vector | None:
    vectors = [one.vector for one in texts if one.vector is not None]
    return np.mean(vectors, axis=0, dtype=np.float32) if len(vectors) >= _FEWEST_VECTORS else None


def _about_the_same(one: Vector | None, other: Vector | None, centre: Vector | None) -> bool:
    """Where it cannot be told they are: rather a saved request too few than one too many."""
    return one is None or other is None or centre is None or alike(one, other, centre)
