"""A made-up desk whose customers never use its articles' words: only its resolved tickets tell which one answers."""

from datetime import UTC, datetime, timedelta

from firstline.datasets.article import Article
from firstline.datasets.ticket import Ticket

SAID = {
    "peripheral": "the copier chews up my paper",
    "credential": "I forgot the secret word again",
    "remittance": "you billed us twice for June",
    "telephony": "nobody hears me in a call",
    "connectivity": "the wifi drops all the time",
    "correspondence": "my mails never arrive",
    "provisioning": "the new colleague needs a laptop",
    "attendance": "I cannot book my holidays",
    "premises": "the door does not take my badge",
    "illumination": "a lamp flickers over my desk",
}
"""What customers say, by the article that answers it."""

_WHERE = ("since this morning", "on the second floor", "after the update", "before every meeting", "at our branch")
FIRST = datetime(2026, 1, 1, tzinfo=UTC)


def articles(**more: object) -> list[Article]:
    """One for each of `SAID`, whose name is its id and all that tells it from the others."""
    return [
        Article(id=name, title=f"{name.title()} procedure", body=f"This is the {name} procedure of all staff.", **more)
        for name in SAID
    ]


def links(count: int = 100, *, dated: bool = True, named: bool = False, **more: object) -> list[Ticket]:
    """Resolved tickets that name their article, an hour between them where `dated`; where `named`, every third customer
    says the article's own word and nothing else.
    """
    names, made = list(SAID), []
    for number in range(count):
        name = names[number % len(names)]
        said = f"about the {name} procedure" if named and number % 3 == 0 else SAID[name]
        body = f"{said} {_WHERE[number // len(names) % len(_WHERE)]}, case {number}"
        created = FIRST + timedelta(hours=number) if dated else None
        made.append(Ticket(id=f"L{number:04}", body=body, article_ids=(name,), created_at=created, **more))
    return made
