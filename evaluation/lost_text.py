"""The lost text: requests of which question marks are left, and how a model does on those that can be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firstline.datasets.lost_letters import lost_letters_note
from firstline.evaluation.estimate import Estimate, right_of_others


@dataclass(frozen=True, slots=True)
class LostText:
    """`tickets` of the export have lost their letters, and so have `unreadable` of the `judged` ones; of the others a
    model was right for `readable`."""

    tickets: int
    judged: int
    unreadable: int
    readable: Estimate

    @property
    def others(self) -> int:
        """Those judged that can be read."""
        return self.judged - self.unreadable


def lost_text(tickets: int, lost: Sequence[bool], right: Sequence[bool | None]) -> LostText | None:
    """Count them; None where no text of the export is lost.

    Args:
        tickets: of all, those whose letters are lost.
        lost: whether each judged request is one of them.
        right: whether each was given the right value; None where it has none.
    """
    return LostText(tickets, *right_of_others(lost, right)) if tickets else None


def lost_notes(lost: LostText | None, tickets: int) -> Iterator[str]:
    """What stands out in the data, where texts are lost."""
    if lost:
        yield f"{lost_letters_note(lost.tickets, tickets)}."


def lost_steps(lost: LostText | None, tickets: int) -> Iterator[str]:
    """What to do first, where texts are lost."""
    if lost:
        yield f"Export again in UTF-8: {lost.tickets:,} of {tickets:,} tickets have question marks where letters were."
