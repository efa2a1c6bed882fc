"""Value shifts."""

from firstline.datasets.ticket import Ticket
from firstline.evaluation.value_shift import value_shift


def some(**counts: int) -> list[Ticket]:
    return [Ticket(category=value) for value, count in counts.items() for _ in range(count)]


def test_the_value_whose_share_moved_most_is_named() -> None:
    found = value_shift("category", some(mail=400, access=300, other=300), some(mail=20, access=50, other=30))
    assert found is not None
    assert (found.field, found.value, found.has_grown) == ("category", "access", True)
    assert (found.before.value, found.after.value) == (0.3, 0.5)
    lost = value_shift("category", some(mail=900, access=100), some(mail=90, access=10, new=100))
    assert lost is not None
    assert (lost.value, lost.before.value) == ("new", 0.0)


def test_what_may_be_chance_or_is_small_is_no_shift() -> None:
    assert value_shift("category", some(mail=52, access=48), some(mail=41, access=59)) is None
    assert value_shift("category", some(mail=50_000, access=50_000), some(mail=47_000, access=53_000)) is None
    assert value_shift("category", some(mail=900, access=100), some(mail=10, access=30)) is None
    assert value_shift("category", [Ticket()] * 100, some(mail=100)) is None
