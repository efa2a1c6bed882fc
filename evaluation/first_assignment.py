"""The first assignment: whom people gave a ticket first, beside whom Firstline would have given it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from firstline.datasets.ticket import Ticket
from firstline.evaluation.bootstrap import Bootstrap, Flags, Floats
from firstline.evaluation.comparison import Comparison, compare_answers
from firstline.evaluation.estimate import Estimate, wilson
from firstline.evaluation.hops import ends_only, hops, named_groups, path
from firstline.evaluation.human_choice import HumanChoice, human_choice
from firstline.evaluation.settled_path import settled_paths
from firstline.models.prediction import FieldPrediction

GROUP_FIELD = "skill_group"

_FIRST = "group_history"
"""Where `set_by` tells who chose the first of a ticket's groups; of `skill_group` it tells who chose the last."""
_INTAKE_SHARE = 0.25
_INTAKE_MOVES_ON = 0.5
_FEWEST_AT_INTAKE = 10


@dataclass(frozen=True, slots=True)
class RoutingPart:
    """The tickets of one channel, language or brand: `people` and `firstline` are shares of right first groups, and
    `past_inbox` that of people where passing through the inbox is not held against them; None where there is none."""

    dimension: str
    name: str
    n: int
    people: Estimate
    firstline: Estimate
    hops_now: Estimate
    past_inbox: Estimate | None = None


@dataclass(frozen=True, slots=True)
class IntakeReading:
    """The same figures when `group`, where `share` of all tickets begin and of which `moves_on` go elsewhere, is taken
    for an inbox and not for a decision: what counts is the group after it."""

    group: str
    share: Estimate
    moves_on: Estimate
    people: Estimate
    comparison: Comparison
    hops_now: Estimate
    hops_avoided: Estimate


@dataclass(frozen=True, slots=True)
class UnseenInbox:
    """An inbox `group`, where `share` of all tickets begin, of an export that does not say which group came next.

    That the last group was chosen next would make each of them right, whoever had it in between. What is known are the
    `n` tickets that began elsewhere: there `people` and `firstline` are shares of right first groups.
    """

    group: str
    share: Estimate
    moves_on: Estimate
    n: int
    people: Estimate
    firstline: Estimate


@dataclass(frozen=True, slots=True)
class RoutingComparison:
    """People and Firstline on the same `n` tickets, against the group that resolved each.

    `comparison` is Firstline's share of right groups less people's, paired by ticket. `hops_avoided` are hops a ticket
    if every suggestion had been followed, `hops_avoided_auto` if only those of tier `auto`, whose share is
    `auto_share`; both count the hops that a wrong suggestion would have added. `by_rule` tickets, which no person
    assigned first, and `without_path` ones are left out; of `counted_only` the number of hops is known and not the
    path, and a first group that was left is taken for wrong. `parts` are slices of the tickets. `hops_at_least`: only
    first and last groups are known, so that there may have been more hops than these. `by_people`: of every ticket the
    export says that a person set its group; otherwise a first group may as well be where tickets land. `unseen_inbox`
    stands in the place of `intake` where nothing is known of the choice past the inbox.
    `human` is what people chose where a bot or a rule had chosen before.
    The export says of `first_by_rule` tickets that a bot or a rule chose the first group, of `first_by_person` ones
    that a person did; both are among the `n`.
    """

    n: int
    by_rule: int
    without_path: int
    counted_only: int
    people: Estimate
    firstline: Estimate
    comparison: Comparison
    reassigned: Estimate
    hops_now: Estimate
    hops_avoided: Estimate
    hops_avoided_auto: Estimate
    auto_share: Estimate
    auto_precision: Estimate
    intake: IntakeReading | None
    parts: tuple[RoutingPart, ...]
    hops_at_least: bool = False
    by_people: bool = False
    unseen_inbox: UnseenInbox | None = None
    first_by_rule: int = 0
    first_by_person: int = 0
    human: HumanChoice | None = None

    @property
    def inbox(self) -> str | None:
        """The group where many tickets land and most go on, if there is one."""
        found = self.intake or self.unseen_inbox
        return found.group if found else None


@dataclass(frozen=True, slots=True)
class Assigned:
    """One ticket: `groups` it is known to have gone through (none where only their number is), how often it changed
    hands, which may be oftener than they show, and what Firstline says.

    `between` tells what is known of the groups between the first and the last: all, only their number, or nothing.
    """

    row: int
    truth: str
    groups: tuple[str, ...]
    hops: int
    suggestion: str
    is_auto: bool
    between: Literal["whole", "counted", "unknown"] = "whole"

    @property
    def right_at_first(self) -> bool:
        return self.groups[0] == self.truth if self.groups else self.hops == 0

    @property
    def hops_if_followed(self) -> int:
        """From where the suggestion lies on the ticket's path; one that lies beside it costs as much as now, or one.

        Hops that the path does not show count as if they came after the suggestion: none is avoided that may not be.
        """
        if self.suggestion == self.truth:
            return 0
        if self.suggestion in self.groups:
            return self.hops - max(i for i, group in enumerate(self.groups) if group == self.suggestion)
        return max(1, self.hops)


