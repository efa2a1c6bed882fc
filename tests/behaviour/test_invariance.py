"""What says nothing about a request must not change its category: typos, greetings, signatures, case, blanks."""

import re
from collections.abc import Callable

import pytest

from tests.behaviour.conftest import Ask
from tests.behaviour.requests import BODIES

STAYS = 0.9
"""The share of requests whose category a change that means nothing may not alter."""

_LONG_WORD = re.compile(r"[^\W\d_]{6,}")


def _typos(body: str) -> str:
    """Two neighbouring letters change places in the middle of every third long word."""
    number = 0

    def swap(match: re.Match[str]) -> str:
        nonlocal number
        number += 1
        word = match.group()
        at = next((k for k in range(len(word) // 2, len(word)) if word[k] != word[k - 1]), 1)
        return word if number % 3 != 1 else word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]

    return _LONG_WORD.sub(swap, body)


def _lost_letter(body: str) -> str:
    """The longest word loses a letter."""
    word = max(_LONG_WORD.findall(body), key=len)
    return body.replace(word, word[:2] + word[3:], 1)


def _is_russian(body: str) -> bool:
    return bool(re.search("[а-яё]", body))


def _greeting(body: str) -> str:
    hello = "Добрый день, уважаемая поддержка!" if _is_russian(body) else "Hello dear support team,\nhope you are well!"
    return f"{hello}\n\n{body}"


def _signature(body: str) -> str:
    if _is_russian(body):
        return f"{body}\n\nС уважением,\nАнна Примерова\nООО «Образец»\n+7 495 555-01-00"
    return (
        f"{body}\n\nKind regards,\nAnna Muster\nHead of Operations\nMuster Ltd | www.muster.example.com | +47 555 0100"
    )


def _thanks(body: str) -> str:
    return f"{body} {'Заранее спасибо!' if _is_russian(body) else 'Thanks a lot in advance!'}"


def _blanks(body: str) -> str:
    return body.replace(". ", ".\n\n   ").replace(" ", "  ") + "\n\n"


def _html(body: str) -> str:
    return f'<html><body><p style="color:#333">{body.replace("<", "&lt;")}</p><br></body></html>'


@pytest.mark.parametrize(
    "change",
    [_typos, _lost_letter, _greeting, _signature, _thanks, _blanks, _html, str.upper, str.lower],
    ids=lambda change: change.__name__.strip("_"),
)
def test_what_means_nothing_does_not_change_the_category(ask: Ask, change: Callable[[str], str]) -> None:
    changed = [change(body) for body in BODIES]
    assert all(new != old for new, old in zip(changed, BODIES, strict=True)) or change is str.lower
    before, after = ([p.fields["category"].value for p in ask(bodies)] for bodies in (BODIES, changed))
    moved = [f"{old} → {new}: {body}" for old, new, body in zip(before, after, BODIES, strict=True) if old != new]
    assert len(moved) <= (1 - STAYS) * len(BODIES), "\n".join(moved)


@pytest.mark.parametrize("change", [_greeting, _signature, _html], ids=lambda change: change.__name__.strip("_"))
def test_what_means_nothing_makes_no_stranger_of_a_customer(ask: Ask, change: Callable[[str], str]) -> None:
    flagged = [prediction.out_of_scope.flag for prediction in ask([change(body) for body in BODIES])]
    assert sum(flagged) <= (1 - STAYS) * len(BODIES)


def test_a_quoted_answer_below_does_not_count(ask: Ask) -> None:
    quoted = "\n\nOn Mon, 3 Mar 2025 at 10:00, Support <help@fjordhost.example.com> wrote:\n> Please pay the invoice."
    plain, with_quote = ask([BODIES[0], BODIES[0] + quoted])
    assert with_quote.fields["category"] == plain.fields["category"]


def test_the_order_in_which_requests_come_does_not_matter(ask: Ask) -> None:
    values = [prediction.fields["category"].value for prediction in ask(BODIES)]
    assert [prediction.fields["category"].value for prediction in ask(BODIES[::-1])] == values[::-1]
