"""The look: type, space and colours that the page, the report and the docs share, as CSS custom properties."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def look_css() -> str:
    """The content of `look.css`: `:root` with light, dark and printed values."""
    return (Path(__file__).parent / "look.css").read_text(encoding="utf-8")
