"""The finding: one thing that a checkup looked at."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["ok", "look", "fails"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`advice` says what to do where it is not ok."""

    subject: str
    verdict: Verdict
    detail: str
    advice: str = ""
