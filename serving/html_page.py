"""The HTML page: one file of `pages/` in the shared look, and the policy that lets only Firstline's own code run."""

import base64
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from firstline.datasets.look import look_css

_FOLDER = Path(__file__).parent / "pages"
_LOOK, _OWN_STYLE = "/* look.css */", "/* page.css */"
_INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)
_OWN_FILE = '<script type="module" src="pages/'
_NOTHING = ("'none'",)


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """`policy` is the Content-Security-Policy: nothing from elsewhere is loaded, only the page's own code runs."""

    content: str
    policy: str

    @classmethod
    def load(cls, name: str) -> "HtmlPage":
        content = read_page_file(f"{name}.html").replace(_LOOK, look_css())
        if _OWN_STYLE in content:
            content = content.replace(_OWN_STYLE, read_page_file("page.css"))
        allowed: dict[str, list[str]] = {"script": ["'self'"] if _OWN_FILE in content else [], "style": []}
        for match in _INLINE.finditer(content):
            digest = base64.b64encode(sha256(match[2].encode()).digest()).decode()
            allowed[match[1]].append(f"'sha256-{digest}'")
        policy = "; ".join(
            (
                "default-src 'none'",
                f"script-src {' '.join(allowed['script'] or _NOTHING)}",
                f"style-src {' '.join(allowed['style'] or _NOTHING)}",
                "img-src data:",
                "connect-src 'self'",
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'",
            )
        )
        return cls(content, policy)


def script_names() -> frozenset[str]:
    """The scripts in `pages/`."""
    return frozenset(path.name for path in _FOLDER.glob("*.js"))


def read_page_file(name: str) -> str:
    """The text of one file of `pages/`."""
    return (_FOLDER / name).read_text(encoding="utf-8")
