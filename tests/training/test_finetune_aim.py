"""Tests of the aims of fine-tuning."""

from firstline.training.finetune_aim import UNLABELLED, FieldAim


def test_values_are_numbered_in_the_order_that_heads_use() -> None:
    aim = FieldAim.of("category", ["mail", None, "disk", "mail"])
    assert (aim.targets.tolist(), aim.count) == ([1, UNLABELLED, 0, 1], 2)
