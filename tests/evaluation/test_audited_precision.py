"""How often `auto` was right where people decided."""

from firstline.evaluation.audited_precision import AuditedAnswer, audited_precision
from firstline.evaluation.estimate import wilson


def test_precision_is_of_what_was_decided_for_the_field_and_for_each_value() -> None:
    answers = [
        *[AuditedAnswer("category", "card", "card")] * 3,
        AuditedAnswer("category", "card", "rate"),
        AuditedAnswer("category", "card", None),
        AuditedAnswer("category", "rate", "rate", accepted=True),
    ]
    whole, card, rate = audited_precision(answers)
    assert (whole.value, whole.decided, whole.right, whole.undecided, whole.accepted) == (None, 5, 4, 1, 1)
    assert whole.precision == wilson(4, 5)
    assert (card.value, card.decided, card.right, card.undecided) == ("card", 4, 3, 1)
    assert (rate.value, rate.precision) == ("rate", wilson(1, 1))


def test_what_nobody_decided_has_no_precision() -> None:
    whole, _ = audited_precision([AuditedAnswer("category", "card", None)])
    assert (whole.decided, whole.precision.is_defined) == (0, False)
    assert audited_precision([]) == ()
