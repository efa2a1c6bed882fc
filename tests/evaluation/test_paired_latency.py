"""Two models in turns."""

from firstline.datasets.request_text import request_text
from firstline.evaluation.paired_latency import PairedLatency, paired_latency
from firstline.models.bundle import Bundle
from tests.evaluation.tiny_desk import tickets

TEXTS = [request_text(ticket) for ticket in tickets()]


def test_both_are_timed_on_the_same_texts(bundle: Bundle, routing_bundle: Bundle) -> None:
    found = paired_latency(bundle, routing_bundle, TEXTS)
    assert found.texts == len(TEXTS)
    assert found.second is not None
    assert 0 < found.first < 1_000
    assert 0 < found.second < 1_000
    assert found.ratio == found.first / found.second


def test_answers_alone_are_those_among_others(bundle: Bundle) -> None:
    assert paired_latency(bundle, None, TEXTS).agreement == 1.0


def test_without_a_second_there_is_no_ratio(bundle: Bundle) -> None:
    assert paired_latency(bundle, None, TEXTS[:4]).ratio is None
    assert PairedLatency(first=3.0, second=2.0, agreement=1.0, texts=9).ratio == 1.5
