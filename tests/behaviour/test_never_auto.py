"""What the demo desk leaves to people stays with people, however sure the model is."""

from firstline.datasets.demo_desk import demo_tickets
from firstline.models.bundle import Bundle
from tests.behaviour.conftest import Ask

_LEFT_TO_PEOPLE = {
    "category": "security_abuse",
    "subcategory": "refund_cancellation",
    "skill_group": "abuse_team",
}


def test_security_abuse_and_cancellations_are_never_automatic(demo_bundle: Bundle, ask: Ask) -> None:
    for field, value in _LEFT_TO_PEOPLE.items():
        policy = demo_bundle.policies[field]
        assert (policy.never_auto, value in policy.auto) == ((value,), False)
        bodies = [ticket.body for ticket in demo_tickets().tickets if ticket.label(field) == value and ticket.body]
        said = [found.fields[field] for found in ask(bodies)]
        known = [answer for answer in said if answer.value == value]
        assert len(known) > len(said) / 2, "these tickets were learned"
        assert {(answer.tier == "auto", answer.threshold) for answer in known} == {(False, None)}
