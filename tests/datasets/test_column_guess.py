"""Columns are guessed by their names, and by what stands in them."""

from firstline.datasets.column_guess import guess_columns
from firstline.datasets.column_profile import ColumnProfile

TEXTS = [f"The {thing} of the third floor does not start any more since Monday, please help." for thing in "abcdef"]


def guessed(**columns):
    profiles = [ColumnProfile.of(name, cells, rows=6) for name, cells in columns.items()]
    return {guess.theirs: (guess.ours, guess.certainty) for guess in guess_columns(profiles, {}) if guess.ours}


def test_columns_that_say_nothing_are_known_by_their_cells():
    found = guessed(
        a=["11", "12", "13", "14", "15", "16"],
        b=["03.01.2026 10:00"] * 6,
        c=TEXTS,
        d=["Broken lamp 1", "Wet cellar door", "No heating here", "Lost both keys", "Noise at night", "Lift stuck"],
        e=["niedrig", "hoch", "hoch", "niedrig", "hoch", "hoch"],
        f=["lift", "lamp", "door", "lift", "lamp", "door"],
        g=["de", "en", "de", "de", "de", "de"],
        h=["a@x.example", "b@x.example", "c@x.example", "d@x.example", "e@x.example", "f@x.example"],
    )
    assert found == {
        "a": ("id", "guess"),
        "b": ("created_at", "guess"),
        "c": ("body", "guess"),
        "d": ("subject", "guess"),
        "e": ("priority", "likely"),
        "f": ("category", "guess"),
        "g": ("language", "likely"),
        "h": ("requester_id", "guess"),
    }


def test_a_name_counts_only_when_the_cells_fit_it():
    found = guessed(description=TEXTS, created=["yes", "no", "yes", "no", "yes", "no"], priority_id=["1", "2"] * 3)
    assert found["description"] == ("body", "likely")
    assert "created" not in found or found["created"][0] != "created_at"


def test_what_was_written_after_the_request_is_never_taken_for_it():
    found = guessed(agent_answer=TEXTS, kb_question=TEXTS, notes=TEXTS)
    assert {ours for ours, _ in found.values()}.isdisjoint({"body", "subject"})


def test_our_own_name_wins_unless_it_says_the_same_everywhere():
    found = guessed(ticket_type=["1", "2"] * 3, category=["3", "4"] * 3, text=TEXTS)
    assert found["category"] == ("category", "sure")
    found = guessed(ticket_type=["1", "2"] * 3, category=["3"] * 6, text=TEXTS)
    assert found["ticket_type"] == ("category", "sure")


def test_of_two_with_one_meaning_words_win_over_numbers():
    found = guessed(**{"priority_id": ["1", "2"] * 3, "Ticket priority": ["low", "high"] * 3, "text": TEXTS})
    assert found["Ticket priority"][0] == "priority"
