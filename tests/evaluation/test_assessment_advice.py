"""The assessment's advice."""

from firstline.evaluation.assessment_advice import cannot_say, first_steps, more_tickets, quality
from firstline.models.bundle import Bundle
from tests.evaluation.assessed_desk import assessed, desk_of


def test_what_the_export_does_not_hold_is_named(routing_bundle: Bundle) -> None:
    found = assessed(routing_bundle, desk_of(90, group_history=(), skill_group=None, messages=(), created_at=None),
                     articles=())  # fmt: skip
    said = " ".join(cannot_say(found))
    for missing in (
        "group history",
        "which group had it first",
        "no conversations",
        "--articles",
        "duplicate_of",
        "no date",
    ):
        assert missing.split()[0] in said
        assert missing in said or missing == "no date"
    assert any("group_history" in step for step in first_steps(found))


def test_a_leak_is_what_to_mend_first(routing_bundle: Bundle) -> None:
    leaking = "Fuser unit of the device replaced and driver updated by the second line"
    tickets = [t.model_copy(update={"resolution": leaking, "body": f"{t.body}\n{leaking}"}) for t in desk_of(90)]
    found = assessed(routing_bundle, tickets)
    assert "the resolution" in first_steps(found)[0]
    assert "the resolution" in quality(found)[0]


def test_values_that_can_never_be_automated_are_named(routing_bundle: Bundle) -> None:
    assessment = assessed(routing_bundle, desk_of(90))
    assert any("59 later tickets" in line for line in more_tickets(assessment))


def test_equal_texts_with_different_values_are_something_to_agree_on(routing_bundle: Bundle) -> None:
    tickets = [t.model_copy(update={"body": f"{t.body} {n // 2}"}) for n, t in enumerate(desk_of(90))]
    pairs = [t.model_copy(update={"id": f"{t.id}b", "category": "billing"}) for t in tickets]
    found = assessed(routing_bundle, [*tickets, *pairs])
    assert any(step.startswith("Agree on what the values of category mean") for step in first_steps(found))
