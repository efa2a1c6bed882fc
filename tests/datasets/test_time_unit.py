"""Times that were spent, of which nothing says in what."""

from firstline.datasets.column_profile import ColumnProfile
from firstline.datasets.time_unit import look_like_hours, named_unit, spent_without_unit


def profile(name, *values):
    return ColumnProfile.of(name, list(values) * 10, rows=10 * len(values))


def test_a_bare_number_of_effort_has_no_unit():
    assert spent_without_unit(profile("Трудозатраты", "1,70", "2,00"))
    assert not spent_without_unit(profile("Time spent minutes", "17", "20"))
    assert not spent_without_unit(profile("Bestede tijd", "0:30", "1:10"))
    assert not spent_without_unit(profile("Impact", "1", "2"))


def test_fractions_of_less_than_a_day_look_like_hours():
    assert look_like_hours(profile("Effort", "1,70", "0.25", "3.5"))
    assert not look_like_hours(profile("Effort", "15", "30", "45"))
    assert not look_like_hours(profile("Effort", "90.5", "12.5"))
    assert not look_like_hours(profile("Effort", "1.5", "short"))


def test_the_last_word_of_a_name_tells_the_unit():
    assert named_unit("Трудозатраты, ч") == "handle_hours"
    assert named_unit("Time spent (hours)") == "handle_hours"
    assert named_unit("Handle time sec") == "handle_seconds"
    assert named_unit("Time spent minutes") is None
    assert named_unit("Time spent") is None
    assert named_unit("#") is None
    assert not spent_without_unit(profile("Трудозатраты, ч", "1,70", "2,00"))
