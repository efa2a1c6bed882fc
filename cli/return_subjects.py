"""The return's subjects: what a customer's later ticket is about, as the search of the desk tells it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from firstline.evaluation.deflection import Subjects
    from firstline.evaluation.deflection_record import Contact
    from firstline.kb_index.state import State

_MANIFEST = "manifest.json"


@contextmanager
def return_subjects(source: Path | None, state: str | None) -> "Iterator[Subjects | None]":
    """Asks the state of the bundle `source`; None where no bundle is named, for without one nothing can be searched."""
    if source is None or not (source / _MANIFEST).is_file():
        yield None
        return
    from firstline.kb_index.state import State
    from firstline.models.bundle import Bundle
    from firstline.serving import portal_history  # noqa: F401  # its tables must be known before a state is opened
    from firstline.serving.bundle_source import bundle_source

    found = bundle_source(source, None)
    model = Bundle.load(found.folder)
    location = found.location(state)
    with State.open(location, encoder=model.encoder, centre=model.centre, offsets=model.offsets) as opened:
        yield subjects_in(opened)


def subjects_in(state: "State") -> "Subjects":
    """Asks a state that is open."""
    from firstline.kb_index.same_subject import SubjectArticles

    articles = SubjectArticles(state.articles)

    def is_about(contact: "Contact", article_ids: frozenset[str]) -> bool:
        ticket = state.tickets.get(contact.id) if article_ids and contact.vector is not None else None
        if ticket is None or contact.vector is None:
            return False
        return not articles.originals(article_ids).isdisjoint(articles.of(ticket, contact.vector))

    return is_about


def shown_titles(view: "Connection") -> dict[str, str]:
    """The titles of public articles that all may see, by their ids."""
    from sqlalchemy import select

    from firstline.datasets.article import Article
    from firstline.kb_index.document_store import ARTICLES

    rows = view.execute(select(ARTICLES.c.id, ARTICLES.c.content).where(ARTICLES.c.deleted.is_(False)))
    articles = {row.id: Article.model_validate_json(row.content) for row in rows}
    return {
        id_: " ".join(article.title.split())
        for id_, article in articles.items()
        if article.visibility == "public" and not article.restricted_to
    }
