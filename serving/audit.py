"""The audit: a small random share of `auto` answers that people decide all the same.

Where nobody looks at what was set without asking, nobody can say how often it was right. The draw is a hash of what was
asked, so that the same request gets the same answer however often it comes and whichever process it reaches.
"""

from hashlib import sha256

_STEPS = 2**64


def is_audited(share: float, *, field: str, ticket_id: str | None, text_sha256: str) -> bool:
    """Whether this field of this ticket is one of the `share` that go to people."""
    said = "\x1f".join((field, ticket_id or "", text_sha256))
    drawn = int.from_bytes(sha256(said.encode("utf-8", "replace")).digest()[:8], "big")
    return drawn < share * _STEPS
