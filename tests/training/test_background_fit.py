"""Tests of the background fit: which industries' requests count as those of others."""

import numpy as np

from firstline.training.background_fit import Background, fit_background
from firstline.training.held_out import held_out_plan

ROWS, EACH, DIMENSION = 600, 15, 16
AWAY = {"a trade of the desk's own": 0.0, "customers who write much as ours do": 1.5} | dict.fromkeys(
    (f"another trade {number}" for number in range(18)), 4.0
)


def _kept() -> set[str]:
    """The industries that count for a desk whose requests lie around nought, spread by one in each direction."""
    generator = np.random.default_rng(0)
    own = generator.normal(size=(ROWS, DIMENSION)).astype(np.float32)
    industries = [name for name in AWAY for _ in range(EACH)]
    others = generator.normal(size=(len(industries), DIMENSION)).astype(np.float32)
    others[:, 0] += [AWAY[name] for name in industries]
    texts = [str(row) for row in range(len(industries))]
    excerpted = np.arange(0, ROWS, 3)
    plan = held_out_plan([str(row) for row in range(ROWS)], [None] * ROWS, seed=0)
    fit = fit_background(own, Background(texts, others, industries, own[excerpted], excerpted), plan)
    assert fit is not None
    return {name for name, kept in zip(industries, fit.kept, strict=True) if kept}


def test_an_industry_that_is_the_desks_own_is_left_out_and_one_that_only_resembles_it_counts() -> None:
    assert set(AWAY) - _kept() == {"a trade of the desk's own"}
