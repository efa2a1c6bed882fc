"""The passage: a stretch of an article that is short enough to answer, and to be read, by itself."""

import re
from dataclasses import dataclass

from firstline.kb_index.markup import Block, blocks

SHORTEST_WORDS = 60
LONGEST_WORDS = 120
_SHORTEST_SECTION = 25
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'»”)\]]*\s+(?=\S)|(?<=[。！？])|\n+")
_STEP = re.compile(r"\d{1,3}\.\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """Part of an article under its nearest `heading`; `sentences` are `[start, end)` in code points of `text`."""

    text: str
    heading: str | None
    sentences: tuple[tuple[int, int], ...]

    def with_title(self, title: str) -> str:
        """What is encoded: a passage out of its article often does not say what it is about."""
        return ". ".join(part.rstrip(" .") for part in (title, self.heading) if part) + f". {self.text}"


@dataclass(slots=True)
class _Draft:
    """A passage that is being filled."""

    heading: str | None
    text: str = ""
    words: int = 0
    sentences: tuple[tuple[int, int], ...] = ()

    def add(self, sentence: str, separator: str) -> None:
        start = len(self.text) + len(separator) if self.text else 0
        self.text = f"{self.text}{separator}{sentence}" if self.text else sentence
        self.words += len(sentence.split())
        self.sentences += ((start, len(self.text)),)

    def passage(self) -> Passage:
        return Passage(self.text, self.heading, self.sentences)


def split_into_passages(
    body: str, *, shortest: int = SHORTEST_WORDS, longest: int = LONGEST_WORDS
) -> tuple[Passage, ...]:
    """Passages of about `shortest` to `longest` words that respect headings, lists and steps.

    A heading opens a new passage unless what came before is too short to stand alone; a list is broken only between its
    items, a paragraph only between sentences. A body without text gives one empty passage, so that its title is found.
    """
    finished: list[Passage] = []
    draft = _Draft(None)
    heading: str | None = None
    for block in blocks(body):
        if block.kind == "heading":
            heading = block.text
            if draft.words < _SHORTEST_SECTION:
                draft = _with_heading(draft, heading)
            else:
                finished.append(draft.passage())
                draft = _Draft(heading)
            continue
        separator = "\n"
        for sentence in _sentences(block, longest):
            length = len(sentence.split())
            full = draft.words + length > longest and draft.words > 0
            if full or (separator == "\n" and draft.words >= shortest):
                finished.append(draft.passage())
                draft = _Draft(heading)
            draft.add(sentence, separator)
            separator = " "
    if draft.text or not finished:
        finished.append(draft.passage())
    return tuple(finished)


def _with_heading(draft: _Draft, heading: str) -> _Draft:
    """A short opening goes on under the first heading; a later heading becomes a line of the passage."""
    if not draft.text:
        return _Draft(heading)
    draft.add(heading, "\n")
    return draft


def _sentences(block: Block, longest: int) -> list[str]:
    if block.kind == "code":
        return _cut(block.text, longest)
    found: list[str] = []
    number = ""
    if step := _STEP.match(block.text):
        number = step[0]
    for sentence in _SENTENCE_END.split(block.text[len(number) :]):
        if stripped := sentence.strip():
            found.extend(_cut(f"{number}{stripped}", longest))
            number = ""
    return found


def _cut(sentence: str, longest: int) -> list[str]:
    """A table or a log may hold no sentence end for pages."""
    words = sentence.split()
    if len(words) <= longest:
        return [sentence]
    return [" ".join(words[first : first + longest]) for first in range(0, len(words), longest)]
