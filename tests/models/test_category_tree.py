"""Tests of the category tree."""

import numpy as np
import pytest

from firstline.models.category_tree import Branch, BranchRules, parents_first, pruned_fields

PARENTS, CHILDREN = ("email", "web", "phone"), ("setup", "bounce", "down")
RULES = BranchRules(parent="category", children={"email": ("setup", "bounce"), "web": ("down",)}, open=False)


def _branch(*, leaves_open: bool = False) -> Branch:
    return Branch.of(RULES.model_copy(update={"open": leaves_open}), parent_values=PARENTS, values=CHILDREN)


def test_only_what_the_parents_likeliest_value_leaves_is_kept_with_its_own_probability() -> None:
    child = np.array([[0.2, 0.1, 0.7], [0.2, 0.1, 0.7]])
    parent = np.array([[0.6, 0.4, 0.0], [0.3, 0.7, 0.0]])
    assert _branch().pruned(child, parent).tolist() == [[0.2, 0.1, 0.0], [0.0, 0.0, 0.7]]


@pytest.mark.parametrize(("leaves_open", "left"), [(False, 0), (True, 3)])
def test_a_value_of_the_parent_without_children_leaves_nothing_unless_it_was_only_never_seen(
    leaves_open: bool,
    left: int,
) -> None:
    pruned = _branch(leaves_open=leaves_open).pruned(np.full((1, 3), 1 / 3), np.array([[0.1, 0.1, 0.8]]))
    assert int((pruned > 0).sum()) == left


def test_a_grandchild_follows_a_child_that_was_pruned_itself() -> None:
    lower = BranchRules(parent="child", children={"setup": ("a",), "down": ("b",)}, open=False)
    tree = {"grandchild": Branch.of(lower, parent_values=CHILDREN, values=("a", "b")), "child": _branch()}
    said = {
        "grandchild": np.array([[0.1, 0.9]]),
        "child": np.array([[0.3, 0.1, 0.6]]),
        "category": np.array([[0.9, 0.1, 0.0]]),
    }
    assert pruned_fields(said, tree)["grandchild"].tolist() == [[0.1, 0.0]]


def test_fields_that_are_each_others_parents_are_named() -> None:
    assert tuple(parents_first(("c", "b", "a"), {"c": "b", "b": "a"})) == ("a", "b", "c")
    with pytest.raises(ValueError, match=r"^a$"):
        tuple(parents_first(("a", "b"), {"a": "b", "b": "a"}))
