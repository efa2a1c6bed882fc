"""The requester token: a desk's portal says, signed, which of its customers is asking.

It is a JSON Web Token (RFC 7519) in its compact form, signed with HMAC-SHA-256 (`HS256`, RFC 7515 and 7518), so that
a portal makes one with a library of its own language: `sub` is the ticket's `requester_id`, `exp` when it ends. Only
that one algorithm is read, which leaves of a general library nothing that is needed here.
"""

import base64
import binascii
import hmac
import json
import os
from collections.abc import Mapping
from hashlib import sha256

from firstline.datasets.errors import InputError

SECRET_VARIABLE = "FIRSTLINE_REQUESTER_SECRET"  # noqa: S105 (the name of a variable)
FEWEST_BYTES = 32
"""RFC 7518, section 3.2: the key of HS256 is as long as its hash."""

_LONGEST_ID = 500


class RequesterTokens:
    """Reads tokens made with one secret; without a secret there is no token that counts.

    Raises:
        InputError: the secret is too short to be one.
    """

    def __init__(self, secret: str | None) -> None:
        key = (secret or "").encode()
        if key and len(key) < FEWEST_BYTES:
            raise InputError(
                f"{SECRET_VARIABLE} has {len(key)} bytes; at least {FEWEST_BYTES} random ones are wanted, such as "
                "openssl rand -hex 32 prints"
            )
        self._key = key or None

    @classmethod
    def from_environment(cls) -> "RequesterTokens":
        return cls(os.environ.get(SECRET_VARIABLE))

    def __repr__(self) -> str:
        return f"RequesterTokens(reads_any={self._key is not None})"

    def requester(self, token: str | None, *, at: float) -> str | None:
        """The `requester_id` that a token names; None for no token and for one that is not valid.

        Args:
            at: now, in seconds since 1970.
        """
        if token is None or self._key is None or token.count(".") != 2:
            return None
        signed, _, signature = token.rpartition(".")
        given, wanted = _decoded(signature), hmac.digest(self._key, signed.encode(), sha256)
        if given is None or not hmac.compare_digest(given, wanted):
            return None
        head, claims = (_document(part) for part in signed.split("."))
        # RFC 7515, 4.1.11: what is critical and not understood makes the token invalid.
        if head.get("alg") != "HS256" or "crit" in head:
            return None
        return _subject(claims, at)


def _subject(claims: Mapping[str, object], at: float) -> str | None:
    end, start, subject = claims.get("exp"), claims.get("nbf", 0), claims.get("sub")
    if not _is_number(end) or not _is_number(start) or not float(str(start)) <= at < float(str(end)):
        return None
    return subject if isinstance(subject, str) and 0 < len(subject) <= _LONGEST_ID else None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _decoded(part: str) -> bytes | None:
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None


def _document(part: str) -> Mapping[str, object]:
    """Empty for what is no JSON object."""
    try:
        found = json.loads(_decoded(part) or b"")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
