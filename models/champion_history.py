"""The champion's history: which version served when, why, and which one to go back to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

Action = Literal["promoted", "rolled back", "found"]
"""`found`: the alias had been moved by something else than Firstline, which noticed it then."""


class ChampionChange(BaseModel):
    """One change, written once and never again.

    `version` is None when nothing was champion any more; `forced` says that a gate had refused it.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    at: AwareDatetime
    action: Action
    version: int | None
    former: int | None
    by: str = ""
    reason: str = ""
    forced: bool = False


def in_order(changes: Iterable[ChampionChange]) -> tuple[ChampionChange, ...]:
    """Oldest first."""
    return tuple(sorted(changes, key=lambda change: change.at))


def champion_at(changes: Sequence[ChampionChange], moment: datetime) -> int | None:
    """The version that was champion at `moment`, None where there was none. `changes` are oldest first."""
    before = [change for change in changes if change.at <= moment]
    return before[-1].version if before else None


def former_champion(changes: Sequence[ChampionChange]) -> int | None:
    """The version that a rollback returns to, None where there is none.

    A rollback takes the last champion away instead of adding one: a second one goes a step further back, never forward
    again to what was left for a reason.
    """
    stack: list[int] = []
    for change in changes:
        if change.action == "rolled back":
            stack = stack[:-1]
        elif change.version is not None and stack[-1:] != [change.version]:
            stack.append(change.version)
    return stack[-2] if len(stack) > 1 else None
