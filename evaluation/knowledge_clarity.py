"""Clear: whether an article can be read and followed: its sentences, its structure, its links."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from firstline.datasets.amount import amount
from firstline.datasets.article import Article
from firstline.evaluation.knowledge_base import KnowledgeBase, primary
from firstline.evaluation.knowledge_quality import Judgement, Reason
from firstline.kb_index.markup import Block, blocks

LONG_SENTENCE = 25
"""Words; a mean above it is hard to follow (Cutts, Oxford Guide to Plain English, advises 15 to 20)."""

LONG_SENTENCE_UNSPACED = 80
"""Characters, where a language writes no blanks."""

HARD_LIX = 60
"""LIX (Björnsson 1968) from which a text counts as very hard; made for these languages only, whose words are of a
length."""

LIX_LANGUAGES = frozenset({"da", "de", "en", "fr", "nl", "no", "sv"})
LONG_PARAGRAPH = 120
FEWEST_WORDS = 25
UNBROKEN_WORDS = 250
MOST_WORDS = 2_000

_UNSPACED = frozenset({"ja", "zh", "th"})
_LETTERS_OF_A_WORD = 2.0
_LONG_WORD = 6
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[.!?…。！？]+(?:\s+|$)|(?<=[。！？])")
_MARKDOWN_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)>?(?:\s+\"[^\"]*\")?\s*\)")
_HTML_LINK = re.compile(r"<a\b[^>]*?\bhref\s*=\s*[\"']?([^\"'\s>]*)", re.I)
_HTML_ID = re.compile(r"\b(?:id|name)\s*=\s*[\"']?([^\"'\s>]+)", re.I)
_NUMBERED_ID = re.compile(r"([A-Za-z]{2,}[-_])(\d{2,})")
_SHOWN_LINKS = 3


@dataclass(frozen=True, slots=True)
class Readability:
    """Words and sentence lengths of a text's running prose, steps included and code left out. For languages without
    blanks `words` are estimated and `sentence` counts characters. `lix` is None where LIX does not apply."""

    words: int
    sentence: float
    lix: float | None
    headings: int
    steps: int
    longest_paragraph: int


def judge_clarity(base: KnowledgeBase) -> list[Judgement]:
    """One judgement an article; this is always known."""
    return [
        Judgement(article_id, "clear", is_known=True, reasons=tuple(_reasons(article, base)))
        for article_id, article in base.articles.items()
    ]


def readability(body: str, language: str | None) -> Readability:
    """Measure a body in Markdown, HTML or plain text."""
    parts = blocks(body)
    prose = [block for block in parts if block.kind in {"paragraph", "item"}]
    code = primary(language)
    sentences = [sentence for block in prose for sentence in _sentences(block) if _WORD.search(sentence)]
    words = [word for sentence in sentences for word in _WORD.findall(sentence)]
    unspaced = code in _UNSPACED
    sizes = [len(sentence) if unspaced else len(_WORD.findall(sentence)) for sentence in sentences]
    mean = statistics.fmean(sizes) if sizes else 0.0
    lix = None
    if code in LIX_LANGUAGES and words:
        lix = mean + 100 * sum(len(word) > _LONG_WORD for word in words) / len(words)
    return Readability(
        words=round(sum(map(len, words)) / _LETTERS_OF_A_WORD) if unspaced else len(words),
        sentence=mean,
        lix=lix,
        headings=sum(block.kind == "heading" for block in parts),
        steps=sum(block.kind == "item" for block in parts),
        longest_paragraph=max((_length(block, unspaced) for block in parts if block.kind == "paragraph"), default=0),
    )


def dead_links(article: Article, base: KnowledgeBase) -> list[str]:
    """Links of a body that cannot lead anywhere, as they are written. Nothing is looked up in the network: only
    addresses without a host, anchors without a heading and articles that are not there are seen."""
    anchors = {_slug(block.text) for block in blocks(article.body) if block.kind == "heading"}
    anchors |= {name.lower() for name in _HTML_ID.findall(article.body)}
    targets = [*_MARKDOWN_LINK.findall(article.body), *_HTML_LINK.findall(article.body)]
    dead = [target for target in targets if not _leads_somewhere(target, anchors, base)]
    prefixes = {match[1] for known in base.articles if (match := _NUMBERED_ID.fullmatch(known))}
    for match in _NUMBERED_ID.finditer(article.body):
        if match[1] in prefixes and match[0] not in base.articles and not any(match[0] in one for one in dead):
            dead.append(match[0])
    return list(dict.fromkeys(dead))


def _reasons(article: Article, base: KnowledgeBase) -> Iterator[Reason]:
    read = readability(article.body, article.language)
    unspaced = primary(article.language) in _UNSPACED
    if read.words < FEWEST_WORDS:
        yield Reason("hardly_a_word", f"says hardly anything: {amount(read.words, 'word')}")
        return
    if unspaced and read.sentence > LONG_SENTENCE_UNSPACED:
        yield Reason("long_sentences", f"has long sentences: {read.sentence:.0f} characters on average")
    elif not unspaced and read.sentence > LONG_SENTENCE:
        yield Reason("long_sentences", f"has long sentences: {read.sentence:.0f} words on average")
    elif read.lix is not None and read.lix > HARD_LIX:
        yield Reason("hard_words", f"is hard to read: LIX {read.lix:.0f}, long words in long sentences")
    if read.words > UNBROKEN_WORDS and not read.headings and not read.steps:
        yield Reason("no_structure", f"is {read.words:,} words without a heading or a list")
    elif read.longest_paragraph > LONG_PARAGRAPH:
        yield Reason("no_structure", f"has a paragraph of {read.longest_paragraph} words")
    if read.words > MOST_WORDS:
        yield Reason("too_long", f"is {read.words:,} words long: rather several articles")
    dead = dead_links(article, base)
    if dead:
        shown = ", ".join(link or "(empty)" for link in dead[:_SHOWN_LINKS])
        more = f" and {len(dead) - _SHOWN_LINKS} more" if len(dead) > _SHOWN_LINKS else ""
        hidden = " (not shown)" if article.restricted_to else f": {shown}{more}"
        yield Reason("dead_links", f"links to what is not there{hidden}")


def _sentences(block: Block) -> list[str]:
    return _SENTENCE.split(block.text.replace("\n", " "))


def _length(block: Block, unspaced: bool) -> int:  # noqa: FBT001
    letters = _WORD.findall(block.text)
    return round(sum(map(len, letters)) / _LETTERS_OF_A_WORD) if unspaced else len(letters)


def _leads_somewhere(target: str, anchors: set[str], base: KnowledgeBase) -> bool:
    if target.startswith("#"):
        return target[1:].lower() in anchors
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    if parts.scheme in {"http", "https"}:
        return "." in (parts.hostname or "") or parts.hostname == "localhost"
    if parts.scheme:
        return parts.scheme in {"mailto", "tel"} and bool(parts.path)
    if not parts.path:
        return False
    return _is_elsewhere(parts.path) or _file(parts.path) in base.articles


def _is_elsewhere(path: str) -> bool:
    """A path on the desk's own site, of which nothing is known; a file of Markdown is an article."""
    return not path.endswith(".md") and ("/" in path or "." in path)


def _file(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".md")


def _slug(heading: str) -> str:
    """The anchor that Markdown renderers give a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
