"""Tests of the opening of a part."""

import pytest

from firstline.models.opening import opening


@pytest.mark.parametrize(
    "part", ["2. the bill is wrong", "2) счёт", " (2) the bill", "b) the bill", "б) счёт", "3: x y"]
)
def test_a_later_item_of_a_list_announces_another_matter(part: str) -> None:
    assert opening(part) == "item"


@pytest.mark.parametrize(
    "part",
    [
        "And one more thing: the bill",
        "Secondly!! the page",
        "And while you are at it, the bill",
        "Und dann noch: die Rechnung",
        "А ещё пришлите счёт",
        "Og forresten, fakturaen",
        "それから請求書の件ですが",
        "もう一点、請求書について",
        "Zweitens bräuchte ich die Rechnung",
        "Außerdem, die Rechnung",
        "Во-вторых, пришлите акт",
        "И ещё: в счёте",
        "I tillegg har vi fått to fakturaer",
        "Par ailleurs, la facture",
        "Además, la factura",
        "また請求書を送ってください",
    ],
)
def test_so_do_words_in_many_languages(part: str) -> None:
    assert opening(part) == "phrase"


@pytest.mark.parametrize(
    "part", ["1. the site is down", "The bill", "alsoran", "2026. It broke", "Seconds later", "", "2.5 GB"]
)
def test_all_else_announces_nothing(part: str) -> None:
    assert opening(part) == "plain"
