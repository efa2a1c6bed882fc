"""What is said of a field respects what people decided."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from firstline.datasets.ticket import Ticket
from firstline.models.prediction import Candidate, FieldPrediction, Tier
from firstline.serving.field_answer import field_answer, set_by_a_person

_VALUES = ("a", "b", "c", "d")


def _prediction(tier: Tier = "auto") -> FieldPrediction:
    rest = (Candidate("b", 0.2), Candidate("c", 0.1), Candidate("d", 0.1))
    return FieldPrediction("a", 0.6, tier, 0.5, rest)


@given(
    tier=st.sampled_from(["auto", "best", "suggest", "abstain"]),
    current=st.none() | st.sampled_from(_VALUES),
    excluded=st.sets(st.sampled_from(_VALUES)),
)
def test_auto_neither_contradicts_a_person_nor_follows_an_exclusion(
    tier: Tier, current: str | None, excluded: set[str]
) -> None:
    said = field_answer(_prediction(tier), current=current, excluded=excluded)
    named = [said["value"], *(other["value"] for other in said["alternatives"])]
    assert not excluded & set(named)
    if said["tier"] == "auto":
        assert not excluded
        assert current in (None, said["value"])
    if tier == "abstain":
        assert said["tier"] == "abstain", "an exclusion is no evidence"
    confidences = [said["confidence"], *(other["confidence"] for other in said["alternatives"])]
    assert confidences == sorted(confidences, reverse=True)
    measured = {"a": 0.6, "b": 0.2, "c": 0.1, "d": 0.1}
    assert confidences == [measured[value] if value else 0.0 for value in named], "an exclusion makes nothing likelier"
    assert said["threshold"] == (0.5 if said["value"] == "a" else None)


def test_what_comes_next_under_another_parent_is_told_unless_it_was_excluded() -> None:
    said = replace(_prediction(), elsewhere=("x", "y", "z"))
    assert field_answer(said, current=None)["elsewhere"] == ["x", "y", "z"]
    assert field_answer(said, current=None, excluded={"y"})["elsewhere"] == ["x", "z"]
    assert "elsewhere" not in field_answer(_prediction(), current=None)


def test_only_a_person_sets_a_current_value() -> None:
    def value(by: str | None) -> bool:
        ticket = Ticket.model_validate({"body": "x", "category": "a", **({"set_by": {"category": by}} if by else {})})
        return set_by_a_person(ticket, "category")

    assert [value(None), value("human"), value("machine"), value("rule")] == [True, True, False, False]
