"""The record text: the plain words of a cell, whatever a help desk wraps them in."""

import html
import re
from collections.abc import Mapping
from typing import Any

_ESCAPED_TAG = re.compile(r"&lt;/?[a-z][a-z0-9]*(?:\s[^<>]*?)?/?&gt;|&#60;/?[a-z]", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp|quot|apos|nbsp|lt|gt|#\d{2,5}|#x[0-9a-f]{2,4});", re.IGNORECASE)
_NAMES = ("display_value", "name", "title", "value", "displayName", "label", "code", "emailAddress", "email", "id")
_PARAGRAPHS = frozenset({"paragraph", "heading", "listItem", "codeBlock", "blockquote", "tableRow", "rule"})
_MOST_DEPTH = 40


def plain_text(value: Any) -> str:
    """A text as its reader saw it before it was exported.

    HTML stays HTML (`clean` reads it), but HTML that was escaped once more, as GLPI does, is unescaped; a document of
    Atlassian's format becomes lines; of a list the parts are joined.
    """
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return _document(value, 0).strip() if "content" in value or "text" in value else label_text(value) or ""
    if isinstance(value, list | tuple):
        return "\n".join(part for part in map(plain_text, value) if part)
    text = str(value)
    if "<" not in text and "&" in text and _ESCAPED_TAG.search(text):
        return html.unescape(text)
    return text


def plain_line(value: Any) -> str:
    """A subject: as `plain_text`, and `&amp;` and the like are what they stand for."""
    text = plain_text(value)
    return html.unescape(text) if "&" in text and _ENTITY.search(text) else text


def plain_words(value: str) -> str:
    """The words of a value, single spaces for its `_`, `-` and blanks: `service request` of `service_request`."""
    return " ".join(re.split(r"[\s_\-]+", value)).strip()


def label_text(value: Any) -> str | None:
    """One value of a closed list: of a record its name, of several their `;`-joined names; None where there is none."""
    if value is None or value == "":
        return None
    if isinstance(value, Mapping):
        return next((text for key in _NAMES if (text := label_text(value.get(key)))), None)
    if isinstance(value, list | tuple):
        return "; ".join(text for part in value if (text := label_text(part))) or None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(str(value).split())
    return html.unescape(text) if "&" in text and _ENTITY.search(text) else text or None


def _document(node: Any, depth: int) -> str:
    """Atlassian Document Format: nested nodes with `content` or `text`."""
    if not isinstance(node, Mapping) or depth > _MOST_DEPTH:
        return node if isinstance(node, str) else ""
    if isinstance(node.get("text"), str):
        return str(node["text"])
    if node.get("type") == "hardBreak":
        return "\n"
    if node.get("type") in ("mention", "emoji") and isinstance(node.get("attrs"), Mapping):
        return str(node["attrs"].get("text") or node["attrs"].get("shortName") or "")
    content = node.get("content")
    if isinstance(content, str):
        return content
    inner = "".join(_document(part, depth + 1) for part in content) if isinstance(content, list) else ""
    return inner.rstrip("\n") + "\n" if node.get("type") in _PARAGRAPHS else inner
