"""Which version served when, and which one to go back to."""

from datetime import UTC, datetime, timedelta

from firstline.models.champion_history import Action, ChampionChange, champion_at, former_champion, in_order

START = datetime(2026, 1, 1, tzinfo=UTC)


def change(day: int, version: int | None, action: Action = "promoted") -> ChampionChange:
    return ChampionChange(at=START + timedelta(days=day), action=action, version=version, former=None)


def test_the_champion_of_a_day_is_the_last_one_promoted_by_then() -> None:
    changes = in_order([change(10, 2), change(0, 1)])
    days = (-1, 0, 9, 10, 99)
    assert [champion_at(changes, START + timedelta(days=day)) for day in days] == [None, 1, 1, 2, 2]


def test_a_rollback_returns_to_the_one_before_and_a_second_one_goes_a_step_further() -> None:
    changes = [change(0, 1), change(1, 2), change(2, 3)]
    assert former_champion(changes) == 2
    changes.append(change(3, 2, "rolled back"))
    assert former_champion(changes) == 1
    changes.append(change(4, 1, "rolled back"))
    assert former_champion(changes) is None


def test_a_version_promoted_after_a_rollback_goes_back_to_where_the_rollback_led() -> None:
    changes = [change(0, 1), change(1, 2), change(2, 1, "rolled back"), change(3, 4)]
    assert former_champion(changes) == 1


def test_the_first_champion_and_none_have_nothing_before_them() -> None:
    assert former_champion([]) is None
    assert former_champion([change(0, 1), change(1, 1)]) is None


def test_a_change_that_was_found_counts_as_any_other() -> None:
    changes = [change(0, 1), change(1, 5, "found"), change(2, 6)]
    assert former_champion(changes) == 5
    assert former_champion([change(0, 1), change(1, None, "found"), change(2, 6)]) == 1
