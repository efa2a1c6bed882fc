"""Tests of the automation rows."""

from firstline.evaluation.automation import AutomatedShare, Automation, ValueAutomation
from firstline.evaluation.automation_rows import automation_table, evidence_words, telling_table
from firstline.models.auto_rule import AutoLimit

SHARES = (AutomatedShare(0.9, 100, 0.5, ("en",)), AutomatedShare(0.95, 0, 0.0, ()))


def test_each_value_is_a_row_and_the_last_one_is_of_all() -> None:
    carried = ValueAutomation("a", 200, 0.95, 0.875, ("en", "no"), SHARES, "")
    never = ValueAutomation("b", 0, 0.95, None, (), SHARES[::-1], "no case")
    table = automation_table(Automation(200, (carried, never), SHARES))
    assert table.columns == ("value", "given", "at 90 %", "at 95 %", "auto from", "in", "why not")
    assert table.rows == (
        ("a", "200", "50 % (100)", "none", "0.875", "en, no", "–"),
        ("b", "0", "none", "50 % (100)", "never", "–", "no case"),
        ("all values", "200", "50 % (100)", "none", "", "", ""),
    )


def test_how_many_right_answers_it_takes_is_told() -> None:
    assert evidence_words(AutoLimit(0.95, 30)).startswith("to be certain of 95 % takes 59 right answers")
    assert evidence_words(AutoLimit(0.8, 30)).startswith("30 right answers in one language, none wrong, are enough")
    assert "why not" not in automation_table(Automation(200, (), SHARES)).without("why not").columns


NOTHING = (AutomatedShare(0.9, 0, 0.0, ()), AutomatedShare(0.95, 0, 0.0, ()))


def _silent(value: str) -> ValueAutomation:
    return ValueAutomation(value, 12, 0.95, None, (), NOTHING, "10 of 11 right (ru); needs 59")


def test_values_that_are_automated_nowhere_are_one_sentence() -> None:
    table = telling_table(Automation(200, tuple(map(_silent, "abc")), NOTHING))
    assert table.rows == ()
    assert table.note.startswith("3 values could not be set without asking")
    assert "“a”: 10 of 11 right (ru); needs 59." in table.note


def test_rows_that_say_something_stay() -> None:
    carried = ValueAutomation("a", 200, 0.95, 0.875, ("en",), SHARES, "")
    table = telling_table(Automation(200, (carried, _silent("b")), SHARES))
    assert [row[0] for row in table.rows] == ["a", "all values"]
    assert table.note.startswith("1 other value could not be set without asking")
