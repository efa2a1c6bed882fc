"""Tests of the fine-tuning recipe."""

from firstline.training.finetune_recipe import recipe_for


def test_few_tickets_are_read_more_often_and_very_many_less() -> None:
    few, usual, many = (recipe_for(rows).epochs for rows in (300, 8_000, 40_000))
    assert few > usual > many


def test_even_one_ticket_has_a_recipe_that_ends() -> None:
    assert recipe_for(1).epochs <= 40
