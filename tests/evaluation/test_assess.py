"""The assessment of a desk."""

import pytest

from firstline.datasets.config import Config, FieldConfig
from firstline.datasets.ticket import Ticket
from firstline.evaluation.assess import settled
from firstline.evaluation.assessment import Assessment
from firstline.evaluation.savings import Costs
from firstline.models.bundle import Bundle
from tests.evaluation.assessed_desk import assessed, desk_of


def test_the_later_fifth_judges_people_and_firstline_alike(assessment: Assessment) -> None:
    assert assessment.judged is not None
    assert (assessment.judged.kind, assessment.judged.trained, assessment.judged.judged) == ("time", 240, 60)
    assert assessment.evaluation is not None
    routing = assessment.evaluation.routing
    assert routing is not None
    assert (routing.n, routing.people.value, routing.firstline.value) == (60, 0.5, 1.0)
    assert routing.hops_avoided.value == 0.5
    assert {part.name for part in routing.parts if part.dimension == "channel"} == {"mail", "chat"}


def test_everything_the_export_allows_is_there(assessment: Assessment) -> None:
    assert assessment.urgent is not None
    assert assessment.coverage is not None
    assert assessment.coverage.linked is not None
    assert assessment.hops is not None
    assert {one.field for one in assessment.second_message} == {"category", "priority", "skill_group"}
    assert {label.field for label in assessment.labels} == {"category", "priority", "skill_group"}


def test_without_groups_nothing_is_said_of_people(routing_bundle: Bundle) -> None:
    found = assessed(routing_bundle, desk_of(90, group_history=(), skill_group=None))
    assert found.evaluation is not None
    assert found.evaluation.routing is None
    assert found.hops is None


def test_without_dates_the_split_is_random_and_says_so(routing_bundle: Bundle) -> None:
    found = assessed(routing_bundle, desk_of(90, created_at=None))
    assert found.judged is not None
    assert (found.judged.kind, found.source.undated) == ("random", 90)


def test_without_text_only_hops_are_measured(routing_bundle: Bundle) -> None:
    found = assessed(routing_bundle, desk_of(90, body="", messages=()))
    assert found.no_model == "the tickets have no text"
    assert found.evaluation is None
    assert found.themes == ()
    assert found.hops is not None
    assert found.hops.reassigned.value == 0.5


@pytest.mark.parametrize(
    ("count", "more", "reason"),
    [(30, {}, "only 30 tickets"), (90, {"category": None, "priority": None, "skill_group": None, "group_history": ()},
                                   "nothing to learn: no category")],
)  # fmt: skip
def test_too_little_is_said_and_no_error(
    routing_bundle: Bundle, count: int, more: dict[str, object], reason: str
) -> None:
    found = assessed(routing_bundle, desk_of(count, **more))
    assert str(found.no_model).startswith(reason)


def test_minutes_are_there_only_where_the_desk_states_them(routing_bundle: Bundle, assessment: Assessment) -> None:
    assert assessment.savings is None
    stated = assessed(routing_bundle, desk_of(90), costs=Costs(minutes_per_hop=10)).savings
    assert stated is not None
    assert stated.minutes.value == pytest.approx(500)


def test_renamed_values_are_renamed_in_the_path_too() -> None:
    config = Config(fields={"skill_group": FieldConfig(rename={"Old": "New"})})
    (found,) = settled([Ticket(skill_group="Old", group_history=("A", "Old"))], config)
    assert (found.skill_group, found.group_history) == ("New", ("A", "New"))


def test_the_last_group_of_the_path_resolved_a_ticket_that_names_no_other() -> None:
    (found,) = settled([Ticket(group_history=("A", "B"))], Config())
    assert found.skill_group == "B"


def test_a_retired_group_is_not_put_back_by_a_history_and_a_rename_makes_paths_of_one_kind() -> None:
    retired = Config.model_validate({"fields": {"skill_group": {"retired": ["Old"]}}})
    (found,) = settled([Ticket(skill_group="Old", group_history=("A", "Old"))], retired)
    assert found.skill_group is None
    numbered = [Ticket(group_history=("AB"[n % 2],), skill_group=str(n % 2)) for n in range(12)]
    assert not any(ticket.group_history for ticket in settled(numbered, Config()))
    names = Config.model_validate({"fields": {"skill_group": {"rename": {"0": "A", "1": "B"}}}})
    assert [ticket.group_history for ticket in settled(numbered, names)] == [("A",), ("B",)] * 6


def test_no_address_stands_in_a_question(routing_bundle: Bundle) -> None:
    found = assessed(routing_bundle, desk_of(60), doubts=("Owner holds kim@desk.example.com: is it the group?",))
    assert found.doubts == ("Owner holds <email>: is it the group?",)


def test_tickets_that_stayed_where_only_moves_are_written_down_are_right_at_first(routing_bundle: Bundle) -> None:
    tickets = desk_of(300)
    moved = [t.model_copy(update={"group_history": ("elsewhere",)}) for t in tickets[::2]]
    stayed = [t.model_copy(update={"group_history": ()}) for t in tickets[1::2]]
    both = [ticket for pair in zip(moved, stayed, strict=True) for ticket in pair]
    found = assessed(routing_bundle, [t.model_copy(update={"reassignments": None}) for t in both])
    routing = found.evaluation.routing if found.evaluation else None
    assert routing is not None
    assert (routing.n, routing.people.value) == (60, 0.5)
    assert any("150 of 300 tickets say which groups had them, and each of these moved" in d for d in found.doubts)
