"""The caller: whoever sent a request, as far as its API key tells."""

from collections.abc import Collection
from dataclasses import dataclass

from firstline.serving.api_key import ApiKey


@dataclass(frozen=True, slots=True)
class Caller:
    """`key` is None for a call that came without one, where none is required."""

    key: ApiKey | None

    def groups(self, asked: Collection[str]) -> tuple[str, ...]:
        """The groups that the call sees with, of those it asked for."""
        return tuple(asked) if self.key is None else self.key.seen_groups(asked)
