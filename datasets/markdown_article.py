"""The Markdown article: one file with YAML front matter above its text."""

import re
from pathlib import Path
from typing import Any

import yaml

from firstline.datasets.article_keys import has_key
from firstline.datasets.source_file import open_text

_FENCE = re.compile(r"---[ \t]*$")
_HEADING = re.compile(r"#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_NULLS = ("", "~", "null", "Null", "NULL")
_CODE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)


def markdown_article(path: Path, *, root: Path) -> dict[str, Any]:
    """Read a Markdown file as the cells of an article.

    The id is the front matter's, or else the path below `root` without its suffix, `/` between folders; the title is
    the front matter's, or else the first heading, or the file's name.

    Raises:
        TicketFileError: the file cannot be read.
        ValueError: the front matter is not YAML of keys and values.
    """
    with open_text(path) as stream:
        text = stream.read().replace("\r\n", "\n").replace("\r", "\n")
    front, body = split_front_matter(text)
    cells = {str(key): value for key, value in front.items() if value is not None}
    if not has_key(cells, "id"):
        cells["id"] = path.relative_to(root).with_suffix("").as_posix()
    if not has_key(cells, "title"):
        cells["title"] = first_heading(body) or path.stem.replace("-", " ").replace("_", " ")
    return {name: value for name, value in cells.items() if not has_key((name,), "body")} | {"body": body}


def split_front_matter(text: str) -> tuple[dict[Any, Any], str]:
    """The front matter between two lines of three dashes, and the text under it; without any, an empty one.

    Raises:
        ValueError: it is never closed, or it is not YAML of keys and values.
    """
    lines = text.removeprefix("\ufeff").split("\n")
    if not _FENCE.match(lines[0]):
        return {}, "\n".join(lines)
    end = next((place for place, line in enumerate(lines[1:], 1) if _FENCE.match(line)), None)
    if end is None:
        if not re.match(r"[\w-]+[ \t]*:", lines[1] if len(lines) > 1 else ""):
            return {}, "\n".join(lines)  # a horizontal rule
        raise ValueError("the front matter is never closed; a line of three dashes is wanted under it")
    try:
        # Every scalar stays a string: with YAML's own types `language: no` is false, and `id: 007` is 7.
        front = yaml.load("\n".join(lines[1:end]), Loader=yaml.BaseLoader)  # noqa: S506  it builds nothing but strings
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f" in line {mark.line + 2}" if mark else ""
        raise ValueError(f"the front matter is not YAML{place}") from None
    if front in ("", None):
        front = {}
    if not isinstance(front, dict):
        raise ValueError("the front matter is not YAML of keys and values")
    return {key: _without_nulls(value) for key, value in front.items()}, "\n".join(lines[end + 1 :]).strip("\n")


def first_heading(markdown: str) -> str | None:
    """The text of the first heading outside code blocks."""
    match = _HEADING.search(_CODE.sub("", markdown))
    return match[1] if match else None


def _without_nulls(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_nulls(part) for part in value]
    return None if value in _NULLS else value
