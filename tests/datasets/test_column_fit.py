"""What a column is called counts only where what stands in it can be that."""

import pytest

from firstline.datasets.column_fit import fits, misleads
from firstline.datasets.column_profile import ColumnProfile


def profile(name, values):
    return ColumnProfile.of(name, values, rows=len(values))


def test_a_yes_or_no_is_no_status():
    assert misleads(profile("Overdue Status", ["false", "true"] * 20), "status")
    assert not misleads(profile("Request Status", ["Open", "Closed"] * 20), "status")


@pytest.mark.parametrize("name", ["Регламентное время закрытия", "Due time closed", "Предельное время закрытия"])
def test_a_time_that_is_aimed_at_is_not_when_it_happened(name):
    assert not fits(profile(name, [f"0{n}.02.2026 10:00" for n in range(1, 9)]), "closed_at")
