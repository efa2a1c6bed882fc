"""The knowledge report in words: what the owner of a knowledge base should do, and why."""

from __future__ import annotations

from collections.abc import Iterator

from firstline.datasets.amount import amount
from firstline.evaluation.assessment_card import Card, Figure
from firstline.evaluation.estimate import Estimate, shares
from firstline.evaluation.knowledge_quality import Widespread
from firstline.evaluation.knowledge_report import ArticleHealth, KnowledgeReport
from firstline.evaluation.knowledge_tasks import largest_piece, what_to_write
from firstline.evaluation.report_words import Paragraph

TO_MEND, LISTED = 5, 40
_AT_ODDS = 2
_COMMON = {
    "no_address": "have no address (url) that a customer could be sent to",
    "no_structure": "are long paragraphs without headings or lists; if they have some where customers read them, they "
    "were lost on the way here",
    "long_sentences": "have long sentences",
    "hard_words": "are hard to read (LIX)",
    "hardly_a_word": "hardly hold any text; if they do where customers read them, it was lost on the way here",
    "dead_links": "link to what is not there",
    "old": "are old",
    "not_by_title": "are not found by their own title",
    "not_found": "are not found by their customers' words",
}


def knowledge_lead(report: KnowledgeReport) -> str:
    """The paragraph for those who read no further."""
    if not report.articles:
        return f"{report.desk} has no articles yet: firstline index articles PATH --bundle BUNDLE puts them in."
    count = amount(len(report.articles), "article")
    if not report.requests:
        return f"{report.desk} has {count}, and no requests to judge them by: firstline index tickets does that."
    tasks = what_to_write(report)
    mended = next((article for article in report.articles if _mendable(article)), None)
    return " ".join(
        (
            f"{report.desk} has {count}. {shares(report.readers.usable)} of {report.requests:,} recent requests have "
            f"one that the customer can use: public, in their language, and found by its own words. "
            f"{100 * report.answered.good.value:.0f} % have any that fits.",
            f"To write next: {_lower(tasks[0])}" if tasks else "No subject without an article came up repeatedly.",
            *largest_piece(report),
            *at_odds(report)[:1],
            *([f"To mend first: {_with_count(mended, report)}; why is below."] if mended else []),
        )
    )


def knowledge_cards(report: KnowledgeReport) -> tuple[Card, ...]:
    """What the first screen shows as figures."""
    good, n = report.answered, report.requests
    mend = sum(bool(article.reasons) for article in report.articles)
    unused = sum(not article.requests for article in report.articles)
    return (
        Card(
            "How many articles are there?",
            (
                Figure("articles", f"{len(report.articles):,}", ""),
                Figure("of them internal", f"{report.hidden_articles:,}", ""),
            ),
            f"{unused:,} of them answered no recent request. Saved replies ({report.replies:,}) are not counted.",
        ),
        Card(
            "How many requests have an article?",
            (
                _figure("have one that the customer can use", report.readers.usable),
                _figure("have any that fits", good.good),
                Figure("requests have none", f"{n - round(good.good.value * n) if n else 0:,}", ""),
            ),
            f"{_unusable(report)}People named one for {shares(good.named)}; for {shares(good.sure)} nobody did and the "
            f"search is sure of one. {_left_over(report)}"
            if n
            else "There are no requests.",
        ),
        Card(
            "How many articles should be mended?",
            (Figure(f"of {len(report.articles):,}", f"{mend:,}", ""),),
            "In one of five respects at least: reachable, findable, clear, useful, current.",
        ),
    )


def what_to_mend(report: KnowledgeReport, *, limit: int = TO_MEND) -> tuple[str, ...]:
    """Contradictions, for one of two customers is told what is wrong; then articles in need, those that concern most
    people first. Translations are not here."""
    found = [(article, words) for article in report.articles if (words := _mendable(article))]
    return (
        *at_odds(report)[:_AT_ODDS],
        *(f"{_with_count(article, report)}: {'; '.join(words)}." for article, words in found[:limit]),
    )


def at_odds(report: KnowledgeReport) -> tuple[str, ...]:
    """A sentence for each suspicion that two articles contradict each other, the strongest first."""
    return tuple(
        f"{_named(pair.one, report)} and {_named(pair.other, report)} may contradict each other: "
        f"{'; '.join(pair.differing)}."
        for pair in report.pairs
        if pair.kind == "contradiction"
    )


def mending_paragraphs(report: KnowledgeReport, *, limit: int = LISTED) -> tuple[Paragraph, ...]:
    """Every article with something to mend, what would help most first: who uses it, and one sentence a reason."""
    needy = [article for article in report.articles if article.reasons]
    return tuple(
        Paragraph(
            f"{_named(article.article_id, report)}",
            (
                amount(article.requests, "request")
                + ("." if article.age is None else f"; last changed {amount(round(article.age), 'day')} ago."),
                *(f"{reason.words[:1].upper()}{reason.words[1:]}." for reason in article.reasons),
            ),
        )
        for article in needy[:limit]
    )


