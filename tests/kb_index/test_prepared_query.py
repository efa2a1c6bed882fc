"""A prepared query finds what a search with the text finds, whatever changed in between."""

from firstline.datasets.article import Article
from firstline.datasets.ticket import Ticket
from firstline.kb_index.state import State
from firstline.models.onnx_encoder import OnnxEncoder

_TEXT = "the printer on the third floor does not print"


def _tickets(*numbers: int) -> list[Ticket]:
    return [Ticket(id=str(number), body=f"printer {number} does not print any more") for number in numbers]


def test_it_finds_what_the_text_finds(state: State, encoder: OnnxEncoder) -> None:
    state.tickets.put(_tickets(*range(12)))
    state.articles.put([Article(id="a", title="Printers", body="Switch it on.", language="en")])
    vector = encoder.encode([_TEXT])[0]
    prepared = state.tickets.prepare(_TEXT)
    assert state.tickets.search(prepared, vector, top_k=5) == state.tickets.search(_TEXT, vector, top_k=5)
    spoken = state.articles.prepare(_TEXT, language="en")
    assert state.articles.search(spoken, vector, top_k=1) == state.articles.search(
        _TEXT, vector, top_k=1, language="en"
    )


def test_rows_that_came_after_it_was_prepared_are_found(state: State, encoder: OnnxEncoder) -> None:
    state.tickets.put(_tickets(1, 2))
    vector = encoder.encode([_TEXT])[0]
    prepared = state.tickets.prepare(_TEXT)
    state.tickets.put([Ticket(id="same", body=_TEXT)])
    assert state.tickets.search(prepared, vector, top_k=1)[0].ticket_id == "same"


def test_rows_that_were_renumbered_since_are_not_mixed_up(state: State, encoder: OnnxEncoder) -> None:
    state.tickets.put([*_tickets(1, 2, 3), Ticket(id="same", body=_TEXT)])
    vector = encoder.encode([_TEXT])[0]
    prepared = state.tickets.prepare(_TEXT)
    state.tickets.delete("1")
    state.tickets.optimise()
    found = state.tickets.search(prepared, vector, top_k=4)
    assert [hit.ticket_id for hit in found] == [hit.ticket_id for hit in state.tickets.search(_TEXT, vector, top_k=4)]
    assert found[0].ticket_id == "same"


def test_its_repr_shows_no_text(state: State) -> None:
    assert "printer" not in repr(state.tickets.prepare(_TEXT))