@dataclass(frozen=True, slots=True)
class _Outcomes:
    """Of each of the tickets (n,): whether the first group of `people` and of Firstline (`ours`) was right, the hops
    `now`, and those `avoided` had the suggestion been followed."""

    people: Flags
    ours: Flags
    now: Floats
    avoided: Floats

    @classmethod
    def of(cls, found: Sequence[Assigned]) -> _Outcomes:
        now = np.array([one.hops for one in found], dtype=np.float64)
        return cls(
            people=np.array([one.right_at_first for one in found], dtype=np.bool_),
            ours=np.array([one.suggestion == one.truth for one in found], dtype=np.bool_),
            now=now,
            avoided=now - np.array([one.hops_if_followed for one in found], dtype=np.float64),
        )


def assigned(tickets: Sequence[Ticket], answers: Sequence[FieldPrediction]) -> tuple[list[Assigned], Counter[str]]:
    """The tickets whose first assignment was a person's and is known; the others counted by why they are left out."""
    found, left_out = [], Counter[str]()
    for row, (ticket, answer) in enumerate(zip(tickets, answers, strict=True)):
        groups = path(ticket)
        truth = ticket.label(GROUP_FIELD) or (groups[-1] if groups else None)
        setter = ticket.set_by.get(GROUP_FIELD)
        count = hops(ticket)
        if truth is None or count is None:
            left_out["without path"] += 1
        elif setter == "machine" or (setter == "rule" and count == 0):
            left_out["by rule"] += 1
        else:
            found.append(
                Assigned(row, truth, groups, count, answer.value, answer.tier == "auto", _between(ticket, count))
            )
    return found, left_out


def _between(ticket: Ticket, count: int) -> Literal["whole", "counted", "unknown"]:
    if len(named_groups(ticket)) != 1 or len(path(ticket)) == 1:
        return "whole"
    if ticket.reassignments is None:
        return "unknown"
    return "counted" if count > 1 else "whole"


def compare_routing(
    tickets: Sequence[Ticket],
    answers: Sequence[FieldPrediction],
    *,
    slices: Mapping[str, Sequence[str]],
    bootstrap: Bootstrap,
    intake: str | None = None,
) -> RoutingComparison | None:
    """Compare; None where no ticket tells whom a person gave it first.

    Args:
        answers: what Firstline says of the group of each ticket.
        slices: dimension → each ticket's name in it, such as its channel.
        intake: the desk's inbox where more tickets than these have shown it (`intake_group`); otherwise these are
            looked at.
    """
    tickets = settled_paths(tickets)
    found, left_out = assigned(tickets, answers)
    if not found:
        return None
    seen = _Outcomes.of(found)
    auto = np.array([one.is_auto for one in found], dtype=np.bool_)
    at_least = ends_only([tickets[one.row] for one in found])
    inbox = None if at_least else _intake(found, bootstrap, group=intake)
    return RoutingComparison(
        n=len(found),
        by_rule=left_out["by rule"],
        without_path=left_out["without path"],
        counted_only=sum(not one.groups for one in found),
        people=_share(seen.people),
        firstline=_share(seen.ours),
        comparison=compare_answers(seen.ours, seen.people, bootstrap=bootstrap),
        reassigned=_share(seen.now > 0),
        hops_now=bootstrap.mean(seen.now),
        hops_avoided=bootstrap.mean(seen.avoided),
        hops_avoided_auto=bootstrap.mean(np.where(auto, seen.avoided, 0.0)),
        auto_share=_share(auto),
        auto_precision=_share(seen.ours[auto]),
        intake=inbox,
        parts=_parts(found, seen, slices=slices, bootstrap=bootstrap, inbox=inbox.group if inbox else None),
        hops_at_least=at_least,
        by_people=by_people([tickets[one.row] for one in found]),
        first_by_rule=sum(tickets[one.row].set_by.get(_FIRST) == "rule" for one in found),
        first_by_person=sum(tickets[one.row].set_by.get(_FIRST) == "human" for one in found),
        unseen_inbox=_unseen_inbox(found, group=intake) if at_least else None,
        human=_human(found, tickets),
    )


