"""What two columns of the same tickets say of each other."""

from firstline.datasets.related_columns import is_filled_on_moves, is_one_to_one, is_within

PEOPLE = [f"p{number % 12}" for number in range(48)]
FIRMS = [f"f{number % 12 % 3}" for number in range(48)]


def test_people_belong_to_companies_and_not_the_other_way_round():
    assert is_within(PEOPLE, FIRMS)
    assert not is_within(FIRMS, PEOPLE)
    assert not is_within(PEOPLE, [f"f{number % 5}" for number in range(48)])


def test_values_that_never_come_again_belong_to_nothing():
    assert not is_within([str(number) for number in range(48)], FIRMS)


def test_a_name_for_every_address_tells_the_same_apart():
    people = [f"p{number % 24}" for number in range(48)]
    assert is_one_to_one(people, [f"name of {person}" for person in people])
    assert not is_one_to_one(people, FIRMS)


def test_a_column_that_is_empty_unless_a_ticket_moved_is_known_by_never_naming_the_last_group():
    last = ["A", "B"] * 30
    assert is_filled_on_moves([("B" if group == "A" else None) for group in last], last)
    assert not is_filled_on_moves(["A"] * 60, last)
    assert not is_filled_on_moves(["C"] * 60, last)
