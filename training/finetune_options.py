"""The fine-tuning options: what a user may say about it."""

import math
import re
from dataclasses import dataclass

from firstline.datasets.errors import InputError

_SECONDS = {"s": 1, "m": 60, "h": 3_600}
_FEWEST_SECONDS = 30
DEFAULT_BUDGET = "30m"


@dataclass(frozen=True, slots=True)
class FinetuneOptions:
    """`seconds`: the time that fine-tuning may take, exports included; the best of what fits into it is kept."""

    seconds: float = math.inf

    @classmethod
    def within(cls, budget: str) -> "FinetuneOptions":
        """From a time budget such as 30m, 1h or 90s; raises InputError for anything else."""
        found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smh])", budget.strip())
        seconds = float(found[1]) * _SECONDS[found[2]] if found else 0.0
        if seconds < _FEWEST_SECONDS:
            raise InputError(
                f"--time-budget {budget!r} is not a time: a number with s, m or h is wanted, such as 30m, "
                f"{_FEWEST_SECONDS} s at least"
            )
        return cls(seconds)
