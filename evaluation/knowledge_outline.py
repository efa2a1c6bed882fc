"""The outline: what an article could say, in sentences that agents have written already."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from firstline.datasets.clean import clean_text
from firstline.datasets.public_answer import public_answer
from firstline.datasets.redaction import redact
from firstline.datasets.ticket import Ticket

_MOST_SENTENCES = 400
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])|\n+")
_WORD = re.compile(r"\w+")
_FEWEST_WORDS, _MOST_WORDS = 4, 45
_FEWEST_UNSPACED = 10
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_SAID_ALREADY = 0.5


@dataclass(frozen=True, slots=True)
class Outline:
    """`sentences` in about the order in which answers say them, from the `resolved` tickets that tell how they ended.
    The repr shows none of them."""

    sentences: tuple[str, ...] = field(repr=False)
    resolved: int


def outline(tickets: Sequence[Ticket], texts: Sequence[str], *, limit: int = 4) -> Outline:
    """The sentences of resolutions and public answers that the answers to other tickets say too, and that speak of what
    the requests, `texts`, are about.

    Degree centrality over TF-IDF cosines, as LexRank (Erkan and Radev, JAIR 22, 2004) in its simplest form, plus the
    mean cosine to the requests (biased LexRank: Otterbacher, Erkan and Radev 2005). One that is nearly said already is
    passed over. Mail addresses, numbers of telephones and the like are taken out.
    """
    answers = [(number, text) for number, ticket in enumerate(tickets) if (text := _answer(ticket))]
    said = [(number, place, sentence) for number, text in answers for place, sentence in enumerate(_sentences(text))][
        :_MOST_SENTENCES
    ]
    if not said:
        return Outline((), len(answers))
    sentences = [sentence for _, _, sentence in said]
    alike, near = _alike(sentences, texts)
    owners = np.array([number for number, _, _ in said])
    central = (alike * (owners[:, None] != owners[None, :])).mean(axis=1) + near
    chosen: list[int] = []
    for one in np.argsort(-central, kind="stable").tolist():
        if len(chosen) < limit and all(alike[one, other] < _SAID_ALREADY for other in chosen):
            chosen.append(one)
    return Outline(tuple(sentences[one] for one in sorted(chosen, key=lambda one: said[one][1])), len(answers))


def _answer(ticket: Ticket) -> str:
    """How a ticket ended, in the agent's words: the note on its resolution, else the last public answer."""
    written = redact(clean_text(ticket.resolution)) if ticket.resolution else ""
    return written or public_answer(ticket) or ""


def _sentences(text: str) -> list[str]:
    return [stripped for part in _SENTENCE.split(text) if _is_sentence(stripped := " ".join(part.split()))]


def _is_sentence(text: str) -> bool:
    if _UNSPACED.search(text):
        return len(text) >= _FEWEST_UNSPACED
    return _FEWEST_WORDS <= len(_WORD.findall(text)) <= _MOST_WORDS


def _alike(sentences: Sequence[str], requests: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Cosines (sentences, sentences), and the mean of those to the requests (sentences,), of TF-IDF over character
    n-grams within words, which inflections do not break."""
    read = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit([*sentences, *requests])
    said, asked = read.transform(sentences), read.transform(requests)
    alike: np.ndarray = (said @ said.T).toarray()
    near: np.ndarray = (said @ asked.T).toarray().mean(axis=1)
    return alike, near
