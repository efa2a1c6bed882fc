"""The HTML page: one self-contained file of `pages/`, and the policy that lets only its own script and style run."""

import base64
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

_FOLDER = Path(__file__).parent / "pages"
_INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)
_NOTHING = "'none'"


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """`policy` is the Content-Security-Policy: nothing from elsewhere is loaded, only this file's own code runs."""

    content: str
    policy: str

    @classmethod
    def load(cls, name: str) -> "HtmlPage":
        content = (_FOLDER / f"{name}.html").read_text(encoding="utf-8")
        digests: dict[str, list[str]] = {"script": [], "style": []}
        for match in _INLINE.finditer(content):
            digest = base64.b64encode(sha256(match[2].encode()).digest()).decode()
            digests[match[1]].append(f"'sha256-{digest}'")
        policy = "; ".join(
            (
                "default-src 'none'",
                f"script-src {' '.join(digests['script']) or _NOTHING}",
                f"style-src {' '.join(digests['style']) or _NOTHING}",
                "connect-src 'self'",
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'",
            )
        )
        return cls(content, policy)
