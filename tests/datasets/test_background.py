"""The background comes with the package."""

from collections import Counter

from firstline.datasets.background import background_requests


def test_every_industry_has_ten_requests_in_many_languages() -> None:
    requests = background_requests()
    assert set(Counter(request.industry for request in requests).values()) == {10}
    assert len({request.industry for request in requests}) == 63
    assert len({request.language for request in requests}) > 12


def test_no_request_comes_twice() -> None:
    texts = [request.text for request in background_requests()]
    assert len(set(texts)) == len(texts)
