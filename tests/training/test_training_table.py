"""Tests of the training table."""

import pytest

from firstline.datasets.config import Config, FieldConfig, TrainingConfig
from firstline.datasets.errors import InputError
from firstline.training.training_table import TrainingTable, usable_labels
from tests.training.small_desk import changed, few


def _table(*, config: Config | None = None, **options: object) -> TrainingTable:
    tickets = options.pop("tickets", few(70))
    return TrainingTable.of(tickets, config or Config(), ["category"], descriptions={}, one_fold=True, **options)  # type: ignore[arg-type]


def test_tickets_are_judged_once_and_by_models_that_have_not_read_them() -> None:
    (fold,) = _table().plan.folds
    assert not set(fold.learn) & set(fold.judge)
    assert max(fold.judge) < 70


def test_what_is_learned_begins_with_the_tickets() -> None:
    table = _table(tickets=few(20))
    assert table.learned_texts[:20] == table.texts
    assert len(table.learned_texts) == 20 + 3
    assert table.summary().tickets == 20


def test_strangers_leave_the_table() -> None:
    config = Config(training=TrainingConfig(out_of_scope=("printer",)))
    table = _table(config=config)
    assert len(table.tickets) + len(table.strangers) == 70
    assert "printer" not in table.labels["category"]


def test_so_do_tickets_whose_column_says_that_they_came_to_the_wrong_place() -> None:
    own, misdirected = few(20), changed(few(3), id="S", out_of_scope=True)
    table = _table(tickets=[*own, *misdirected])
    assert len(table.tickets) == 20
    assert list(table.strangers) == list(table.texts[:3])
    assert not _table(tickets=changed(few(20), out_of_scope="no")).strangers


def test_a_mark_that_no_ticket_has_is_refused() -> None:
    config = Config(training=TrainingConfig(out_of_scope=("misdirceted",)))
    with pytest.raises(InputError, match="no ticket has misdirceted as its category"):
        _table(config=config)


def test_labels_of_which_none_counts_are_told_with_the_reason() -> None:
    listed = Config(fields={"category": FieldConfig(values=("tea", "coffee"))})
    with pytest.raises(InputError, match=r"of its values \(.*printer.*\) none is among those of \[fields.category\]"):
        _table(config=listed)
    with pytest.raises(InputError, match=r"it holds lists; write multiple = true under \[fields.tags\]"):
        usable_labels(changed(few(20), tags=["a"]), Config(), ["tags"])
    with pytest.raises(InputError, match="the column is missing, empty or machine-set"):
        usable_labels(few(20), Config(), ["tags"])


def test_a_table_without_words_is_refused() -> None:
    with pytest.raises(InputError, match="no ticket's text"):
        _table(tickets=changed(few(20), body="?"))
