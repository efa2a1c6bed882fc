"""The markup of an article: Markdown, HTML or plain text read as a sequence of blocks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import lxml.etree
import lxml.html

_HTML = re.compile(r"</?(?:p|div|br|ul|ol|li|h[1-6]|table|span|section|article|body|html|strong|b|em)\b[^<>]*>", re.I)
_CODE = re.compile(r"^\s*(```|~~~).*?(?:^\s*\1[^\n]*$|\Z)|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_CODE_OR_TAG = re.compile(rf"(`[^`\n]+`)|{_HTML.pattern}", re.I)
_MARKDOWN = re.compile(r"^ {0,3}#{1,6}\s+\S", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-{3,})\s*$")
_ITEM = re.compile(r"^\s*(?:([-*+•])|(\d{1,3})[.)])\s+(.*)$")
_FENCE = re.compile(r"^\s*(```|~~~)")
_RULE = re.compile(r"^\s*([-*_])(?:\s*\1){2,}\s*$")
_TABLE_RULE = re.compile(r"^\s*\|?[\s:|-]*-[\s:|-]*\|[\s:|-]*$")
_ROW = re.compile(r"\|.*\|$")
_INLINE = (
    (re.compile(r"!\[([^\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)"), r"\1"),
    (re.compile(r"\[([^\]]+)\]\([^()]*(?:\([^()]*\)[^()]*)*\)"), r"\1"),
    (re.compile(r"\[([^\]]+)\]\[[^\]]*\]"), r"\1"),
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])"), r"\1"),
)
_SILENT_TAGS = frozenset({"script", "style", "head", "template", "noscript", "iframe", "svg", "nav"})
_BLOCK_TAGS = frozenset(
    {"p", "div", "section", "article", "ul", "ol", "li", "table", "tr", "blockquote", "pre", "dl", "dt", "dd",
     "figure", "figcaption", "header", "footer", "main", "aside", "details", "summary", "form", "body", "html",
     "h1", "h2", "h3", "h4", "h5", "h6", "hr"}
)  # fmt: skip


CELL = " · "
"""Between the cells of a table's row."""

Kind = Literal["heading", "paragraph", "item", "code", "table"]

_HEADING_LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "dt": 7, "summary": 7}


@dataclass(frozen=True, slots=True)
class Block:
    """A heading of some `level` (1 is the highest), a paragraph, an item of a list (a step keeps its number), a line of
    code or rows of a table, a line each with `CELL` between its cells, without its markup."""

    kind: Kind
    text: str
    level: int = 0


def blocks(body: str) -> list[Block]:
    """Read `body` in whichever of the three notations it is written."""
    found = _html_blocks(body) if _is_html(body) else _markdown_blocks(body)
    return [block for block in found if block.text]


def _is_html(body: str) -> bool:
    """Tags in code are what an article is about, and Markdown may hold a stray one."""
    prose = _CODE.sub(" ", body)
    return _HTML.search(prose) is not None and _MARKDOWN.search(prose) is None


def _markdown_blocks(body: str) -> Iterator[Block]:
    paragraph: list[str] = []
    kind: Kind = "paragraph"
    fenced = False
    for line in [*body.splitlines(), ""]:
        if _FENCE.match(line):
            fenced = not fenced
            yield _joined(kind, paragraph)
            paragraph, kind = [], "paragraph"
            continue
        if fenced:
            yield Block("code", line.rstrip())
            continue
        heading, item = _HEADING.match(line), _ITEM.match(line)
        if _UNDERLINE.match(line) and len(paragraph) == 1 and kind == "paragraph":
            yield Block("heading", _plain(_without_bars(paragraph.pop())), 1 if "=" in line else 2)
        elif _TABLE_RULE.match(line):
            yield _joined("table" if kind == "paragraph" else kind, paragraph)
            paragraph, kind = [], "table"
        elif heading or item or not line.strip() or _RULE.match(line):
            yield _joined(kind, paragraph)
            paragraph, kind = [], "paragraph"
            if heading:
                yield Block("heading", _plain(heading[2]), len(heading[1]))
            elif item and not _RULE.match(line):
                paragraph, kind = [f"{item[2]}. {item[3]}" if item[2] else item[3]], "item"
        else:
            paragraph.append(line.strip())
    yield _joined(kind, paragraph)


def _joined(kind: Kind, lines: list[str]) -> Block:
    """Lines between bars are rows of a table, with a rule below the first of them or without."""
    if kind == "paragraph" and lines and all(_ROW.match(line) for line in lines):
        kind = "table"
    elif kind == "table" and not all("|" in line for line in lines):
        kind = "paragraph"
    if kind == "table":
        read = [_without_bars(line, CELL).strip(CELL) for line in lines]
    else:
        read = [line if kind == "item" and not place else _without_bars(line) for place, line in enumerate(lines)]
    return Block(kind, _plain("\n".join(line for line in read if line)))


def _without_bars(line: str, between: str = " ") -> str:
    return " ".join(line.strip("|>").replace("|", between).split())


def _plain(text: str) -> str:
    text = _CODE_OR_TAG.sub(lambda match: match[1] or " ", text)
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip()


def _html_blocks(body: str) -> Iterator[Block]:
    try:
        root = lxml.html.document_fromstring(body)
    except (lxml.etree.LxmlError, ValueError):
        return
    yield from _element_blocks(root)


def _element_blocks(element: Any) -> Iterator[Block]:
    """The blocks of one element: runs of inline text between its block-level children, and theirs."""
    run: list[str] = []
    for part in _parts(element):
        if isinstance(part, str):
            run.append(part)
            continue
        yield _html_block(element, run)
        run = []
        yield from _element_blocks(part)
    yield _html_block(element, run)


def _parts(element: Any) -> Iterator[Any]:
    """Text and block-level descendants of `element`, inline elements dissolved into their text."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SILENT_TAGS:
            if child.tag == "br":
                yield "\n"
            elif child.tag in _BLOCK_TAGS:
                yield child
            else:
                yield from _parts(child)
                yield CELL if child.tag in {"td", "th"} else ""
        yield child.tail or ""


def _html_block(element: Any, run: list[str]) -> Block:
    if element.tag == "pre":
        return Block("code", "".join(run).strip("\n"))
    if element.tag == "tr":
        return Block("table", " ".join("".join(run).split()).strip(CELL))
    text = " ".join("".join(run).replace(CELL, " ").split())
    if element.tag in _HEADING_LEVELS:
        return Block("heading", text, _HEADING_LEVELS[element.tag])
    item = next((e for e in (element, element.getparent()) if e is not None and e.tag == "li"), None)
    if item is None or not text:
        return Block("paragraph", text)
    parent = item.getparent()
    if parent is not None and parent.tag == "ol":
        number = [child for child in parent if child.tag == "li"].index(item) + 1
        return Block("item", f"{number}. {text}")
    return Block("item", text)