def _human(found: Sequence[Assigned], tickets: Sequence[Ticket]) -> HumanChoice | None:
    return human_choice(
        [tickets[one.row] for one in found],
        first=[one.groups[0] if one.groups else "" for one in found],
        truths=[one.truth for one in found],
        suggestions=[one.suggestion for one in found],
    )


def by_people(tickets: Sequence[Ticket]) -> bool:
    """Whether the export says of every ticket that a person chose its first group, or else the group at all."""
    return all((t.set_by.get(_FIRST) or t.set_by.get(GROUP_FIELD)) == "human" for t in tickets)


def intake_group(paths: Sequence[Sequence[str]]) -> str | None:
    """The group where at least a quarter of the tickets begin and half of those do not stay, if there is one.

    Args:
        paths: the groups that had each ticket, in order; empty ones tell nothing.
    """
    begun = Counter(groups[0] for groups in paths if groups)
    if not begun:
        return None
    group, begins = begun.most_common(1)[0]
    moves_on = sum(groups[0] == group and len(groups) > 1 for groups in paths if groups)
    few = begins < max(_FEWEST_AT_INTAKE, _INTAKE_SHARE * begun.total())
    return None if few or moves_on < _INTAKE_MOVES_ON * begins else group


def _intake(found: Sequence[Assigned], bootstrap: Bootstrap, *, group: str | None) -> IntakeReading | None:
    """The figures past the inbox, where there is one and a ticket began in it.

    Tickets that left it are left out where nothing tells which group was next.
    """
    inbox = _inbox(found, group)
    if inbox is None:
        return None
    group, share, moves_on = inbox
    past = _Outcomes.of(_past(found, group))
    return IntakeReading(
        group=group,
        share=share,
        moves_on=moves_on,
        people=_share(past.people),
        comparison=compare_answers(past.ours, past.people, bootstrap=bootstrap),
        hops_now=bootstrap.mean(past.now),
        hops_avoided=bootstrap.mean(past.avoided),
    )


def _unseen_inbox(found: Sequence[Assigned], *, group: str | None) -> UnseenInbox | None:
    inbox = _inbox(found, group)
    if inbox is None:
        return None
    elsewhere = _Outcomes.of([one for one in found if one.groups and one.groups[0] != inbox[0]])
    return UnseenInbox(
        group=inbox[0],
        share=inbox[1],
        moves_on=inbox[2],
        n=len(elsewhere.people),
        people=_share(elsewhere.people),
        firstline=_share(elsewhere.ours),
    )


def _inbox(found: Sequence[Assigned], group: str | None) -> tuple[str, Estimate, Estimate] | None:
    """The inbox, the share of tickets that begin in it, and the share of those that go on; None where none begins."""
    with_path = [one for one in found if one.groups]
    group = group or intake_group([one.groups for one in with_path])
    begun = [one for one in with_path if one.groups[0] == group]
    if group is None or not begun:
        return None
    moves_on = sum(len(one.groups) > 1 for one in begun)
    return group, wilson(len(begun), len(with_path)), wilson(moves_on, len(begun))


def _past(found: Iterable[Assigned], group: str) -> list[Assigned]:
    """The tickets without the inbox, those left out of which nobody knows the group after it."""
    known = (one for one in found if not (one.between == "unknown" and one.groups[0] == group))
    return [_without_intake(one, group) for one in known]


def _without_intake(one: Assigned, group: str) -> Assigned:
    if len(one.groups) < 2 or one.groups[0] != group:
        return one
    known = one.groups[1:] if one.between == "whole" else ()
    return Assigned(one.row, one.truth, known, one.hops - 1, one.suggestion, one.is_auto)


def _parts(
    found: Sequence[Assigned],
    seen: _Outcomes,
    *,
    slices: Mapping[str, Sequence[str]],
    bootstrap: Bootstrap,
    inbox: str | None,
) -> tuple[RoutingPart, ...]:
    parts = []
    for dimension, names in slices.items():
        own = np.array([names[one.row] for one in found])
        for name, count in Counter(own.tolist()).most_common():
            member = own == name
            past = _past((found[row] for row in np.flatnonzero(member).tolist()), inbox) if inbox else ()
            parts.append(
                RoutingPart(
                    dimension=dimension,
                    name=str(name),
                    n=count,
                    people=_share(seen.people[member]),
                    firstline=_share(seen.ours[member]),
                    hops_now=bootstrap.mean(seen.now[member]),
                    past_inbox=_share(_Outcomes.of(past).people) if inbox else None,
                )
            )
    return tuple(parts)


def _share(flags: Flags) -> Estimate:
    return wilson(int(flags.sum()), len(flags))
