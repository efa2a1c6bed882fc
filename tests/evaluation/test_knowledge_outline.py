"""The outline of an article that is missing."""

from firstline.evaluation.knowledge_outline import outline
from tests.evaluation.knowledge_desk import ticket

ASKED = ["the calendar of my room is lost"]


def test_the_sentences_that_several_answers_share_and_that_are_on_the_subject_come_first() -> None:
    answers = (
        "Open the calendar settings and share the room again. Have a nice weekend with your family.",
        "I asked Bob. Please open the calendar settings, then share the room again.",
        "Lunch was great today, thanks. The calendar settings were reset.",
    )
    found = outline([ticket(n, resolution=text) for n, text in enumerate(answers)], ASKED, limit=2)
    assert found.resolved == 3
    assert len(found.sentences) == 2
    assert all("calendar settings" in sentence for sentence in found.sentences)


def test_the_same_sentence_is_said_once() -> None:
    found = outline([ticket(n, resolution="Share the room once again.") for n in range(3)], ASKED)
    assert found.sentences == ("Share the room once again.",)


def test_a_public_answer_stands_in_for_a_note_and_persons_are_taken_out() -> None:
    messages = [
        {
            "author": "agent",
            "public": True,
            "text": "Dear Ann,\nplease write to bob@example.com about your lost calendar.",
        }
    ]
    found = outline([ticket(1, messages=messages)], ASKED)
    assert found.sentences == ("please write to <email> about your lost calendar.",)
    assert "calendar" not in repr(found)


def test_tickets_that_do_not_tell_how_they_ended_give_nothing() -> None:
    assert outline([ticket(1), ticket(2, resolution="ok")], ASKED).sentences == ()
    assert outline([], []).resolved == 0
