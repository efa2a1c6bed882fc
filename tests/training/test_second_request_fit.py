"""Tests of the second-request fit, and of the detector that it gives."""

from pathlib import Path

import pytest

from firstline.datasets.config import Config
from firstline.datasets.ticket import Ticket
from firstline.models.bundle import Bundle
from firstline.training.second_request_fit import is_marked, joined_text
from firstline.training.training_run import train_bundle
from tests.training.small_desk import few, small_desk


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory, tiny_encoder: Path) -> Bundle:
    """The small desk, each request in two sentences."""
    output = tmp_path_factory.mktemp("second") / "bundle"
    tickets = [ticket.model_copy(update={"body": ticket.body.replace(", ", ". ")}) for ticket in small_desk()]
    train_bundle(tickets, output, config=Config(), encoder=f"path:{tiny_encoder}")
    return Bundle.load(output)


def test_two_requests_in_one_mail_are_flagged_with_what_they_are_about(bundle: Bundle) -> None:
    text = "The toner of the copier is empty. And we paid the bill twice, the refund has not arrived."
    (said,) = bundle.read_words([text]).second_requests
    assert said is not None
    assert (said.flag, said.field, said.values) == (True, "category", ("printer", "invoice"))
    assert said.score > 0.5


def test_at_most_three_in_a_hundred_single_requests_are_flagged(bundle: Bundle) -> None:
    texts = [ticket.body.replace(", ", ". ") for ticket in small_desk(seed=1)]
    flags = [said.flag for said in bundle.read_words(texts).second_requests if said is not None]
    assert len(flags) == len(texts)
    assert sum(flags) <= 0.03 * len(texts)


def test_announcing_more_of_the_same_is_no_second_request(bundle: Bundle) -> None:
    text = "The toner of the copier is empty. And one more thing: the printer shows a paper jam."
    (said,) = bundle.read_words([text]).second_requests
    assert said is not None
    assert not said.flag


@pytest.mark.parametrize("text", ["", "printer", "the printer", "?!", "one two three four"])
def test_a_text_without_room_for_two_is_never_flagged(bundle: Bundle, text: str) -> None:
    (said,) = bundle.read_words([text]).second_requests
    assert said is not None
    assert (said.flag, said.values) == (False, ())


def test_without_enough_evidence_nothing_is_ever_flagged(tmp_path: Path, tiny_encoder: Path) -> None:
    said: list[str] = []
    train_bundle(few(60), tmp_path / "b", config=Config(), encoder=f"path:{tiny_encoder}", say=said.append)
    assert Bundle.load(tmp_path / "b").read_words(["The toner is empty. We paid twice."]).second_requests == [None]
    assert any("never flagged" in line for line in said)


def test_what_a_person_marked_as_two_teaches_nothing_of_one() -> None:
    assert is_marked(Ticket(body="x", second_request={"category": "dns"}))
    assert is_marked(Ticket(body="x", second_request="true"))
    assert not any(is_marked(Ticket(body="x", second_request=no)) for no in ("", "false", None, {}, False))


def test_a_joined_mail_is_the_beginning_of_one_and_the_body_of_the_other() -> None:
    assert (
        joined_text("SSL\nIt is red now.", "Invoice\nPlease send it again.")
        == "SSL\nIt is red now.\nPlease send it again."
    )
