"""The web address: a link that a page may safely put behind a title."""

import re

from pydantic import ValidationInfo

SCHEMES = ("http", "https", "mailto")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def safe_address(value: str | None, info: ValidationInfo) -> str | None:
    """Refuse an address that does something else than lead somewhere, such as `javascript:` or `data:`.

    Browsers pass over white space and control characters within a scheme, and scripts trim more of them, so none is
    looked at here either. An address without a scheme is relative and harmless. What a state kept before this rule
    (records read as JSON text) loses the address instead: a desk must open.

    Raises:
        ValueError: the scheme is another than http, https or mailto.
    """
    if value is None:
        return None
    seen = "".join(character for character in value if character.isprintable() and not character.isspace())
    scheme = _SCHEME.match(seen)
    if scheme is None or scheme[1].lower() in SCHEMES:
        return value
    if info.mode == "json":
        return None
    raise ValueError("the address has another scheme than http, https or mailto")
