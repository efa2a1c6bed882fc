"""Tests of the described rows."""

import numpy as np

from firstline.training.described_rows import DescribedRows
from firstline.training.held_out import Fold, HeldOutPlan

FEW = {"category": ("paper_jam", "lost_password", None)}


def test_few_examples_get_their_values_names() -> None:
    rows = DescribedRows.of(FEW, {})
    assert rows.texts == ("lost password", "paper jam")
    assert rows.values == ("lost_password", "paper_jam")


def test_many_examples_need_none() -> None:
    assert not len(DescribedRows.of({"category": ("paper_jam", "lost_password") * 21}, {}))


def test_a_name_without_words_leaves_all_of_its_field_out() -> None:
    assert not len(DescribedRows.of({"category": ("paper_jam", "G-17")}, {}))


def test_a_given_description_goes_before_the_name() -> None:
    rows = DescribedRows.of(FEW, {"category": {"paper_jam": "the printer has swallowed a page"}})
    assert rows.texts == ("the printer has swallowed a page",)


def test_the_labels_of_other_fields_stay_empty_there() -> None:
    labels = {**FEW, "priority": ("high", "high", "high")}
    beside = DescribedRows.of(labels, {}).beside(labels)
    assert beside["category"] == ("paper_jam", "lost_password", None, "lost_password", "paper_jam")
    assert beside["priority"] == ("high", "high", "high", None, None)


def test_every_fold_learns_from_them_and_none_judges_them() -> None:
    plan = HeldOutPlan((Fold(np.array([0, 1]), np.array([2])),), "so")
    (fold,) = DescribedRows.of(FEW, {}).learned_in(plan, 3).folds
    assert (fold.learn.tolist(), fold.judge.tolist()) == ([0, 1, 3, 4], [2])


def test_request_kinds_that_sound_alike_everywhere_are_learned_where_the_desk_knows_them() -> None:
    rows = DescribedRows.of({"request_kind": ("chaser", "billing") * 30}, {})
    assert set(rows.values) == {"chaser"}
    assert len(rows) >= 40
    assert not len(DescribedRows.of({"category": ("chaser", "incident") * 30}, {}))
