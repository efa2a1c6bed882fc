"""The former bundle: what a new one takes the place of."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import click

from firstline.datasets.amount import amount

_MUCH_FEWER = 0.5


@dataclass(frozen=True, slots=True)
class FormerBundle:
    """A bundle that stands where another will be written; `tickets` taught it, 0 where its manifest does not say."""

    version: str
    tickets: int

    @classmethod
    def at(cls, output: Path) -> Self | None:
        """The bundle at `output`, or None; one that is damaged counts too."""
        from firstline.models.manifest import MANIFEST_NAME

        try:
            raw = (output / MANIFEST_NAME).read_bytes()
        except OSError:
            return None
        try:
            manifest: Any = json.loads(raw)
            tickets = int(manifest["data"]["tickets"])
        except (ValueError, KeyError, TypeError, RecursionError):
            tickets = 0
        return cls(hashlib.sha256(raw).hexdigest(), tickets)

    def warning(self, output: Path, tickets: int) -> str | None:
        """What to think of before one of so many `tickets` takes its place; None where they are about as many."""
        if tickets >= self.tickets * _MUCH_FEWER:
            return None
        return (
            f"warning: {output} holds a bundle of {amount(self.tickets, 'ticket')} (version {self.version[:12]}), and "
            f"this one is made of only {amount(tickets, 'ticket')}; stop now, or name another --output, to keep it"
        )

    def line(self, version: str) -> str:
        """That it is gone, for people; `version` took its place."""
        if version == self.version:
            return f"replaced the bundle that was there: the same version, {version[:12]}"
        size = f", {amount(self.tickets, 'ticket')}" if self.tickets else ""
        return f"replaced the bundle that was there: version {self.version[:12]}{size}"


@contextmanager
def former_named(output: Path, tickets: int) -> Iterator[None]:
    """Say before the block what `FormerBundle.warning` says of the bundle at `output`, and after it that it is gone.

    The block writes another one there, of so many `tickets`.
    """
    former = FormerBundle.at(output)
    if former and (warning := former.warning(output, tickets)):
        click.echo(warning, err=True)
    yield
    if former and (made := FormerBundle.at(output)):
        click.echo(former.line(made.version), err=True)
