"""The rate limit: how often a public key, and each visitor with it, may call."""

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter


class RateLimit:
    """Sliding windows of a minute in this process's memory: with several workers each counts what it sees itself.

    Args:
        per_visitor: the most calls a minute with one key from one address.
        per_key: the most calls a minute with one key.
    """

    def __init__(self, *, per_visitor: int, per_key: int) -> None:
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._per_visitor = RateLimitItemPerMinute(per_visitor, namespace="visitor")
        self._per_key = RateLimitItemPerMinute(per_key, namespace="key")

    def wait_seconds(self, key_id: str, visitor: str) -> int:
        """Count a call; 0 where it may go on, otherwise the seconds after which to try again."""
        for limit, names in ((self._per_visitor, (key_id, visitor)), (self._per_key, (key_id,))):
            if not self._limiter.hit(limit, *names):
                reset = self._limiter.get_window_stats(limit, *names).reset_time
                return max(1, math.ceil(reset - time.time()))
        return 0
