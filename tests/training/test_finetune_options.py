"""Tests of the fine-tuning options."""

import pytest

from firstline.datasets.errors import InputError
from firstline.training.finetune_options import DEFAULT_BUDGET, FinetuneOptions


@pytest.mark.parametrize(("budget", "seconds"), [("30m", 1_800), ("90s", 90), ("1.5h", 5_400), (DEFAULT_BUDGET, 1_800)])
def test_a_time_budget_is_a_number_with_its_unit(budget: str, seconds: float) -> None:
    assert FinetuneOptions.within(budget).seconds == seconds


@pytest.mark.parametrize("budget", ["", "30", "m", "-5m", "5 weeks", "10s", "1e3m"])
def test_anything_else_is_refused_with_an_example(budget: str) -> None:
    with pytest.raises(InputError, match="such as 30m"):
        FinetuneOptions.within(budget)
