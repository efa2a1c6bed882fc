"""The passage: a stretch of an article that is short enough to answer, and to be read, by itself."""

import re
from dataclasses import dataclass

from firstline.kb_index.markup import CELL, Block, blocks

SHORTEST_WORDS = 60
LONGEST_WORDS = 120
_SHORTEST_SECTION = 25
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'»”)\]]*\s+(?=\S)|(?<=[。！？])|\n+")
_WRAPPED = 50
"""A line of so many characters was probably broken by an editor and not by its author."""
_CLOSING = frozenset(".!?…:;。！？")
_UNSPACED = re.compile(r"[ぁ-ヿ一-鿿]")
_STEP = re.compile(r"\d{1,3}\.\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """Part of an article under its nearest `heading`; `sentences` are `[start, end)` in code points of `text`. `path`
    are the headings above it, highest first. `plain` is the text without what sets a table's rows and cells apart,
    None where there is no table."""

    text: str
    heading: str | None
    sentences: tuple[tuple[int, int], ...]
    path: tuple[str, ...] = ()
    plain: str | None = None

    def with_title(self, title: str) -> str:
        """What is encoded: a passage out of its article often does not say what it is about."""
        text = self.text if self.plain is None else self.plain
        return ". ".join(part.rstrip(" .") for part in (title, self.heading) if part) + f". {text}"


@dataclass(slots=True)
class _Draft:
    """A passage that is being filled; `section` are the headings above what it ends with."""

    path: tuple[str, ...]
    section: tuple[str, ...]
    text: str = ""
    plain: str = ""
    words: int = 0
    sentences: tuple[tuple[int, int], ...] = ()

    def append(self, rest: "_Draft") -> None:
        """Take over what another passage of the same section holds, on a line of its own."""
        moved = len(self.text) + 1
        self.text = f"{self.text}\n{rest.text}"
        self.plain = f"{self.plain}\n{rest.plain}"
        self.words += rest.words
        self.sentences += tuple((start + moved, end + moved) for start, end in rest.sentences)

    def add(self, sentence: str, separator: str, *, is_row: bool = False, goes_on: bool = False) -> None:
        """`is_row` is a row of a table, which gets a line of its own; what `goes_on` is one sentence with the last."""
        plain = _without_cells(sentence) if is_row else sentence
        shown = "\n" if is_row else separator
        start = len(self.text) + len(shown) if self.text else 0
        self.text = f"{self.text}{shown}{sentence}" if self.text else sentence
        self.plain = f"{self.plain}{separator}{plain}" if self.plain else plain
        self.words += _length(plain)
        if goes_on and self.sentences:
            start = self.sentences[-1][0]
            self.sentences = self.sentences[:-1]
        self.sentences += ((start, len(self.text)),)

    def passage(self) -> Passage:
        heading = self.path[-1] if self.path else None
        return Passage(self.text, heading, self.sentences, self.path, None if self.plain == self.text else self.plain)


def split_into_passages(
    body: str, *, shortest: int = SHORTEST_WORDS, longest: int = LONGEST_WORDS
) -> tuple[Passage, ...]:
    """Passages of about `shortest` to `longest` words that respect headings, lists and steps.

    A heading opens a new passage unless the section before is too short to stand alone; the short rest of a longer one
    stays with that. A list is broken only between its items, a paragraph only between sentences. A body without text
    gives one empty passage, so that its title is found.
    """
    finished: list[_Draft] = []
    draft = _Draft((), ())
    above: list[tuple[int, str]] = []
    for block in blocks(body):
        if block.kind == "heading":
            above = [*(one for one in above if one[0] < block.level), (block.level, block.text)]
            path = tuple(text for _, text in above)
            if _goes_on_with(finished, draft):
                _end_section(finished, draft, longest)
                draft = _Draft(path, path)
            elif draft.words < _SHORTEST_SECTION:
                draft = _with_heading(draft, path)
            else:
                finished.append(draft)
                draft = _Draft(path, path)
            continue
        separator, is_row = "\n", block.kind == "table"
        for sentence, goes_on in _sentences(block, longest):
            length = _length(_without_cells(sentence) if is_row else sentence)
            full = draft.words + length > longest and draft.words > 0
            if full or (separator == "\n" and draft.words >= shortest):
                finished.append(draft)
                path = tuple(text for _, text in above)
                draft = _Draft(path, path)
            draft.add(sentence, separator, is_row=is_row, goes_on=goes_on)
            separator = " "
    if _goes_on_with(finished, draft):
        _end_section(finished, draft, longest)
    elif draft.text or not finished:
        finished.append(draft)
    return tuple(one.passage() for one in finished)


def _goes_on_with(finished: list[_Draft], draft: _Draft) -> bool:
    """Whether `draft` is the rest of the section that the last passage is of."""
    return bool(draft.text and finished and finished[-1].section == draft.path == draft.section)


def _end_section(finished: list[_Draft], rest: _Draft, longest: int) -> None:
    """A short rest goes back to its own section, not on to the next, which may say the opposite."""
    if rest.words < _SHORTEST_SECTION and finished[-1].words + rest.words <= longest:
        finished[-1].append(rest)
    else:
        finished.append(rest)


def _with_heading(draft: _Draft, path: tuple[str, ...]) -> _Draft:
    """A short opening goes on under the first heading; a later heading becomes a line of the passage."""
    if not draft.text:
        return _Draft(path, path)
    draft.add(path[-1], "\n")
    draft.section = path
    return draft


def _sentences(block: Block, longest: int) -> list[tuple[str, bool]]:
    """Each with whether it goes on with the one before, because only the end of a written line parts them."""
    if block.kind == "code":
        return [(part, False) for part in _cut(block.text, longest)]
    found: list[tuple[str, bool]] = []
    number = ""
    if step := _STEP.match(block.text):
        number = step[0]
    written = block.text[len(number) :]
    end = 0
    for sentence in _SENTENCE_END.split(written):
        begin = written.index(sentence, end)
        line = written[written.rfind("\n", 0, end) + 1 : end]
        goes_on = block.kind != "table" and written[end:begin] == "\n" and len(line) >= _WRAPPED
        end = begin + len(sentence)
        if stripped := sentence.strip():
            if block.kind == "table" and len(_without_cells(stripped).split()) <= longest:
                found.append((stripped, False))
                continue
            plain = _without_cells(stripped) if block.kind == "table" else stripped
            first, *rest = _cut(f"{number}{plain}", longest)
            found += [(first, goes_on and _goes_on(line)), *((part, False) for part in rest)]
            number = ""
    return found


def _goes_on(line: str) -> bool:
    """Whether what a line says cannot be over: it is as long as a wrapped one and ends in the midst of a sentence."""
    return line.rstrip()[-1:] not in _CLOSING


def _length(text: str) -> int:
    """Words; where they are written without spaces between them, two characters are about one."""
    return len(text.split()) + len(_UNSPACED.findall(text)) // 2


def _without_cells(row: str) -> str:
    return row.replace(CELL.rstrip(), "")


def _cut(sentence: str, longest: int) -> list[str]:
    """A table or a log may hold no sentence end for pages."""
    words = sentence.split()
    if len(words) <= longest:
        return [sentence]
    return [" ".join(words[first : first + longest]) for first in range(0, len(words), longest)]
