"""A portal that signs who is asking."""

import base64
import hmac
import json
import time
from hashlib import sha256
from typing import Any

SECRET = "a secret of the desk's portal, forty bytes"


def encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


def token(requester_id: Any = "R1", *, secret: str = SECRET, head: dict[str, Any] | None = None, **claims: Any) -> str:
    """A JSON Web Token as any library makes it."""
    said = {"sub": requester_id, "exp": time.time() + 600, **claims}
    parts = [encoded(json.dumps(part).encode()) for part in (head or {"alg": "HS256", "typ": "JWT"}, said)]
    signed = ".".join(parts)
    return f"{signed}.{encoded(hmac.digest(secret.encode(), signed.encode(), sha256))}"
