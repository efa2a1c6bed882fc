"""The part of a text: a sentence or a line, as a place where another subject may begin."""

import re

MOST_PARTS = 40
_READ_CHARACTERS = 2_000
_FEWEST_WORDS = 2
_END = re.compile(r"(?<=[.!?;…])(?<!\b\d\.)\s+|(?<=[。！？])|\n+")  # the 2. of a list ends nothing
_WORD = re.compile(r"\w+")


def text_parts(text: str) -> list[str]:
    """The sentences and lines of the first 2,000 characters, at most 40; one of a single word belongs to the former."""
    read = text[:_READ_CHARACTERS]
    parts: list[str] = []
    start = 0
    for end in (*(match.end() for match in _END.finditer(read)), len(read)):
        piece, start = read[start:end], end
        if parts and word_count(piece) < _FEWEST_WORDS:
            parts[-1] += piece
        elif piece.strip():
            parts.append(piece)
    return [*parts[: MOST_PARTS - 1], "".join(parts[MOST_PARTS - 1 :])] if len(parts) > MOST_PARTS else parts


def word_count(text: str) -> int:
    """Words of letters or digits, also of one."""
    return len(_WORD.findall(text))
