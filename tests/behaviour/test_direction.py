"""A word that carries the meaning must move the answer."""

import pytest

from firstline.models.bundle import Bundle
from firstline.models.prediction import Prediction
from tests.behaviour.conftest import Ask

NAMED = (
    (
        "I have a question about the {} that I have with you.",
        {"invoice": "billing", "VPS": "server", "mailbox": "email"},
    ),
    (
        "Since yesterday there is a problem with our {}.",
        {"SSL certificate": "ssl", "MySQL database": "database", "DNS records": "dns"},
    ),
    (
        "У нас вопрос: {}. Помогите, пожалуйста.",
        {"счёт и оплата": "billing", "перенос домена": "domains", "взлом сайта": "security_abuse"},
    ),
)


def _confidence(prediction: Prediction, field: str, value: str) -> float:
    found = prediction.fields[field]
    named = {found.value: found.confidence} | {other.value: other.confidence for other in found.alternatives}
    return named.get(value, 0.0)


def test_the_word_that_names_the_matter_decides(ask: Ask) -> None:
    sentences = [sentence.format(word) for sentence, words in NAMED for word in words]
    wanted = [category for _, words in NAMED for category in words.values()]
    found = [prediction.fields["category"].value for prediction in ask(sentences)]
    moved = [pair for pair in zip(found, wanted, strict=True) if pair[0] == pair[1]]
    assert len(moved) >= len(wanted) - 1, list(zip(sentences, found, strict=True))


@pytest.mark.parametrize(
    ("plain", "telling", "category"),
    [
        ("It does not work since this morning.", "The mailbox does not work since this morning.", "email"),
        ("Please have a look at it.", "Please have a look at the invoice.", "billing"),
        ("How long does it take?", "How long does a domain transfer take?", "domains"),
        ("Ничего не работает.", "База данных MySQL не работает.", "database"),
        ("Не могу войти.", "Не могу войти на VPS по SSH.", "server"),
    ],
)
def test_a_telling_word_makes_its_category_likelier(ask: Ask, plain: str, telling: str, category: str) -> None:
    before, after = ask([plain, telling])
    assert _confidence(after, "category", category) > _confidence(before, "category", category)


@pytest.mark.parametrize(
    ("calm", "alarmed"),
    [
        (
            "How do I add a second mailbox?",
            "All our mailboxes are down, nobody in the company can work, we lose orders!",
        ),
        ("Как добавить второй сайт?", "Сайт магазина лежит, ничего не работает, теряем заказы, срочно!"),
    ],
)
def test_an_outage_is_more_urgent_than_a_question(ask: Ask, calm: str, alarmed: str) -> None:
    before, after = ask([calm, alarmed])
    assert _confidence(after, "priority", "high") > _confidence(before, "priority", "high")


def test_the_reasons_name_the_telling_word(demo_bundle: Bundle) -> None:
    text = "Hello, could somebody please explain the invoice of last month to me?"
    reasons = demo_bundle.explain(text, "category", "billing", limit=3)
    assert "invoice" in [text[reason.start : reason.end] for reason in reasons]
