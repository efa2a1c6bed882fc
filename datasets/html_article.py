"""The HTML article: one page of a knowledge base that is exported as web pages."""

from pathlib import Path
from typing import Any

from lxml import etree

from firstline.datasets.source_file import open_text

_MOST_CHARACTERS = 16_000_000


def html_article(path: Path, *, root: Path) -> dict[str, Any]:
    """An article's cells: the page's path below `root` without its ending as `id`, its heading as `title`, its HTML.

    `lang` gives the language, `<link rel="canonical">` the address, `<meta name="keywords">` the tags.

    Raises:
        TicketFileError: the file cannot be read.
        ValueError: it holds no markup.
    """
    with open_text(path) as stream:
        markup = stream.read(_MOST_CHARACTERS)
    identifier = path.relative_to(root).with_suffix("").as_posix()
    parser = etree.HTMLParser(no_network=True, recover=True, huge_tree=True)
    tree = etree.fromstring(markup.encode("utf-8", "replace"), parser) if markup.strip() else None
    if tree is None:
        raise ValueError("no text: the page is empty")
    cells: dict[str, Any] = {"id": identifier, "title": _heading(tree), "body": markup, "language": tree.get("lang")}
    for tag in tree.iter("meta"):
        if (tag.get("name") or "").lower() == "keywords":
            cells["tags"] = (tag.get("content") or "").replace(",", ";")
    for link in tree.iter("link"):
        if link.get("rel") == "canonical":
            cells["url"] = link.get("href")
    return {name: value for name, value in cells.items() if value}


def _heading(tree: Any) -> str:
    """The first <h1>, or the <title>."""
    for name in ("h1", "title"):
        for tag in tree.iter(name):
            text = " ".join("".join(tag.itertext()).split())
            if text:
                return text
    return ""