def knowledge_paragraphs(report: KnowledgeReport) -> tuple[Paragraph, ...]:
    """What it rests on and what it cannot say."""
    parts = (
        Paragraph("What this rests on", tuple(_basis(report))),
        Paragraph("What most articles share", tuple(_common(one) for one in report.widespread)),
        Paragraph("What this cannot say", tuple(_cannot_say(report))),
    )
    return tuple(part for part in parts if part.sentences)


def _unusable(report: KnowledgeReport) -> str:
    found = report.readers
    parts = (
        (found.hidden, "an internal one only"),
        (found.foreign, "one in another language only"),
        (found.unfound, "one that the search does not show among five by its own words"),
    )
    said = [f"{number:,} have {what}" for number, what in parts if number]
    return f"Of the others {', '.join(said)}. " if said else ""


def _left_over(report: KnowledgeReport) -> str:
    if not report.gaps:
        return "Of those that have none, no two are alike; the newest are listed below."
    subjects = amount(len(report.gaps), "subject")
    alone = amount(report.alone, "is like no other", "are like no others")
    more = f", {report.unlisted:,} are in smaller groups" if report.unlisted else ""
    more += f", {report.unseen:,} are in groups that only some may see" if report.unseen else ""
    more += f", {report.replied:,} got a saved reply" if report.replied else ""
    return (
        f"Of those that have none, {sum(gap.requests for gap in report.gaps):,} are on {subjects} below{more}, {alone}."
    )


def _with_count(article: ArticleHealth, report: KnowledgeReport) -> str:
    more = article.concerned - article.requests
    also = f" and {amount(more, 'visitor')} of the portal" if more else ""
    return f"{_named(article.article_id, report)} ({amount(article.requests, 'request')}{also})"


def _mendable(article: ArticleHealth) -> list[str]:
    return [reason.words for reason in article.reasons if reason.code != "no_version"]


def _basis(report: KnowledgeReport) -> Iterator[str]:
    if report.first and report.last:
        yield (
            f"{report.requests:,} requests that ask something, from {report.first:%d %B %Y} to {report.last:%d %B %Y}; "
            f"{report.asked_nothing:,} others (thanks, automatic mail, spam, chasers, wishes, unclear ones) are left "
            "out."
        )
    else:
        yield f"{report.requests:,} requests without dates; {report.asked_nothing:,} that ask nothing are left out."
    if report.strangers.requests:
        yield (
            f"{amount(report.strangers.requests, 'request')} came to the wrong desk and are left out too, "
            f"{report.strangers.marked:,} by the desk's own mark and "
            f"{report.strangers.requests - report.strangers.marked:,} because they read so, were given no article "
            "and filed under no category. They are listed below; if there are many, a saved reply serves them, and "
            "no article."
        )
    yield (
        "An article fits a request whose ticket names it, or where nobody named one and the search is at least half "
        "sure of its first hit. That sureness is an estimate. It can be used where it, or a translation of it, is "
        "public (or the request is an employee's), is in the language of the request, and is among the first five hits "
        "by its text alone."
    )
    found = report.found_again
    if found:
        yield (
            f"Of {found.n:,} requests that name an article, its text alone brings it, or a translation of it, to the "
            f"first place for {shares(found.first)} and among five for {shares(found.five)}. What the desk's links "
            "teach the search comes on top; firstline index says how much."
        )
    if report.by_title:
        yield (
            f"{report.by_title:,} articles are named by fewer than five requests: they were asked for by their own "
            "title, which is a weak test."
        )


def _cannot_say(report: KnowledgeReport) -> Iterator[str]:
    yield "Whether an article is right. Contradictions are suspicions from numbers; compare the two passages yourself."
    yield (
        "Whether newer resolutions contradict an article: agents note what they did in words of their own, and a "
        "difference of words proves nothing."
    )
    yield "Whether addresses outside the knowledge base still answer: nothing is looked up in the network."
    if not report.voted:
        yield "What readers think: no votes of the portal are kept yet."
    if not report.versions:
        yield "Whether versions are out of date: no name in the requests has a number beside it that rises with time."


def _common(one: Widespread) -> str:
    words = _COMMON.get(one.code, one.code.replace("_", " "))
    return f"{one.articles:,} articles {words}. This is said once here and held against none of them."


def _figure(whose: str, share: Estimate) -> Figure:
    if not share.is_defined:
        return Figure(whose, "–", "")
    return Figure(whose, f"{100 * share.value:.0f} %", f"{100 * share.low:.0f} to {100 * share.high:.0f}")


def _named(article_id: str, report: KnowledgeReport) -> str:
    return f"{article_id} “{report.title(article_id)}”"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
