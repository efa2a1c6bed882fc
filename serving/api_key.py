"""The API key: who calls, and what they may do."""

import hashlib
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal, get_args

ApiScope = Literal["predict", "feedback", "articles", "tickets", "reports", "portal", "admin"]
API_SCOPES: Final[tuple[ApiScope, ...]] = get_args(ApiScope)

_TEXT = re.compile(r"fl_([0-9a-f]{12})_([\w-]{43})", re.ASCII)


@dataclass(frozen=True, slots=True)
class ApiKey:
    """What is known of a key; its text is nowhere kept.

    `groups` are those of whoever uses it: nothing restricted to other groups is shown. None trusts the caller to name
    the groups of the agent it asks for. `origins` are the web pages that may use a portal key from a browser; without
    any, no page may.
    """

    id: str
    name: str
    scopes: frozenset[ApiScope]
    groups: frozenset[str] | None
    origins: frozenset[str]
    created_at: str
    revoked_at: str | None = None

    def allows(self, wanted: Collection[ApiScope]) -> bool:
        """Whether one of the `wanted` scopes is the key's; `admin` is all of them."""
        return "admin" in self.scopes or not self.scopes.isdisjoint(wanted)

    def seen_groups(self, asked: Collection[str]) -> tuple[str, ...]:
        """The groups that a call sees with: those asked for, all of the key's where none are, and never others."""
        if self.groups is None:
            return tuple(asked)
        return tuple(group for group in (asked or sorted(self.groups)) if group in self.groups)


def new_key_text() -> tuple[str, str]:
    """An id, and a key of 256 random bits that names it."""
    key_id = secrets.token_hex(6)
    return key_id, f"fl_{key_id}_{secrets.token_urlsafe(32)}"


def key_id_of(text: str) -> str | None:
    """The id that a key names; None for what is no key of ours."""
    match = _TEXT.fullmatch(text)
    return match and match[1]


def key_digest(text: str) -> str:
    """What is kept of a key. It is random and long, so one round of SHA-256 is as good as many."""
    return hashlib.sha256(text.encode()).hexdigest()
