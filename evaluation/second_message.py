"""The second message: how much better the answer is when the customer has written once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from firstline.datasets.clean import clean_text
from firstline.datasets.request_text import opening_messages, request_text
from firstline.datasets.ticket import Ticket
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.comparison import Comparison, compare_answers
from firstline.evaluation.estimate import Estimate, wilson
from firstline.models.prediction import Prediction


@dataclass(frozen=True, slots=True)
class SecondMessageScores:
    """One field on the `n` tickets in which the customer wrote again: right at arrival, and after that message."""

    field: str
    n: int
    at_arrival: Estimate
    after: Estimate
    gain: Comparison


def text_after_second(ticket: Ticket) -> str | None:
    """What was known when the customer had written once more: the request text and that message, no agent's words.

    None where the customer wrote nothing more, or only the same.
    """
    messages = (
        sorted(ticket.messages, key=lambda message: message.at.timestamp() if message.at else 0.0)
        if all(message.at for message in ticket.messages)
        else list(ticket.messages)
    )
    opening = {id(message) for message in opening_messages(ticket)}
    first = request_text(ticket)
    for message in messages:
        if message.author != "customer" or id(message) in opening:
            continue
        later = clean_text(message.text) if message.text else ""
        if later and later not in first:
            return f"{first}\n{later}"
    return None


def second_message_scores(
    tickets: Sequence[Ticket],
    at_arrival: Sequence[Prediction],
    after: Sequence[Prediction],
    *,
    bootstrap: Bootstrap,
) -> tuple[SecondMessageScores, ...]:
    """A score for each field, of tickets that have a label of it; `after` are the predictions on the longer texts."""
    found = []
    for field in at_arrival[0].fields if at_arrival else ():
        rows = [
            row
            for row, ticket in enumerate(tickets)
            if ticket.label(field) is not None and ticket.set_by.get(field) != "machine"
        ]
        if not rows:
            continue
        truth = [tickets[row].label(field) for row in rows]
        before, later = (
            np.array([said[row].fields[field].value == label for row, label in zip(rows, truth, strict=True)])
            for said in (at_arrival, after)
        )
        found.append(
            SecondMessageScores(
                field=field,
                n=len(rows),
                at_arrival=wilson(int(before.sum()), len(rows)),
                after=wilson(int(later.sum()), len(rows)),
                gain=compare_answers(later, before, bootstrap=bootstrap),
            )
        )
    return tuple(found)
