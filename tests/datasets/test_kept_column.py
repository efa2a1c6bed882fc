"""Lists of a desk's own stay; people, amounts and times do not."""

from firstline.datasets.column_guess import ColumnGuess
from firstline.datasets.column_profile import ColumnProfile
from firstline.datasets.kept_column import kept_columns


def kept(**columns):
    guesses = [
        ColumnGuess(ColumnProfile.of(name.replace("_", " "), list(values) * 12, rows=12 * len(values)))
        for name, values in columns.items()
    ]
    return [profile.name for profile in kept_columns(guesses)]


def test_lists_of_words_and_of_codes_stay():
    assert kept(Impact=("1", "2", "3"), Campus=("North", "South")) == ["Impact", "Campus"]


def test_amounts_and_times_are_no_lists():
    assert kept(Kosten=("0,50", "17,50", "3,00"), Трудозатраты=("1,70", "2,00")) == []
    assert kept(resolution_time_in_secs=("60", "120"), Steps=tuple(map(str, range(30)))) == []


def test_people_are_known_by_the_values_of_others():
    people = ("Anna Test", "Oleg Sample", "Ivan Muster")
    assert kept(Автор=people, Последнее_изменение=people) == []
    assert kept(Автор=people, Reviewed=people) == []
    assert kept(Campus=("North Hall", "South Hall")) == ["Campus"]
