"""The deflection report in words: what articles kept away, and what nobody can know."""

from __future__ import annotations

from collections.abc import Iterator

from firstline.datasets.amount import amount
from firstline.evaluation.deflection import WINDOW, DeflectionReport, OutcomeCounts
from firstline.evaluation.deflection_effect import FEWEST, DeflectionEffect
from firstline.evaluation.report_rows import points
from firstline.evaluation.report_words import Paragraph
from firstline.kb_index.same_subject import SIMILAR

_DAYS = WINDOW.days


def deflection_lead(report: DeflectionReport) -> str:
    """The paragraph for those who read no further; it claims only what the comparison carries."""
    effect, figure = report.effect, report.effect.difference
    if not report.signed_in.shown + report.strangers.shown + report.held_out:
        return "There is nothing to tell yet: no customer wrote anything on the portal that an article was found for."
    if effect.is_proven:
        return (
            f"Articles save requests. Of 100 customers who see articles {_hundred(effect.shown_asked, effect.shown)} "
            f"end with a person, of 100 who see none {_hundred(effect.held_out_asked, effect.held_out)}: "
            f"{100 * figure.value:.0f} fewer, most likely between {100 * figure.low:.0f} and {100 * figure.high:.0f}. "
            f"Who was seen to come back about the same within {_DAYS} days is not counted as saved; some who did "
            "so in other words are not recognised."
        )
    if effect.is_harm:
        return (
            f"Articles do not save requests here: who sees some ends with a person more often ({_pair(effect)}), "
            "and that is more than chance explains. Look first at the articles that were opened before somebody asked "
            "anyway, at the end of this page."
        )
    return f"What articles save is not known yet, so nothing is claimed. {_why_not(report)}"


def deflection_words(report: DeflectionReport) -> tuple[Paragraph, ...]:
    """What it rests on, what customers did, and what this cannot say."""
    parts = (
        Paragraph("What this rests on", tuple(_basis(report))),
        Paragraph("What customers did", tuple(_did(report))),
        Paragraph("What this cannot say", tuple(_open(report))),
    )
    return tuple(part for part in parts if part.sentences)


def _why_not(report: DeflectionReport) -> str:
    effect = report.effect
    if not report.held_out:
        return (
            "Nobody was held out, so there is nobody to compare with: with firstline serve --hold-out 0.05 one "
            "customer of twenty sees the portal without articles."
        )
    if not effect.shown and report.effect_of_all.shown:
        return "The portal does not say who is signed in, so nobody sees who came back: let it send a requester_token."
    if not effect.is_enough:
        return (
            f"At least {FEWEST} signed-in customers of each kind are wanted whose {_DAYS} days are over. So far "
            f"{effect.shown:,} saw articles and {effect.held_out:,} were held out."
        )
    return f"Signed-in customers end with a person about as often with articles as without ({_pair(effect)})."


def _basis(report: DeflectionReport) -> Iterator[str]:
    found = (
        f"For {report.without_articles:,} no article was found. Of the others" if report.without_articles else "Of them"
    )
    yield (
        f"The portal saw {amount(report.interactions, 'request')} begun. {found} {report.held_out:,} were held out by "
        "chance: an article was found and not shown."
    )
    if report.effect.shown + report.effect.held_out:
        yield (
            f"Compared are signed-in customers whose {_DAYS} days are over, each with the first request of those days: "
            f"{report.effect.shown:,} who saw articles and {report.effect.held_out:,} who did not."
        )
    by_articles = (
        " or if the article that was best then, or was said to solve it, is among the first three that the search "
        "finds for it or was named by an agent"
        if report.by_articles
        else ""
    )
    yield (
        f"A later request is about the same if its text is alike (cosine {SIMILAR:g}){by_articles}. Who describes "
        "the same in quite other words is missed and counts as saved; of one customer's duplicates at the demo desk "
        f"this recognises {'15' if report.by_articles else '11'} of 20."
    )


def _did(report: DeflectionReport) -> Iterator[str]:
    for counts, who in ((report.signed_in, "signed-in"), (report.strangers, "not signed-in")):
        if counts.shown:
            yield f"Of {amount(counts.shown, f'{who} customer')} who saw articles {_outcomes(counts)}."
    if taken := report.signed_in.count("taken_back"):
        yield (
            f"{taken:,} said that it was solved, or read and left, and then asked a person about the same within "
            f"{_DAYS} days: their credit is taken back."
        )


def _outcomes(counts: OutcomeCounts) -> str:
    failed, person, left = (f"{counts.count(outcome):,}" for outcome in ("failed", "asked_person", "left"))
    confirmed = f"{counts.count('confirmed') + counts.count('said_solved'):,}"
    assumed = f"{counts.count('assumed') + counts.count('read'):,}"
    going_on = counts.count("going_on")
    after = f"; {going_on:,} are not over yet, for something happened in the last 12 hours" if going_on else ""
    return (
        f"{confirmed} said that one solved it and sent nothing about the same, {assumed} read one and left, {failed} "
        f"sent their request anyway, {person} asked for a person and {left} left without opening any{after}"
    )


def _open(report: DeflectionReport) -> Iterator[str]:
    if report.strangers.shown:
        yield (
            f"Whether the {amount(report.strangers.shown, 'customer')} who did not sign in came back. What they did is "
            "counted above, and nothing is claimed from it."
        )
        if report.effect_of_all.is_enough:
            difference = points(report.effect_of_all.difference)
            yield f"With them the difference is {difference}, which is too good by those who came back unseen."
    if report.articles:
        yield (
            "How many readers an article helped. Votes are of those who chose to vote, and who was helped votes more "
            "readily."
        )
    if early := report.signed_in.count("too_early") + report.strangers.count("too_early"):
        yield f"The end of {amount(early, 'request')} of the last {_DAYS} days."
    yield "Whether somebody telephoned, wrote elsewhere or gave up: only tickets that this desk's state keeps are seen."


def _hundred(hits: int, total: int) -> str:
    return f"{100 * hits / total:.0f}"


def _pair(effect: DeflectionEffect) -> str:
    return (
        f"{effect.shown_asked:,} of {effect.shown:,} who saw articles, {effect.held_out_asked:,} of "
        f"{effect.held_out:,} who did not; {points(effect.difference)}"
    )
