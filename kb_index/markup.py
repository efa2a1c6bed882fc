"""The markup of an article: Markdown, HTML or plain text read as a sequence of blocks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import lxml.etree
import lxml.html

_HTML = re.compile(r"</?(?:p|div|br|ul|ol|li|h[1-6]|table|span|section|article|body|html|strong|b|em)\b[^<>]*>", re.I)
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-{3,})\s*$")
_ITEM = re.compile(r"^\s*(?:([-*+•])|(\d{1,3})[.)])\s+(.*)$")
_FENCE = re.compile(r"^\s*(```|~~~)")
_RULE = re.compile(r"^\s*([-*_])(?:\s*\1){2,}\s*$")
_TABLE_RULE = re.compile(r"^\s*\|?[\s:|-]*-[\s:|-]*\|[\s:|-]*$")
_INLINE = (
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),
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


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, an item of a list (a step keeps its number) or a line of code, without its markup."""

    kind: Literal["heading", "paragraph", "item", "code"]
    text: str


def blocks(body: str) -> list[Block]:
    """Read `body` in whichever of the three notations it is written."""
    found = _html_blocks(body) if _HTML.search(body) else _markdown_blocks(body)
    return [block for block in found if block.text]


def _markdown_blocks(body: str) -> Iterator[Block]:
    paragraph: list[str] = []
    kind: Literal["paragraph", "item"] = "paragraph"
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
            yield Block("heading", _plain(paragraph.pop()))
        elif heading or item or not line.strip() or _RULE.match(line) or _TABLE_RULE.match(line):
            yield _joined(kind, paragraph)
            paragraph, kind = [], "paragraph"
            if heading:
                yield Block("heading", _plain(heading[2]))
            elif item and not _RULE.match(line):
                paragraph, kind = [f"{item[2]}. {item[3]}" if item[2] else item[3]], "item"
        else:
            paragraph.append(" ".join(line.strip().strip("|>").replace("|", " ").split()))
    yield _joined(kind, paragraph)


def _joined(kind: Literal["paragraph", "item"], lines: list[str]) -> Block:
    return Block(kind, _plain("\n".join(line for line in lines if line)))


def _plain(text: str) -> str:
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
                yield " " if child.tag in {"td", "th"} else ""
        yield child.tail or ""


def _html_block(element: Any, run: list[str]) -> Block:
    if element.tag == "pre":
        return Block("code", "".join(run).strip("\n"))
    text = " ".join("".join(run).split())
    if element.tag in {"h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"}:
        return Block("heading", text)
    item = next((e for e in (element, element.getparent()) if e is not None and e.tag == "li"), None)
    if item is None or not text:
        return Block("paragraph", text)
    parent = item.getparent()
    if parent is not None and parent.tag == "ol":
        number = [child for child in parent if child.tag == "li"].index(item) + 1
        return Block("item", f"{number}. {text}")
    return Block("item", text)
