"""The model address: how a version in the registry is named."""

from __future__ import annotations

import re
from dataclasses import dataclass

from firstline.datasets.errors import InputError

SCHEME = "models:/"
_WANTED = "a number such as 3, an alias such as champion, models:/firstline/3 or models:/firstline@champion"


@dataclass(frozen=True, slots=True)
class ModelAddress:
    """`version` or `alias` of the registered model `name`; exactly one of the two is set."""

    name: str
    version: str | None = None
    alias: str | None = None

    @classmethod
    def parse(cls, text: str, *, name: str = "firstline") -> ModelAddress:
        """Read an address; a bare number or alias is one of the model `name`. Raises InputError."""
        rest = text.strip().removeprefix(SCHEME)
        if found := re.fullmatch(r"(?P<name>[^/@]+)/v?(?P<version>[0-9]+)", rest):
            return cls(found["name"], version=found["version"])
        if found := re.fullmatch(r"(?P<name>[^/@]*)@(?P<alias>[^/@]+)", rest):
            return cls(found["name"] or name, alias=found["alias"])
        if found := re.fullmatch(r"v?([0-9]+)", rest):
            return cls(name, version=found[1])
        if rest and rest == text.strip() and re.fullmatch(r"[\w.-]+", rest):
            return cls(name, alias=rest)
        raise InputError(f"{text!r} names no version of a model; wanted {_WANTED}")

    @staticmethod
    def is_one(text: str) -> bool:
        """Whether a text is an address and no path. (`Path` makes `models:/x` of `models://x` too.)"""
        return text.startswith(SCHEME)

    def __str__(self) -> str:
        return f"{SCHEME}{self.name}@{self.alias}" if self.alias else f"{SCHEME}{self.name}/{self.version}"
